import { MigshError } from '../../error.ts';
import type { Catalog, CatalogEntry } from '../dialect.ts';
import { storedTables } from './catalog.ts';
import { findColumnText } from './table-shape.ts';
import { textInDoubleQuotes } from './text-in-double-quotes.ts';
import { isName, mentions, sameName, type Token, tokenize } from './tokens.ts';

/**
 * Refuses when a view or trigger is certainly broken: SQLite reads all of them when a table or column is renamed
 * or a column dropped, and stops at the first that it cannot resolve, however unrelated (https://www.sqlite.org/lang_altertable.html).
 * What only SQLite itself can tell, a column that is not there, is left to its own message, which names the culprit too.
 * @throws MigshError `unsupported`
 */
export function refuseBroken(catalog: Catalog): void {
  const names = new Set(catalog.entries.map(({ name }) => name.toLowerCase()));
  for (const entry of catalog.entries) {
    if (entry.type !== 'view' && entry.type !== 'trigger') continue;
    const tokens = tokenize(entry.sql ?? '');
    const missing = tablesOf(tokens).find(name => !names.has(name) && !isBuiltIn(name));
    if (missing !== undefined) throw brokenBy(entry, missing);
    const text = textInDoubleQuotes(tokens, name => isKnown(catalog, entry, name));
    if (text !== undefined) throw doublyQuoted(entry, text);
  }
}

// Whether a table, a column, or anything in another view or in a virtual table bears the name.
function isKnown(catalog: Catalog, own: CatalogEntry, name: string): boolean {
  const isColumn = storedTables(catalog).some(({ text }) => findColumnText(text, name));
  return (
    isColumn ||
    catalog.entries.some(
      entry =>
        sameName(entry.name, name) ||
        (entry !== own && !isPlainTable(entry) && mentions(entry.sql ?? '', name)),
    )
  );
}

function isPlainTable({ type, sql }: CatalogEntry): boolean {
  return type === 'table' && !/^create\s+virtual\b/i.test(sql ?? '');
}

/** The tables and views that a view or trigger reads or writes, in lower case, as far as its words tell. */
export function tablesIn(entry: CatalogEntry): readonly string[] {
  return tablesOf(tokenize(entry.sql ?? ''));
}

function tablesOf(tokens: readonly Token[]): readonly string[] {
  const own = new Set(
    tokens.flatMap((token, at) => (isCommonTable(tokens, at) ? [token.name.toLowerCase()] : [])),
  );
  return tokens.flatMap((token, at) => {
    if (!leadsToTable(tokens, at)) return [];
    const name = tokens[at + 1];
    const after = tokens[at + 2]?.text;
    // A function that gives rows, or a table of another database.
    if (!isName(name) || (after === '(' && token.name !== 'into') || after === '.') return [];
    const lower = name.name.toLowerCase();
    return own.has(lower) ? [] : [lower];
  });
}

function leadsToTable(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token?.kind !== 'word') return false;
  if (token.name === 'from') return tokens[at - 1]?.name !== 'distinct';
  if (token.name === 'join' || token.name === 'into') return true;
  // Not `after update on t`, `after update of c on t`, `do update set`, `update or ignore t`.
  const next = tokens[at + 1]?.name ?? '';
  return token.name === 'update' && !['on', 'of', 'set', 'or'].includes(next);
}

// `with x as (…)`, `with x(a, b) as materialized (…)`
function isCommonTable(tokens: readonly Token[], at: number): boolean {
  if (!isName(tokens[at])) return false;
  let next = at + 1;
  if (tokens[next]?.text === '(') {
    while (next < tokens.length && tokens[next]?.text !== ')') next += 1;
    next += 1;
  }
  if (tokens[next]?.name !== 'as') return false;
  return ['(', 'materialized', 'not'].includes(tokens[next + 1]?.name ?? '');
}

function isBuiltIn(name: string): boolean {
  return /^(?:sqlite_|pragma_|json_|jsonb_|dbstat$|generate_series$)/.test(name);
}

function brokenBy(entry: CatalogEntry, table: string): MigshError {
  return new MigshError(
    'unsupported',
    `${entry.type} ${entry.name} uses ${table}, which is not there: SQLite changes no table until that is mended`,
    {
      hint: `drop or mend it first: op.sql({ sqlite: 'drop ${entry.type} "${entry.name}"', postgresql: '' })`,
      details: { culprit: entry.name },
    },
  );
}

function doublyQuoted(entry: CatalogEntry, text: string): MigshError {
  return new MigshError(
    'unsupported',
    `${entry.type} ${entry.name} has the string "${text}" in double quotes: SQLite takes it for a column when a table changes`,
    {
      hint: `write it as '${text}': drop and create the ${entry.type} with op.sql first`,
      details: { culprit: entry.name },
    },
  );
}
