import type { Row } from '../dialect/dialect.ts';
import { MigshError } from '../error.ts';
import { sqlTable } from '../schema/expression.ts';
import { sqlText } from '../schema/objects.ts';
import type { SpelledPlace, Spelling } from '../schema/spelling.ts';
import { quoteIdentifier } from '../schema/tokens.ts';
import type { Scratch } from './scratch.ts';

/** Whether the scratch database reads both spellings alike; undefined where it cannot read both. */
export async function isReadAlike(
  scratch: Scratch,
  { place, recorded, desired }: Spelling,
): Promise<boolean | undefined> {
  const { name } = scratch.dialect;
  const was = await readBack(scratch, place, sqlText(recorded, name) ?? '');
  const is = await readBack(scratch, place, sqlText(desired, name) ?? '');
  return was === undefined || is === undefined ? undefined : was === is;
}

/**
 * What the database makes of an expression, in a form that is the same for every spelling it reads alike; undefined where it
 * cannot read it. PostgreSQL tells what it stored, as a view (manual, 9.27: `pg_get_viewdef`, `pg_get_expr`). SQLite stores
 * texts as they are; there it is the program that a query becomes (https://www.sqlite.org/opcode.html).
 */
async function readBack(
  scratch: Scratch,
  place: SpelledPlace,
  text: string,
): Promise<string | undefined> {
  const read = scratch.dialect.name === 'postgresql' ? storedByPostgresql : programOfSqlite;
  try {
    return await read(scratch, place, text);
  } catch (error) {
    if (error instanceof MigshError) return undefined;
    throw error;
  }
}

async function storedByPostgresql(
  scratch: Scratch,
  place: SpelledPlace,
  text: string,
): Promise<string | undefined> {
  if (place.kind === 'default') return storedDefault(scratch, place, text);
  await scratch.run([`create view "migsh_spelling" as ${queryOf(place, text)}`]);
  const rows = await scratch.query(
    `select pg_catalog.pg_get_viewdef('"migsh_spelling"'::pg_catalog.regclass) as text`,
  );
  await scratch.run(['drop view "migsh_spelling"']);
  return textIn(rows);
}

/** The column's type decides what a literal is, so that it has to stand there. */
async function storedDefault(
  scratch: Scratch,
  { table, column }: Extract<SpelledPlace, { readonly kind: 'default' }>,
  text: string,
): Promise<string | undefined> {
  const change = `alter table ${sqlTable(table)} alter column ${quoteIdentifier(column)}`;
  await scratch.run([`${change} set default (${text}\n)`]);
  const rows = await scratch.query(
    `select pg_catalog.pg_get_expr(d.adbin, d.adrelid) as text
from pg_catalog.pg_attrdef d
join pg_catalog.pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
where d.adrelid = pg_catalog.to_regclass($1) and a.attname = $2`,
    [sqlTable(table), column],
  );
  await scratch.run([`${change} drop default`]);
  return textIn(rows);
}

async function programOfSqlite(
  scratch: Scratch,
  place: SpelledPlace,
  text: string,
): Promise<string> {
  const query = place.kind === 'default' ? `select (${text}\n)` : queryOf(place, text);
  return JSON.stringify(await scratch.query(`explain ${query}`));
}

/** The line break ends a comment that the text ends with. */
function queryOf(place: Exclude<SpelledPlace, { readonly kind: 'default' }>, text: string): string {
  return place.kind === 'view' ? text : `select (${text}\n) as value from ${sqlTable(place.table)}`;
}

function textIn([row]: readonly Row[]): string | undefined {
  return typeof row?.['text'] === 'string' ? row['text'] : undefined;
}
