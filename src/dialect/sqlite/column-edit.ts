import type { Column } from '../../schema/schema.ts';
import { collateClause } from './collate.ts';
import { enumClause, generatedClause, isNumbered } from './column-to-sql.ts';
import { defaultSql } from './sql.ts';
import { cutWithSpace, type Edit } from './table-edit.ts';
import { type Clause, type ColumnText, type TableText, textAt } from './table-text.ts';
import { sameName, tokenize } from './tokens.ts';
import { typeToSql } from './types.ts';

/** A column of a stored text, as it is. */
export interface StoredColumn {
  readonly table: TableText;
  readonly text: ColumnText;
}

/** Gives a column another type. The check that an enum type implies appears, changes or goes with it. */
export function typeEdits(
  { table, text }: StoredColumn,
  before: Column,
  after: Column,
): readonly Edit[] {
  const declared = isNumbered(after) ? 'integer' : typeToSql(after.type);
  const place = text.type ?? { start: text.nameSpan.end, end: text.nameSpan.end };
  const isSame = sameName(textAt(table.sql, place), declared);
  const space = text.type === undefined ? ' ' : '';
  return [
    ...(isSame ? [] : [{ ...place, text: `${space}${declared}` }]),
    ...enumEdits({ table, text }, before, after),
  ];
}

/** Gives a column another default, or none. */
export function defaultEdits({ table, text }: StoredColumn, after: Column): readonly Edit[] {
  const old = text.clauses.find(clause => clause.kind === 'default');
  if (after.default === undefined) return old ? [cutWithSpace(table.sql, old)] : [];
  const value = defaultSql(after.default);
  if (old?.expression === undefined) return [append(text, `default ${value}`)];
  if (textAt(table.sql, old.expression) === value) return [];
  return [{ ...old.expression, text: value }];
}

/** Gives a column another collation, or none. */
export function collationEdits({ table, text }: StoredColumn, after: Column): readonly Edit[] {
  const old = text.clauses.find(clause => clause.kind === 'collate');
  if (after.collation === undefined) return old ? [cutWithSpace(table.sql, old)] : [];
  const clause = collateClause(after.collation);
  if (old === undefined) return [insertBehindType(text, clause)];
  if (sameName(textAt(table.sql, old), clause)) return [];
  return [{ start: old.start, end: old.end, text: clause }];
}

/** Makes a column nullable or not. What `set not null` leaves behind is `null not null`. */
export function nullabilityEdits({ table, text }: StoredColumn, after: Column): readonly Edit[] {
  const required = text.clauses.find(clause => clause.kind === 'not null');
  const nullable = text.clauses.find(clause => clause.kind === 'null');
  if (after.nullable) {
    if (required === undefined) return [];
    return nullable ? [cutWithSpace(table.sql, required)] : [put(required, 'null')];
  }
  if (required !== undefined) return [];
  return [nullable ? put(nullable, 'not null') : append(text, 'not null')];
}

/** Computes a column in another way, begins to, or stops it. What it had as a default goes where it begins. */
export function generatedEdits({ table, text }: StoredColumn, after: Column): readonly Edit[] {
  const old = text.clauses.find(clause => clause.kind === 'generated');
  if (after.generated === undefined) return old ? [cutWithSpace(table.sql, old)] : [];
  const clause = generatedClause(after.generated);
  if (old !== undefined) return [put(old, clause)];
  return [append(text, clause), ...defaultEdits({ table, text }, after)];
}

/** Adds or takes away `autoincrement` behind the primary key, which stands with the column or apart. */
export function numberingEdits({ table, text }: StoredColumn, after: Column): readonly Edit[] {
  const key = [...text.clauses, ...table.constraints].find(({ kind }) => kind === 'primary key');
  if (key === undefined || isNumbered(after) === (key.autoincrement === true)) return [];
  const words = textAt(table.sql, key);
  if (!isNumbered(after)) return [put(key, words.replace(/\s+autoincrement\b/i, ''))];
  return [
    put(
      key,
      words.replace(/\s*\)$/, '') + (words.endsWith(')') ? ' autoincrement)' : ' autoincrement'),
    ),
  ];
}

/** The check behind a column that allows only certain strings: `check ("tier" in ('basic', 'gold'))`. */
export function enumCheckOf({
  table,
  text,
}: StoredColumn): { readonly clause: Clause; readonly values: readonly string[] } | undefined {
  for (const clause of text.clauses) {
    if (clause.kind !== 'check' || clause.expression === undefined) continue;
    const values = enumValues(textAt(table.sql, clause.expression), text.name);
    if (values !== undefined) return { clause, values };
  }
  return undefined;
}

/** Puts the check of an enum behind a column's type, or takes it away. */
function enumEdits({ table, text }: StoredColumn, before: Column, after: Column): readonly Edit[] {
  const old = before.type.name === 'enum' ? enumCheckOf({ table, text }) : undefined;
  if (after.type.name !== 'enum') return old ? [cutWithSpace(table.sql, old.clause)] : [];
  const { values } = after.type;
  const clause = enumClause(after.name, values);
  if (old === undefined) return [insertBehindType(text, clause)];
  const isSame =
    old.values.length === values.length && values.every((it, at) => it === old.values[at]);
  return isSame ? [] : [put(old.clause, clause)];
}

function enumValues(expression: string, column: string): readonly string[] | undefined {
  const [name, word, open, ...rest] = tokenize(expression);
  const isIn = name && sameName(name.name, column) && word?.name === 'in' && open?.text === '(';
  const strings = rest.filter(token => token.kind === 'string');
  const signs = rest.filter(token => token.kind !== 'string').map(token => token.text);
  const isList = signs.join('') === `${','.repeat(Math.max(strings.length - 1, 0))})`;
  return isIn && isList ? strings.map(token => token.name) : undefined;
}

function insertBehindType({ type, nameSpan }: ColumnText, clause: string): Edit {
  const at = (type ?? nameSpan).end;
  return { start: at, end: at, text: ` ${clause}` };
}

function append({ end }: ColumnText, clause: string): Edit {
  return { start: end, end, text: ` ${clause}` };
}

function put({ start, end }: Clause, text: string): Edit {
  return { start, end, text };
}
