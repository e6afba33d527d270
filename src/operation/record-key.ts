import { derivedName } from '../schema/names.ts';
import type { ExclusionElement } from '../schema/objects.ts';
import type { OnlyOn } from './only-on.ts';
import type { Deferrable, NameOptions } from './record-builders.ts';
import {
  asColumns,
  asList,
  asOptions,
  asTable,
  asText,
  given,
  optionalBoolean,
  optionalText,
  optionalWord,
  refuse,
} from './record-check.ts';
import type { Push } from './record-guard.ts';

export interface AddPrimaryKeyOptions extends NameOptions {
  /** A unique index that is there becomes the key's and takes its name: no scan. On SQLite it goes, the key has one of its own. */
  readonly usingIndex?: string;
}

export interface ExclusionOptions extends OnlyOn {
  /** Access method, default `gist`. */
  readonly using?: string;
  /** Predicate: rows for which it is not true are left out. */
  readonly where?: string;
  readonly deferrable?: Deferrable;
}

/** The calls about primary keys, exclusions and what was added `notValid`. */
export interface KeyOp {
  /**
   * Checks the rows from before a check or foreign key that was added `notValid`. In a later revision than the one that added it,
   * or outside the transaction, so that the lock of adding it is not held while rows are read.
   * @example op.validate('invoice', 'invoice_order_id_foreign', { transactional: false });
   * PostgreSQL: `alter table "invoice" validate constraint "invoice_order_id_foreign"`. SQLite: the proof that adding it left out; nothing changes.
   */
  validate(table: string, name: string, options?: { readonly transactional?: boolean }): void;
  /**
   * Gives a table without a primary key one, named `table_pkey`. Its columns have to be not null.
   * @example op.addPrimaryKey('tag', ['id']);
   * PostgreSQL: `alter table "tag" add constraint "tag_pkey" primary key ("id")`. SQLite: a rebuild.
   */
  addPrimaryKey(table: string, columns: readonly string[], options?: AddPrimaryKeyOptions): void;
  /**
   * Takes the primary key away; its columns stay not null.
   * @example op.dropPrimaryKey('tag');
   * PostgreSQL: `alter table "tag" drop constraint "tag_pkey"`. SQLite: a rebuild that keeps each row's rowid.
   */
  dropPrimaryKey(table: string): void;
  /**
   * Lets no two rows be there for which all operators hold. SQLite has nothing like it: say `only: 'postgresql'`.
   * @example op.addExclusion('stay', 'stay_no_overlap', [{ column: 'room', operator: '=' }, { column: 'during', operator: '&&' }], { only: 'postgresql' });
   * PostgreSQL: `alter table "stay" add constraint "stay_no_overlap" exclude using gist ("room" with =, "during" with &&)`. SQLite: refused, or nothing.
   */
  addExclusion(
    table: string,
    name: string,
    elements: readonly ExclusionElement[],
    options?: ExclusionOptions,
  ): void;
  /**
   * Drops an exclusion.
   * @example op.dropExclusion('stay', 'stay_no_overlap', { only: 'postgresql' });
   * PostgreSQL: `alter table "stay" drop constraint "stay_no_overlap"`. SQLite: refused, or nothing.
   */
  dropExclusion(table: string, name: string, options?: OnlyOn): void;
}

/** Records the calls of `KeyOp`. */
export function keyCalls(push: Push) {
  return {
    validate(table, name, options) {
      const { transactional } = asOptions(options, ['transactional']);
      const inside = optionalBoolean(transactional, 'transactional') ?? true;
      push({
        kind: 'validate',
        table: asTable(table),
        name: asText(name, 'the name'),
        ...given<'transactional', false>('transactional', inside ? undefined : false),
      });
    },
    addPrimaryKey(table, columns, options) {
      const owner = asTable(table);
      const { name, usingIndex } = asOptions(options, ['name', 'usingIndex']);
      const primaryKey = {
        name: optionalText(name, 'name') ?? derivedName(owner, [], 'primary'),
        columns: asColumns(columns),
      };
      const index = optionalText(usingIndex, 'usingIndex');
      push({ kind: 'addPrimaryKey', table: owner, primaryKey, ...given('usingIndex', index) });
    },
    dropPrimaryKey: table => push({ kind: 'dropPrimaryKey', table: asTable(table) }),
    addExclusion(table, name, elements, options) {
      const { only, ...rest } = asOptions(options, ['using', 'where', 'deferrable', 'only']);
      const exclusion = {
        name: asText(name, "the exclusion's name"),
        ...given('using', optionalText(rest['using'], 'using')),
        elements: asList(elements, 'the elements').map(asElement),
        ...given('where', optionalText(rest['where'], 'where')),
        ...given('deferrable', optionalWord(rest['deferrable'], 'deferrable', deferrables)),
      };
      push({ kind: 'addExclusion', table: asTable(table), exclusion, ...asOnly(only) });
    },
    dropExclusion(table, name, options) {
      const { only } = asOptions(options, ['only']);
      const names = { table: asTable(table), name: asText(name, 'the name') };
      push({ kind: 'dropExclusion', ...names, ...asOnly(only) });
    },
  } satisfies KeyOp;
}

const deferrables = ['immediate', 'deferred'] as const;

function asOnly(value: unknown): OnlyOn {
  return given('only', optionalWord(value, 'only', ['postgresql', 'sqlite'] as const));
}

function asElement(element: unknown): ExclusionElement {
  const options = asOptions(element, ['column', 'expression', 'operator'], 'an element');
  const { column, expression } = options;
  if ((column === undefined) === (expression === undefined)) {
    throw refuse(
      'an element is either a column or an expression',
      "write { column: 'room', operator: '=' }",
    );
  }
  return {
    ...given('column', optionalText(column, 'the column')),
    ...given('expression', optionalText(expression, 'the expression')),
    operator: asText(options['operator'], 'the operator'),
  };
}
