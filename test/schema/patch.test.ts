import { expect, test } from 'vitest';

import { applyPatch, isEmptyPatch, patchBetween } from '../../src/schema/patch.ts';
import type { Column, Schema, Table } from '../../src/schema/schema.ts';
import { Dice, randomEdit, randomSchema } from '../operation/random-schema.ts';
import { column, schema as schemaOf, table } from './tables.ts';

const firstSeed = Number(process.env['MIGSH_TEST_SEED'] ?? 1);

test('a patch leads from one state to the other, and one the other way back', () => {
  for (let seed = firstSeed; seed < firstSeed + 300; seed += 1) {
    const dice = new Dice(seed);
    const before = randomSchema(dice);
    const after = randomEdit(before, dice);
    const forth = applyPatch(before, survived(patchBetween(before, after)));
    expect({ seed, schema: inOrder(forth) }).toEqual({ seed, schema: inOrder(after) });
    const back = applyPatch(after, patchBetween(after, before));
    expect({ seed, schema: inOrder(back) }).toEqual({ seed, schema: inOrder(before) });
    expect(isEmptyPatch(patchBetween(before, before))).toBe(true);
  }
});

test('a table or column under a new name keeps what was known of it in other words', () => {
  const seen = schemaOf(table('a', [of('id', 'integer'), of('x', 'text')]));
  const later = schemaOf(table('b', [of('id', 'integer'), of('x', 'text')]));
  const known = schemaOf(table('a', [of('id', 'integer'), of('x', 'uuid')]));
  expect(applyPatch(known, patchBetween(seen, later)).tables.map(shape)).toEqual([
    'b: id integer, x uuid',
  ]);
  const renamed = schemaOf(table('a', [of('id', 'integer'), of('y', 'text')]));
  expect(applyPatch(known, patchBetween(seen, renamed)).tables.map(shape)).toEqual([
    'a: id integer, y uuid',
  ]);
});

test('of several that could be it none is', () => {
  const seen = schemaOf(table('a', [of('x', 'text'), of('y', 'text')]));
  const later = schemaOf(table('a', [of('u', 'text'), of('v', 'text')]));
  const { changedTables } = patchBetween(seen, later);
  expect(changedTables.map(({ renamed, columns }) => [renamed, columns.gone])).toEqual([
    [[], ['x', 'y']],
  ]);
});

test('only what changed of a column is taken over; what is not there is not missed', () => {
  const seen = schemaOf(table('a', [of('x', 'text')]));
  const later = schemaOf({
    ...table('a', [of('x', 'text')]),
    columns: [{ name: 'x', type: { name: 'text' }, nullable: true }],
  });
  const patch = patchBetween(seen, later);
  const known = schemaOf(table('a', [of('x', 'uuid')]));
  expect(applyPatch(known, patch).tables[0]?.columns).toEqual([
    { name: 'x', type: { name: 'uuid' }, nullable: true },
  ]);
  expect(applyPatch({ tables: [] }, patch)).toEqual({ tables: [] });
});

function of(name: string, type: 'integer' | 'text' | 'uuid'): Column {
  return column(name, { type: { name: type } });
}

function shape({ name, columns }: Table): string {
  return `${name}: ${columns.map(each => `${each.name} ${each.type.name}`).join(', ')}`;
}

function survived<T>(value: T): T {
  const text = JSON.stringify(value);
  const copy: T = JSON.parse(text);
  return copy;
}

/** The order of what has names does not count. */
function inOrder(schema: Schema): unknown {
  return JSON.parse(JSON.stringify(schema), (_key, value: unknown) =>
    Array.isArray(value) && value.every(isNamed)
      ? value.toSorted((a, b) => (a.name < b.name ? -1 : 1))
      : value,
  );
}

function isNamed(value: unknown): value is { readonly name: string } {
  return typeof value === 'object' && value !== null && 'name' in value;
}
