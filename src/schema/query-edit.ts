import { sqlName } from './expression.ts';
import { bareName, qualifierOf } from './names.ts';
import {
  isSameRelation,
  lastAt,
  nameOf,
  nextAt,
  type QueryText,
  readQuery,
  reads,
  wordAt,
} from './query-text.ts';
import { quoteIdentifier, type Token } from './tokens.ts';

/** The query with a table or view under another name, also where it stands before a dot. An alias of that name stays what it is. */
export function renameRelation(sql: string, from: string, to: string): string {
  const query = readQuery(sql);
  const named = query.relations.filter(({ name }) => isSameRelation(name, from));
  if (named.length === 0) return sql;
  const texts = query.tokens.map(({ text }) => text);
  for (const { from: first, to: last } of named) {
    const qualifier = qualifierOf(to);
    const before = qualifier === '' ? '' : `${respelled(query.tokens[first], qualifier)}.`;
    // A schema that is written stays where the new name says none.
    if (before !== '') for (let at = first; at < last; at += 1) texts[at] = '';
    texts[last] = before + respelled(query.tokens[last], bareName(to));
  }
  if (!query.relations.some(({ alias, aliased }) => aliased && alias === bareName(from))) {
    for (const [at, token] of query.tokens.entries()) {
      const isQualifier = query.tokens[nextAt(query.tokens, at)]?.text === '.';
      if (!isQualifier || nameOf(token) !== bareName(from) || isInside(named, at)) continue;
      texts[at] = respelled(token, bareName(to));
    }
  }
  return texts.join('');
}

/** Which other relations have a column of a name: those decide whose column a name without a qualifier is. */
export interface ColumnRename {
  readonly table: string;
  readonly from: string;
  readonly to: string;
  readonly others: (relation: string) => boolean;
}

/**
 * The query with a column under another name while what it answers with keeps its names, as PostgreSQL keeps a view's:
 * `select mail from customer` becomes `select email as mail from customer`. undefined where a name without a qualifier may
 * be another table's column.
 */
export function renameColumnInQuery(sql: string, rename: ColumnRename): string | undefined {
  const query = readQuery(sql);
  if (!reads(query, rename.table)) return sql;
  const { tokens } = query;
  const texts = tokens.map(({ text }) => text);
  const depths = depthsOf(tokens);
  for (const [at, token] of tokens.entries()) {
    if (nameOf(token) !== rename.from && !isSameWord(token, rename.from)) continue;
    const whose = ownerAt(query, at, rename);
    if (whose === 'unsure') return undefined;
    if (whose === 'table') texts[at] = replaced(query, at, { ...rename, depth: depths[at] ?? 0 });
  }
  return withoutVainAlias(texts.join(''), rename.to);
}

function replaced(
  { tokens }: QueryText,
  at: number,
  { from, to, depth }: ColumnRename & { readonly depth: number },
): string {
  const name = respelled(tokens[at], to);
  return depth === 0 && isWholeItem(tokens, at) ? `${name} as ${sqlName(from)}` : name;
}

type Owner = 'table' | 'other' | 'unsure';

function ownerAt(query: QueryText, at: number, rename: ColumnRename): Owner {
  const { tokens, relations } = query;
  const last = lastAt(tokens, at);
  if (isNoColumn(query, at)) return 'other';
  if (tokens[last]?.text === '.') return ownerOf(query, lastAt(tokens, last), rename);
  const isAlone = relations.every(
    ({ name }) => isSameRelation(name, rename.table) || !rename.others(name),
  );
  return isAlone ? 'table' : 'unsure';
}

// A relation, a qualifier, a type, a function that is called, an alias.
function isNoColumn({ tokens, relations }: QueryText, at: number): boolean {
  const last = lastAt(tokens, at);
  const next = tokens[nextAt(tokens, at)]?.text;
  const isCalled = tokens[at]?.kind === 'word' && next === '(';
  const isAlias = wordAt(tokens, last) === 'as';
  return (
    isInside(relations, at) || next === '.' || tokens[last]?.text === '::' || isCalled || isAlias
  );
}

// Whose the columns are that the qualifier stands before.
function ownerOf(
  { tokens, relations }: QueryText,
  qualifier: number,
  { table }: ColumnRename,
): Owner {
  const owners = relations.filter(({ alias }) => alias === nameOf(tokens[qualifier]));
  const own = owners.filter(({ name }) => isSameRelation(name, table));
  if (owners.length === 0) return 'unsure';
  if (own.length === 0) return 'other';
  return own.length === owners.length ? 'table' : 'unsure';
}

// A whole item of the outermost select list: `select mail, customer.mail from …`, not one with an alias or in an expression.
function isWholeItem(tokens: readonly Token[], at: number): boolean {
  let first = at;
  while (tokens[lastAt(tokens, first)]?.text === '.') {
    first = lastAt(tokens, lastAt(tokens, first));
  }
  const before = lastAt(tokens, first);
  const next = nextAt(tokens, at);
  const starts =
    tokens[before]?.text === ',' || ['select', 'distinct', 'all'].includes(wordAt(tokens, before));
  const ends = tokens[next]?.text === ',' || wordAt(tokens, next) === 'from';
  return starts && ends && isInSelectList(tokens, at);
}

function isInSelectList(tokens: readonly Token[], at: number): boolean {
  let depth = 0;
  for (let back = at - 1; back >= 0; back -= 1) {
    const text = tokens[back]?.text;
    if (text === ')') depth += 1;
    if (text === '(') depth -= 1;
    if (depth !== 0) continue;
    const word = wordAt(tokens, back);
    if (word === 'select') return true;
    if (word === 'from' || word === 'by') return false;
  }
  return false;
}

function depthsOf(tokens: readonly Token[]): readonly number[] {
  let depth = 0;
  return tokens.map(({ text }) => {
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    return depth;
  });
}

/** `mail as mail` says nothing: what a rename there and back leaves. */
function withoutVainAlias(sql: string, name: string): string {
  const { tokens } = readQuery(sql);
  const texts = tokens.map(({ text }) => text);
  for (const at of tokens.keys()) {
    const as = nextAt(tokens, at);
    const alias = nextAt(tokens, as);
    if (wordAt(tokens, as) !== 'as' || nameOf(tokens[at]) !== name) continue;
    if (nameOf(tokens[alias]) !== name || lastAt(tokens, as) !== at) continue;
    if (tokens[at]?.kind === 'space' || !isPlainBefore(tokens, at)) continue;
    for (let gone = at + 1; gone <= alias; gone += 1) texts[gone] = '';
  }
  return texts.join('');
}

// Not the end of an expression such as `lower(x) || mail as mail`, nor a common table expression.
function isPlainBefore(tokens: readonly Token[], at: number): boolean {
  let first = at;
  while (tokens[lastAt(tokens, first)]?.text === '.') {
    first = lastAt(tokens, lastAt(tokens, first));
  }
  const before = lastAt(tokens, first);
  return tokens[before]?.text === ',' || wordAt(tokens, before) === 'select';
}

function isInside(
  relations: readonly { readonly from: number; readonly to: number }[],
  at: number,
): boolean {
  return relations.some(({ from, to }) => at >= from && at <= to);
}

function isSameWord(token: Token, name: string): boolean {
  return token.kind === 'word' && token.text.toLowerCase() === name.toLowerCase();
}

function respelled(token: Token | undefined, name: string): string {
  return token?.kind === 'quoted' ? quoteIdentifier(name) : sqlName(name);
}
