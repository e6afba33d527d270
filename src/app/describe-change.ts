import { describePart } from '../operation/describe-objects.ts';
import { signatureOf } from '../schema/ask-object.ts';
import type { SchemaChange, SchemaChangeKind } from '../schema/change.ts';
import { describeType } from '../schema/describe-type.ts';
import type { Column, View } from '../schema/schema.ts';

/** One interface may stand for two kinds (`indexAdded`, `indexRemoved`), which `Extract` does not see. */
type ChangeOf<Kind, Change = SchemaChange> = Change extends { readonly kind: infer Known }
  ? Kind extends Known
    ? Change
    : never
  : never;

/** One change in a line: `+` came, `-` went, `~` is another now. */
export function describeChange(change: SchemaChange): string {
  const describe: (change: never) => string = lines[change.kind];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table's key and the change's kind agree, which TypeScript cannot correlate
  return describe(change as never);
}

const lines: { readonly [Kind in SchemaChangeKind]: (change: ChangeOf<Kind>) => string } = {
  tableAdded: ({ table }) => `+ ${table.name}  table, ${table.columns.length} columns`,
  tableRemoved: ({ table }) => `- ${table.name}  table`,
  tableRenamed: ({ from, to }) => `~ ${from} → ${to}  table`,
  columnAdded: ({ table, column }) => `+ ${table}.${column.name}  ${describeColumn(column)}`,
  columnRemoved: ({ table, column }) => `- ${table}.${column.name}  ${describeColumn(column)}`,
  columnRenamed: ({ table, from, to }) => `~ ${table}.${from} → ${to}`,
  columnsMerged: ({ table, from, to }) => `~ ${table}.${names(from)} → ${to.name}  joined`,
  columnSplit: ({ table, from, to }) => `~ ${table}.${from.name} → ${names(to)}  split`,
  columnMoved: ({ table, to, from }) =>
    `~ ${from.table}.${from.column.name} → ${table}.${to.name}  moved`,
  tableExtracted: ({ table, to, columns }) =>
    `~ ${table}.${names(columns.map(({ from }) => from))} → ${to.name}  taken out`,
  columnCopied: ({ table, to, from, when }) =>
    `~ ${table}.${from.name} → ${to.name}  ${when === 'first' ? `copied, ${from.name} stays` : 'copied once more'}`,
  columnChanged: ({ table, from, to }) =>
    `~ ${table}.${to.name}  ${describeColumn(from)} → ${describeColumn(to)}`,
  primaryKeyChanged: ({ table, from, to }) =>
    `~ ${table}  primary key ${list(from?.columns)} → ${list(to?.columns)}`,
  indexAdded: ({ table, index }) =>
    `+ ${index.name}  index on ${table} ${list(index.columns.map(describePart))}`,
  indexRemoved: ({ table, index }) =>
    `- ${index.name}  index on ${table} ${list(index.columns.map(describePart))}`,
  indexRenamed: ({ table, from, to }) => `~ ${from} → ${to}  index on ${table}`,
  uniqueAdded: ({ table, unique }) =>
    `+ ${unique.name}  unique on ${table} ${list(unique.columns)}`,
  uniqueRemoved: ({ table, unique }) =>
    `- ${unique.name}  unique on ${table} ${list(unique.columns)}`,
  foreignKeyAdded: ({ table, foreignKey }) =>
    `+ ${foreignKey.name}  foreign key ${table} → ${foreignKey.refTable}`,
  foreignKeyRemoved: ({ table, foreignKey }) =>
    `- ${foreignKey.name}  foreign key ${table} → ${foreignKey.refTable}`,
  checkAdded: ({ table, check }) => `+ ${check.name}  check on ${table}: ${check.expression}`,
  checkRemoved: ({ table, check }) => `- ${check.name}  check on ${table}: ${check.expression}`,
  constraintRenamed: ({ table, from, to }) => `~ ${from} → ${to}  constraint on ${table}`,
  commentChanged: ({ table }) => `~ ${table}  comment`,
  schemaAdded: ({ name }) => `+ ${name}  schema`,
  schemaRemoved: ({ name }) => `- ${name}  schema`,
  extensionAdded: ({ name }) => `+ ${name}  extension`,
  enumAdded: ({ enum: { name, values } }) => `+ ${name}  enum ${list(values)}`,
  enumRemoved: ({ enum: { name } }) => `- ${name}  enum`,
  enumRenamed: ({ from, to }) => `~ ${from} → ${to}  enum`,
  enumValueAdded: ({ enum: name, value, before }) =>
    `+ ${value}  value of enum ${name}${before === undefined ? '' : `, before ${before}`}`,
  enumValueRenamed: ({ enum: name, from, to }) => `~ ${from} → ${to}  value of enum ${name}`,
  enumValueRemoved: ({ enum: name, value }) => `- ${value}  value of enum ${name}`,
  enumReordered: ({ enum: name, values }) => `~ ${name}  enum, in the order ${list(values)}`,
  viewAdded: ({ view }) => `+ ${view.name}  ${viewWords(view)}`,
  viewRemoved: ({ view }) => `- ${view.name}  ${viewWords(view)}`,
  viewChanged: ({ to }) => `~ ${to.name}  ${viewWords(to)}`,
  viewRenamed: ({ from, to }) => `~ ${from} → ${to}  view`,
  routineAdded: ({ routine }) => `+ ${signatureOf(routine)}  ${routine.type}`,
  routineRemoved: ({ routine }) => `- ${signatureOf(routine)}  ${routine.type}`,
  routineChanged: ({ to }) => `~ ${signatureOf(to)}  ${to.type}`,
  triggerAdded: ({ table, trigger }) => `+ ${trigger.name}  trigger on ${table}`,
  triggerRemoved: ({ table, trigger }) => `- ${trigger.name}  trigger on ${table}`,
  policyAdded: ({ table, policy }) => `+ ${policy.name}  policy on ${table}`,
  policyRemoved: ({ table, policy }) => `- ${policy.name}  policy on ${table}`,
  partitioningChanged: ({ table, to }) => `~ ${table}  partitioned by ${to.by}`,
  rowSecurityChanged: ({ table, to }) => `~ ${table}  row-level security ${to ?? 'disabled'}`,
};

function names(columns: readonly Column[]): string {
  return columns.map(({ name }) => name).join(', ');
}

function viewWords({ materialized }: View): string {
  return materialized === true ? 'materialized view' : 'view';
}

function list(columns: readonly string[] | undefined): string {
  return columns === undefined ? 'none' : `(${columns.join(', ')})`;
}

function describeColumn(column: Column): string {
  const words = [describeType(column.type), column.nullable ? 'null' : 'not null'];
  if (column.default !== undefined) {
    const { default: value } = column;
    words.push(`default ${value.kind === 'sql' ? value.sql : JSON.stringify(value.value)}`);
  }
  return words.join(' ');
}
