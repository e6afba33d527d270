import type { DatabaseTable } from '@mikro-orm/sql';

import { MigshError } from '../error.ts';
import type { SqlText } from '../schema/objects.ts';
import type {
  Check,
  ForeignKey,
  Index,
  IndexColumn,
  IndexPart,
  ReferentialAction,
  Table,
  Unique,
} from '../schema/schema.ts';
import { quoteIdentifier, quoteText } from '../schema/tokens.ts';
import type { TableSource } from './metadata-to-schema.ts';
import { shortTableName } from './table-name.ts';

type Constraints = Pick<Table, 'primaryKey' | 'indexes' | 'uniques' | 'foreignKeys' | 'checks'> & {
  readonly notSeen: readonly string[];
};

type MikroIndex = ReturnType<DatabaseTable['getIndexes']>[number];

/** Keys, indexes and checks of one entity's table, with the names that MikroORM gives them. */
export function constraintsOf(source: TableSource): Constraints {
  const all = source.table.getIndexes();
  const primary = all.find(index => index.primary);
  const rest = all.filter(index => !index.primary);
  const plain = rest.filter(index => whatIsSpecial(index) === undefined);
  return {
    ...(primary === undefined
      ? {}
      : { primaryKey: { name: primary.keyName, columns: primary.columnNames } }),
    indexes: plain.filter(index => !isConstraint(index)).map(toIndex),
    uniques: plain.filter(isConstraint).map(toUnique),
    foreignKeys: foreignKeysOf(source),
    checks: checksOf(source),
    notSeen: rest.flatMap(index => {
      const special = whatIsSpecial(index);
      return special === undefined ? [] : [`index ${index.keyName} (${special})`];
    }),
  };
}

/** What an index has that the portable schema cannot say. */
function whatIsSpecial(index: MikroIndex): string | undefined {
  const facts: Readonly<Record<string, unknown>> = {
    'a length of its columns':
      index.columns?.some(({ length }) => length !== undefined) || undefined,
    'full text': index.type === 'fulltext' || undefined,
    'a type that is no access method': typeof index.type === 'object' || undefined,
    invisible: index.invisible,
    disabled: index.disabled,
    clustered: index.clustered,
    'included columns of a unique constraint': (isConstraint(index) && index.include) || undefined,
  };
  return Object.entries(facts).find(([, value]) => value !== undefined)?.[0];
}

/** A unique with a predicate, or over a path inside JSON, is an index: constraints carry none. */
function isConstraint({ unique, where, columnNames }: MikroIndex): boolean {
  return unique && where === undefined && !columnNames.some(isPath);
}

function isPath(name: string): boolean {
  return name.includes('.');
}

/** One index in portable terms, with what MikroORM says of each of its columns. */
export function toIndex(index: MikroIndex): Index {
  const { keyName, columnNames, unique, where, type, include, fillFactor, expression } = index;
  if (expression !== undefined) {
    return { name: keyName, columns: [], unique, statement: expression };
  }
  return {
    name: keyName,
    columns: columnNames.map(name => toPart(name, index)),
    unique,
    ...(where === undefined ? {} : { where }),
    ...(typeof type === 'string' ? { using: type } : {}),
    ...(include === undefined ? {} : { include }),
    ...(fillFactor === undefined ? {} : { fillFactor }),
  };
}

function toPart(name: string, { columns }: MikroIndex): IndexColumn {
  if (isPath(name)) return { expression: pathInJson(name) };
  const said = columns?.find(column => column.name === name);
  if (said === undefined) return name;
  const { sort, nulls, collation } = said;
  const part: IndexPart = {
    column: name,
    ...(sort?.toLowerCase() === 'desc' ? { order: 'desc' } : {}),
    ...(nulls === undefined ? {} : { nulls: nulls.toLowerCase() === 'first' ? 'first' : 'last' }),
    ...(collation === undefined ? {} : { collation }),
  };
  return Object.keys(part).length === 1 ? name : part;
}

/** `meta.size.width` as MikroORM's queries read it: only then does the index serve them. */
function pathInJson(path: string): SqlText {
  const [column = '', ...keys] = path.split('.');
  const name = quoteIdentifier(column);
  const steps = keys.map((key, at) => `${at === keys.length - 1 ? '->>' : '->'}${quoteText(key)}`);
  return {
    postgresql: `${name}${steps.join('')}`,
    sqlite: `json_extract(${name}, ${quoteText(`$.${keys.join('.')}`)})`,
  };
}

function toUnique({ keyName, columnNames, deferMode }: MikroIndex): Unique {
  return {
    name: keyName,
    columns: columnNames,
    ...(deferMode === undefined ? {} : { deferrable: deferMode }),
  };
}

function foreignKeysOf({ table, config, defaultSchema }: TableSource): readonly ForeignKey[] {
  if (config.get('schemaGenerator').createForeignKeyConstraints === false) return [];
  return Object.values(table.getForeignKeys()).map(key =>
    toForeignKey(key, table.name, defaultSchema),
  );
}

type MikroForeignKey = ReturnType<DatabaseTable['getForeignKeys']>[string];

function toForeignKey(key: MikroForeignKey, table: string, defaultSchema: string): ForeignKey {
  const where = `${table}.${key.constraintName}`;
  return {
    name: key.constraintName,
    columns: key.columnNames,
    refTable: shortTableName(key.referencedTableName, defaultSchema),
    refColumns: key.referencedColumnNames,
    ...action('onDelete', key.deleteRule, where),
    ...action('onUpdate', key.updateRule, where),
    ...(key.deferMode === undefined ? {} : { deferrable: key.deferMode }),
  };
}

const actions: readonly ReferentialAction[] = ['cascade', 'set null', 'set default', 'restrict'];

/** `no action` is what is done where nothing is said. */
function action(
  when: 'onDelete' | 'onUpdate',
  rule: string | undefined,
  where: string,
): { readonly [K in typeof when]?: ReferentialAction } {
  const said = rule?.toLowerCase() ?? 'no action';
  if (said === 'no action') return {};
  const known = actions.find(candidate => candidate === said);
  if (known === undefined) throw unknownAction(said, where);
  return { [when]: known };
}

function checksOf({ table, meta, platforms }: TableSource): readonly Check[] {
  const seen: Check[] = [];
  for (const { name, expression, columnName } of table.getChecks()) {
    const text = String(expression);
    const property = meta.props.find(candidate => candidate.fieldNames?.[0] === columnName);
    const items: string[] = (property?.items ?? []).map(String);
    const ofItems = (make: (column: string, values: string[]) => string | null): boolean =>
      columnName !== undefined && items.length > 0 && make(columnName, items) === text;
    const { postgresql } = platforms;
    if (
      ofItems((column, values) => postgresql.getEnumArrayCheckConstraintExpression(column, values))
    ) {
      // SQLite keeps an array as text.
      seen.push({ name, expression: text, only: 'postgresql' });
    } else if (
      columnName !== undefined &&
      ofItems((column, values) => postgresql.getEnumCheckConstraintExpression(column, values))
    ) {
      seen.push({ name, expression: text, enumOf: columnName });
    } else {
      seen.push({ name, expression: text });
    }
  }
  return seen;
}

function unknownAction(rule: string, where: string): MigshError {
  return new MigshError('unsupported', `${where}: "${rule}" is no action of a foreign key.`, {
    hint: `Use one of ${actions.join(', ')} or no action.`,
    details: { rule },
  });
}
