import type { NamedKind } from '../schema/names.ts';
import { derivedName } from '../schema/names.ts';
import type { ForeignKeyOptions } from './record-builders.ts';
import {
  asColumns,
  asOptions,
  asTable,
  asText,
  given,
  optionalText,
  refuse,
  renaming,
} from './record-check.ts';
import { asForeignKey, asUnique } from './record-column.ts';
import type { Push } from './record-guard.ts';
import { asConcurrently, asIndex } from './record-index.ts';
import type { Op } from './record-op.ts';
import { asCheck } from './record-table.ts';

/** The calls about indexes and constraints. */
export function constraintCalls(push: Push) {
  return {
    ...indexCalls(push),
    ...foreignKeyCalls(push),
    addUnique(table, columns, options) {
      const name = asTable(table);
      const unique = asUnique(name, asColumns(columns), options, ['usingIndex']);
      const usingIndex = optionalText(options?.usingIndex, 'usingIndex');
      push({ kind: 'addUnique', table: name, unique, ...given('usingIndex', usingIndex) });
    },
    dropUnique: (table, name) => push({ kind: 'dropUnique', ...named(table, name, 'unique') }),
    addCheck(table, name, expression, options) {
      push({ kind: 'addCheck', table: asTable(table), check: asCheck(name, expression, options) });
    },
    dropCheck: (table, name) => push({ kind: 'dropCheck', ...named(table, name, 'check') }),
    renameConstraint: (table, from, to) =>
      push({ kind: 'renameConstraint', table: asTable(table), ...newName(from, to) }),
  } satisfies Partial<Op>;
}

function indexCalls(push: Push) {
  return {
    createIndex(table, columns, options) {
      const name = asTable(table);
      const index = asIndex(name, columns, options, ['concurrently']);
      push({ kind: 'createIndex', table: name, index, ...asConcurrently(options?.concurrently) });
    },
    dropIndex(table, name, options) {
      const { concurrently } = asOptions(options, ['concurrently']);
      push({ kind: 'dropIndex', ...named(table, name, 'index'), ...asConcurrently(concurrently) });
    },
    renameIndex: (table, from, to) =>
      push({ kind: 'renameIndex', table: asTable(table), ...newName(from, to) }),
  } satisfies Partial<Op>;
}

function foreignKeyCalls(push: Push) {
  return {
    // oxlint-disable-next-line max-params -- columns and what they refer to read best in one line of a revision
    addForeignKey(
      table: string,
      columns: readonly string[],
      refTable: string,
      refColumns: readonly string[],
      options?: ForeignKeyOptions,
    ) {
      const name = asTable(table);
      const reference = { refTable, refColumns: asColumns(refColumns, 'the columns referred to') };
      const foreignKey = asForeignKey(name, asColumns(columns), reference, options);
      push({ kind: 'addForeignKey', table: name, foreignKey });
    },
    dropForeignKey: (table, name) =>
      push({ kind: 'dropForeignKey', ...named(table, name, 'foreign') }),
  } satisfies Partial<Op>;
}

/** What is dropped goes by its name; a list of columns is a likely mistake that tells which one was meant. */
function named(table: unknown, name: unknown, kind: NamedKind): { table: string; name: string } {
  const owner = asTable(table);
  if (Array.isArray(name)) {
    throw refuse(
      'wants the name of what is dropped, not its columns',
      `write '${derivedName(owner, asColumns(name), kind)}'`,
    );
  }
  return { table: owner, name: asText(name, 'the name') };
}

function newName(from: unknown, to: unknown): { from: string; to: string } {
  return renaming(asText(from, 'the name'), asText(to, 'the new name'));
}
