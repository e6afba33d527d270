import type { OperationOf } from '../../operation/operation.ts';
import { bareName, qualifierOf } from '../../schema/names.ts';
import { type EnumUse, enumUses, findEnum } from '../../schema/native-enum.ts';
import type { Column, Schema, Table } from '../../schema/schema.ts';
import { quoteIdentifier, quoteText } from '../../schema/tokens.ts';
import type { CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { defaultSql } from './column.ts';
import { refuseDependents, standingOn } from './enum-dependents.ts';
import { createEnumSql } from './enum.ts';
import { quoteTable } from './name.ts';

type Removal = OperationOf<'removeEnumValue'>;

/**
 * PostgreSQL has no statement that takes a value away (manual, 8.7.4), so the type is made anew: the old one is put aside,
 * each table's columns go over to the new one with their defaults, and the old one is dropped. What stands on the columns
 * and compares them with values goes before and comes back behind it.
 */
export function removeEnumValue(
  operation: Removal,
  { before, after }: CompileContext,
): readonly CompiledStatement[] {
  const { name } = operation;
  refuseDependents(before, name);
  const uses = enumUses(before, name);
  const { drop, create } = standingOn(before, name);
  const old = nameAside(name);
  const made = findEnum(after, name) ?? { name, values: [] };
  const tables = [...new Set(uses.map(({ table }) => table))];
  return [
    ...(operation.replacement === undefined ? uses.map(use => proveUnused(operation, use)) : []),
    ...drop,
    {
      sql: `alter type ${quoteTable(name)} rename to ${quoteIdentifier(bareName(old))}`,
      comment: `put the old enum ${name} aside`,
    },
    { sql: createEnumSql(made), comment: `create enum ${name} without ${operation.value}` },
    ...tables.map(table => convert(operation, table, after)),
    { sql: `drop type ${quoteTable(old)}`, comment: `drop the old enum ${name}` },
    ...create,
  ];
}

function proveUnused({ name, value }: Removal, use: EnumUse): CompiledStatement {
  const { table, column, isArray } = use;
  const place = quoteIdentifier(column.name);
  const holds = isArray ? `${quoteText(value)} = any(${place})` : `${place} = ${quoteText(value)}`;
  return {
    sql: `select 1 from ${quoteTable(table.name)} where ${holds} limit 1`,
    comment: `prove that no ${table.name}.${column.name} is ${value}`,
    part: 'proof',
    expectNoRows: `rows of ${table.name} have ${value} as ${column.name}: say what they get, op.removeEnumValue('${name}', '${value}', { replacement: '…' })`,
  };
}

// Carried out in passes, defaults off before the type and on behind it, with one rewrite of the table.
function convert(operation: Removal, table: Table, after: Schema): CompiledStatement {
  const columns = enumUses(after, operation.name)
    .filter(use => use.table.name === table.name)
    .map(use => use.column);
  const parts = columns.flatMap(column => {
    const alter = `alter column ${quoteIdentifier(column.name)}`;
    return [
      ...(column.default === undefined ? [] : [`${alter} drop default`]),
      `${alter} type ${typeOf(operation.name, column)} using ${converted(operation, column)}`,
      ...(column.default === undefined
        ? []
        : [`${alter} set default ${defaultSql(column.default)}`]),
    ];
  });
  const names = columns.map(column => column.name).join(', ');
  return {
    sql: `alter table ${quoteTable(table.name)} ${parts.join(', ')}`,
    comment: `change column ${table.name}.${names}: ${wordsFor(operation)}`,
  };
}

function typeOf(name: string, { type }: Column): string {
  return type.name === 'array' ? `${quoteTable(name)}[]` : quoteTable(name);
}

function converted({ name, value, replacement }: Removal, column: Column): string {
  const place = quoteIdentifier(column.name);
  const type = typeOf(name, column);
  const gone = quoteText(value);
  if (column.type.name === 'array') {
    const texts = `${place}::text[]`;
    if (replacement === undefined) return `${texts}::${type}`;
    return replacement === null
      ? `array_remove(${texts}, ${gone})::${type}`
      : `array_replace(${texts}, ${gone}, ${quoteText(replacement)})::${type}`;
  }
  const text = `${place}::text`;
  if (replacement === undefined) return `${text}::${type}`;
  return replacement === null
    ? `nullif(${text}, ${gone})::${type}`
    : `(case ${text} when ${gone} then ${quoteText(replacement)} else ${text} end)::${type}`;
}

function wordsFor({ value, replacement }: Removal): string {
  if (replacement === undefined) return `no row has ${value}`;
  return `rows with ${value} get ${replacement ?? 'null'}`;
}

// PostgreSQL would cut a longer name off; two enums that begin alike are never put aside at once.
function nameAside(name: string): string {
  const schema = qualifierOf(name);
  let bare = 'migsh_old_';
  for (const character of bareName(name)) {
    if (new TextEncoder().encode(bare + character).length > 63) break;
    bare += character;
  }
  return schema === '' ? bare : `${schema}.${bare}`;
}
