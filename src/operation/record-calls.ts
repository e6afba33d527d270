import type { Default } from '../schema/schema.ts';
import type { AlterColumn } from './operation.ts';
import {
  asLiteral,
  asOptions,
  asTable,
  asText,
  given,
  optionalBoolean,
  optionalText,
  refuse,
  renaming,
} from './record-check.ts';
import { columnSourceCalls } from './record-column-source.ts';
import { constraintCalls } from './record-constraints.ts';
import { dataCalls } from './record-data.ts';
import { enumCalls } from './record-enum.ts';
import type { Place, Push } from './record-guard.ts';
import { keyCalls } from './record-key.ts';
import { namespaceCalls } from './record-namespace.ts';
import type { ColumnAlteration, Op } from './record-op.ts';
import { policyCalls } from './record-policy.ts';
import { routineCalls } from './record-routine.ts';
import { runCalls } from './record-run.ts';
import { sequenceCalls } from './record-sequence.ts';
import { recordColumn, recordTable } from './record-table.ts';
import { triggerCalls } from './record-trigger.ts';
import { toColumnType } from './record-type.ts';
import { viewCalls } from './record-view.ts';

/** Every call of `op`, each checking its arguments and pushing one operation. */
export function opCalls(push: Push, place: Place): Omit<Op, 'dialect'> {
  return {
    ...tableCalls(push, place),
    ...columnCalls(push, place),
    ...columnSourceCalls(push),
    ...sequenceCalls(push),
    ...viewCalls(push),
    ...constraintCalls(push),
    ...keyCalls(push),
    ...dataCalls(push),
    ...enumCalls(push),
    ...namespaceCalls(push),
    ...triggerCalls(push),
    ...routineCalls(push),
    ...policyCalls(push),
    ...runCalls(push),
  };
}

function tableCalls(push: Push, place: Place) {
  return {
    createTable: (table, describe) =>
      push({ kind: 'createTable', table: recordTable(asTable(table), describe, place) }),
    dropTable: table => push({ kind: 'dropTable', table: asTable(table) }),
    renameTable: (from, to) =>
      push({ kind: 'renameTable', ...renaming(asTable(from), asTable(to, 'the new name')) }),
  } satisfies Partial<Op>;
}

function columnCalls(push: Push, place: Place) {
  return {
    addColumn(table, describe) {
      const name = asTable(table);
      const { primary: _, ...drafted } = recordColumn(name, describe, place);
      push({ kind: 'addColumn', table: name, ...drafted });
    },
    dropColumn: (table, column) =>
      push({ kind: 'dropColumn', table: asTable(table), column: asText(column, 'the column') }),
    renameColumn(table, from, to) {
      const names = renaming(asText(from, 'the column'), asText(to, 'the new name'));
      push({ kind: 'renameColumn', table: asTable(table), ...names });
    },
    alterColumn(table, column, change) {
      const where = { table: asTable(table), column: asText(column, 'the column') };
      push({ kind: 'alterColumn', ...where, ...alteration(change) });
    },
  } satisfies Partial<Op>;
}

function alteration(change: ColumnAlteration): Omit<AlterColumn, 'kind' | 'table' | 'column'> {
  const options = asOptions(
    change,
    ['type', 'nullable', 'default', 'defaultRaw', 'using', 'comment', 'collation'],
    'the change',
  );
  if (!Object.keys(options).some(key => key !== 'using' && options[key] !== undefined)) {
    throw refuse('changes nothing', "say what: { type: 'string(80)', nullable: true, default: 0 }");
  }
  const { type } = options;
  return {
    ...given('type', type === undefined ? undefined : toColumnType(type)),
    ...given('nullable', optionalBoolean(options['nullable'], 'nullable')),
    ...given('default', newDefault(options)),
    ...given('using', optionalText(options['using'], 'using')),
    ...given('comment', textOrNull(options['comment'], 'comment')),
    ...given('collation', textOrNull(options['collation'], 'collation')),
  };
}

function newDefault(options: Readonly<Record<string, unknown>>): Default | null | undefined {
  const { default: value, defaultRaw } = options;
  if (value !== undefined && defaultRaw !== undefined) {
    throw refuse('default and defaultRaw exclude each other');
  }
  if (defaultRaw !== undefined) return { kind: 'sql', sql: asText(defaultRaw, 'defaultRaw') };
  if (value === undefined || value === null) return value;
  return { kind: 'value', value: asLiteral(value, 'default') };
}

function textOrNull(value: unknown, what: string): string | null | undefined {
  return value === null ? null : optionalText(value, what);
}
