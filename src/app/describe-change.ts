import type { SchemaChange } from '../schema/change.ts';
import { describeType } from '../schema/describe-type.ts';
import type { Column } from '../schema/schema.ts';

/** One change in a line: `+` came, `-` went, `~` is another now. */
export function describeChange(change: SchemaChange): string {
  switch (change.kind) {
    case 'tableAdded':
      return `+ ${change.table.name}  table, ${change.table.columns.length} columns`;
    case 'tableRemoved':
      return `- ${change.table.name}  table`;
    case 'tableRenamed':
      return `~ ${change.from} → ${change.to}  table`;
    case 'columnAdded':
      return `+ ${change.table}.${change.column.name}  ${describeColumn(change.column)}`;
    case 'columnRemoved':
      return `- ${change.table}.${change.column.name}  ${describeColumn(change.column)}`;
    case 'columnRenamed':
      return `~ ${change.table}.${change.from} → ${change.to}`;
    case 'columnChanged':
      return `~ ${change.table}.${change.to.name}  ${describeColumn(change.from)} → ${describeColumn(change.to)}`;
    default:
      return describeRest(change);
  }
}

type ColumnOrTableChange =
  | 'tableAdded'
  | 'tableRemoved'
  | 'tableRenamed'
  | 'columnAdded'
  | 'columnRemoved'
  | 'columnRenamed'
  | 'columnChanged';

function describeRest(change: Exclude<SchemaChange, { kind: ColumnOrTableChange }>): string {
  switch (change.kind) {
    case 'primaryKeyChanged':
      return `~ ${change.table}  primary key (${change.from?.columns.join(', ') ?? 'none'}) → (${change.to?.columns.join(', ') ?? 'none'})`;
    case 'indexAdded':
    case 'indexRemoved':
      return `${sign(change.kind)} ${change.index.name}  index on ${change.table} (${change.index.columns.join(', ')})`;
    case 'uniqueAdded':
    case 'uniqueRemoved':
      return `${sign(change.kind)} ${change.unique.name}  unique on ${change.table} (${change.unique.columns.join(', ')})`;
    case 'foreignKeyAdded':
    case 'foreignKeyRemoved':
      return `${sign(change.kind)} ${change.foreignKey.name}  foreign key ${change.table} → ${change.foreignKey.refTable}`;
    case 'checkAdded':
    case 'checkRemoved':
      return `${sign(change.kind)} ${change.check.name}  check on ${change.table}: ${change.check.expression}`;
    case 'indexRenamed':
      return `~ ${change.from} → ${change.to}  index on ${change.table}`;
    case 'constraintRenamed':
      return `~ ${change.from} → ${change.to}  constraint on ${change.table}`;
    case 'commentChanged':
      return `~ ${change.table}  comment`;
  }
}

function sign(kind: string): '+' | '-' {
  return kind.endsWith('Added') ? '+' : '-';
}

function describeColumn(column: Column): string {
  const words = [describeType(column.type), column.nullable ? 'null' : 'not null'];
  if (column.default !== undefined) {
    const { default: value } = column;
    words.push(`default ${value.kind === 'sql' ? value.sql : JSON.stringify(value.value)}`);
  }
  return words.join(' ');
}
