import type { Sequence } from '../../schema/objects.ts';
import type { Schema, Table } from '../../schema/schema.ts';
import type { Row } from '../dialect.ts';
import { text } from './row.ts';

/** How a table is split, as the server spells it; nothing for one that is whole. */
export function toPartitioning(row: Row, partitions: readonly Row[]): Pick<Table, 'partitioning'> {
  const by = text(row, 'split_by');
  if (by === '') return {};
  const found = partitions.map(each => ({ name: text(each, 'name'), bound: text(each, 'bound') }));
  return { partitioning: { by, partitions: found } };
}

/** The sequences that stand for themselves; what a sequence has when nothing is said is left out. */
export function toSequences(rows: readonly Row[]): Pick<Schema, 'sequences'> {
  return rows.length === 0 ? {} : { sequences: rows.map(toSequence) };
}

function toSequence(row: Row): Sequence {
  const type = typeOf(row);
  const usual = usualOf(type, text(row, 'increment').startsWith('-'));
  const min = text(row, 'min');
  const max = text(row, 'max');
  const begin = usual.down ? max : min;
  const unless = (key: string, value: string): object =>
    text(row, key) === value ? {} : { [key]: text(row, key) };
  return {
    name: text(row, 'name'),
    ...(type !== 'bigint' && { type }),
    ...unless('start', begin),
    ...unless('increment', '1'),
    ...unless('min', usual.min),
    ...unless('max', usual.max),
    ...unless('cache', '1'),
    ...(row['cycle'] === true && { cycle: true }),
  };
}

function typeOf(row: Row): 'smallint' | 'integer' | 'bigint' {
  const type = text(row, 'type');
  return type === 'smallint' || type === 'integer' ? type : 'bigint';
}

// Manual, CREATE SEQUENCE: from 1 up to the type's end, or from -1 down to it.
function usualOf(
  type: 'smallint' | 'integer' | 'bigint',
  down: boolean,
): { readonly min: string; readonly max: string; readonly down: boolean } {
  const ends = { smallint: 2n ** 15n, integer: 2n ** 31n, bigint: 2n ** 63n };
  return down
    ? { min: String(-ends[type]), max: '-1', down }
    : { min: '1', max: String(ends[type] - 1n), down };
}
