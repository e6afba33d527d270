import type { ColumnType } from '../schema/column-type.ts';
import { enumCheck } from '../schema/enum-check.ts';
import { derivedName } from '../schema/names.ts';
import type { Check, Column, ForeignKey, ReferentialAction, Unique } from '../schema/schema.ts';
import type { ColumnBuilder, ForeignKeyOptions } from './record-builders.ts';
import {
  asLiteral,
  asOptions,
  asTable,
  asText,
  given,
  optionalBoolean,
  optionalText,
  optionalWord,
  refuse,
} from './record-check.ts';
import { asGenerated, identities, refuseContradiction } from './record-computed.ts';
import type { Place } from './record-guard.ts';
import { guard } from './record-guard.ts';
import { nullsNotDistinct } from './record-index.ts';

/** A column as its builder has it so far, with what was written on it. */
export interface ColumnDraft {
  column: Column;
  /** The primary key's name, `''` for the derived one. Absent: no part of the key. */
  primary?: string;
  unique?: Unique;
  foreignKey?: ForeignKey;
  check?: Check;
}

/** A column of that name and type, not null, with an enum's check. */
export function draftColumn(table: string, name: string, type: ColumnType): ColumnDraft {
  const column: Column = { name, type, nullable: false };
  return { column, ...given('check', enumCheck(table, column)) };
}

/** The builder that goes on with a draft; what it is told is put into the draft. */
export function columnBuilder(table: string, draft: ColumnDraft, place: Place): ColumnBuilder {
  return guard(modifiers(table, draft), { label: `column ${draft.column.name}`, place });
}

function modifiers(table: string, draft: ColumnDraft): ColumnBuilder {
  const { name } = draft.column;
  const builder: ColumnBuilder = {
    nullable: () => set({ nullable: true }),
    default: value => set({ default: { kind: 'value', value: asDefault(value) } }),
    defaultRaw: sql => set({ default: { kind: 'sql', sql: asText(sql, 'the default') } }),
    autoincrement: () => set({ autoincrement: true }),
    identity: kind => set({ identity: optionalWord(kind, 'the kind', identities) ?? 'by default' }),
    generated: (expression, options) => set({ generated: asGenerated(expression, options) }),
    comment: text => set({ comment: asText(text, 'the comment') }),
    collation: collation => set({ collation: asText(collation, 'the collation') }),
    primary(options) {
      draft.primary = optionalText(asOptions(options, ['name'])['name'], 'name') ?? '';
      return builder;
    },
    unique(options) {
      draft.unique = asUnique(table, [name], options);
      return builder;
    },
    references(refTable, column, options) {
      const reference = { refTable, refColumns: [asText(column, 'the column')] };
      draft.foreignKey = asForeignKey(table, [name], reference, options);
      return builder;
    },
  };
  function set(change: Partial<Column>): ColumnBuilder {
    const again = Object.keys(change).find(key => key !== 'nullable' && key in draft.column);
    if (again !== undefined) throw refuse(`column ${name} was already given a ${again}`);
    draft.column = { ...draft.column, ...change };
    refuseContradiction(draft.column);
    return builder;
  }
  return builder;
}

function asDefault(value: unknown): string | number | boolean {
  if (value === null) {
    throw refuse('null is what a column without default holds', 'leave .default(null) out');
  }
  if (typeof value === 'object') {
    throw refuse(
      'the default must be text, a number or a boolean',
      `write JSON as text, such as .default('{}'), SQL as .defaultRaw('…')`,
    );
  }
  return asLiteral(value, 'the default');
}

const deferrables = ['immediate', 'deferred'] as const;
const actions = [
  'cascade',
  'set null',
  'set default',
  'restrict',
  'no action',
] as const satisfies ReferentialAction[];

/** The unique constraint that arguments describe. `more`: options of the call that are none of the constraint. */
export function asUnique(
  table: string,
  columns: readonly string[],
  given_: unknown,
  more: readonly string[] = [],
): Unique {
  const options = asOptions(given_, ['name', 'deferrable', 'nullsNotDistinct', ...more]);
  return {
    name: optionalText(options['name'], 'name') ?? derivedName(table, columns, 'unique'),
    columns,
    ...given('deferrable', optionalWord(options['deferrable'], 'deferrable', deferrables)),
    ...nullsNotDistinct(options['nullsNotDistinct']),
  };
}

/** The foreign key that arguments describe. */
export function asForeignKey(
  table: string,
  columns: readonly string[],
  reference: { readonly refTable: unknown; readonly refColumns: readonly string[] },
  foreignKeyOptions: ForeignKeyOptions | undefined,
): ForeignKey {
  const { refColumns } = reference;
  const refTable = asTable(reference.refTable, 'the table that is referred to');
  if (columns.length !== refColumns.length) {
    throw refuse(
      `${columns.length} columns refer to ${refColumns.length}`,
      'name as many as there',
    );
  }
  const options = asOptions(foreignKeyOptions, [
    'name',
    'onDelete',
    'onUpdate',
    'deferrable',
    'notValid',
  ]);
  return {
    name: optionalText(options['name'], 'name') ?? derivedName(table, columns, 'foreign'),
    columns,
    refTable,
    refColumns,
    ...given('onDelete', optionalWord(options['onDelete'], 'onDelete', actions)),
    ...given('onUpdate', optionalWord(options['onUpdate'], 'onUpdate', actions)),
    ...given('deferrable', optionalWord(options['deferrable'], 'deferrable', deferrables)),
    ...asNotValid(options['notValid']),
  };
}

/** `notValid`, as a check or foreign key carries it: absent or true. */
export function asNotValid(value: unknown): { readonly notValid?: true } {
  return given<'notValid', true>(
    'notValid',
    optionalBoolean(value, 'notValid') === true ? true : undefined,
  );
}
