import { bareName, qualifierOf } from './names.ts';
import { isReserved } from './reserved.ts';
import { type Token, tokenize, unquote } from './tokens.ts';

/** A table or view that a query reads: where its name stands among the tokens. */
export interface ReadRelation {
  /** `customer`, or `audit.event` where it is written so; a bare word in lower case. */
  readonly name: string;
  /** What its columns are qualified with: the alias, or the name without its schema. */
  readonly alias: string;
  readonly aliased: boolean;
  /** Indexes of the tokens of the name: two where a schema stands before it, with the dot between them. */
  readonly from: number;
  readonly to: number;
}

/** A query with its tokens, white space among them, and what it reads in all its parts. */
export interface QueryText {
  readonly tokens: readonly Token[];
  readonly relations: readonly ReadRelation[];
}

/**
 * Reads a query as far as renames and dependencies need it: which names stand where a table stands. Common table
 * expressions and functions do not count. It knows words, not grammar, and says yes rather once too often.
 */
export function readQuery(sql: string): QueryText {
  const tokens = tokenize(sql);
  const own = commonTables(tokens);
  return { tokens, relations: relationsIn(tokens).filter(({ name }) => !own.has(name)) };
}

/** Whether the query reads the table or view of that name; a bare name is meant wherever its schema is not said. */
export function reads({ relations }: QueryText, name: string): boolean {
  return relations.some(relation => isSameRelation(relation.name, name));
}

/** Whether a name in a query may be that of a table: one of them may leave the schema out. */
export function isSameRelation(written: string, name: string): boolean {
  if (bareName(written).toLowerCase() !== bareName(name).toLowerCase()) return false;
  const [one, other] = [qualifierOf(written), qualifierOf(name)];
  return one === '' || other === '' || one === other;
}

/** The next token that is not white space; its index, or the length. */
export function nextAt(tokens: readonly Token[], at: number): number {
  let next = at + 1;
  while (tokens[next]?.kind === 'space') next += 1;
  return next;
}

/** The last token before that is not white space; -1 where there is none. */
export function lastAt(tokens: readonly Token[], at: number): number {
  let last = at - 1;
  while (tokens[last]?.kind === 'space') last -= 1;
  return last;
}

/** The word in lower case, `''` for anything else. */
export function wordAt(tokens: readonly Token[], at: number): string {
  const token = tokens[at];
  return token?.kind === 'word' ? token.text.toLowerCase() : '';
}

/** The name that a token stands for: a bare word in lower case, a quoted one as it is. */
export function nameOf(token: Token | undefined): string | undefined {
  if (token?.kind === 'word') return token.text.toLowerCase();
  return token?.kind === 'quoted' ? unquote(token.text) : undefined;
}

/** One pair of parentheses, or the whole text. */
interface Group {
  /** Holds a query or joined tables, so that `from` and `join` mean what they say. */
  readonly isQuery: boolean;
  /** Behind `from`, until the clause ends. */
  inFrom: boolean;
}

/** How far the tokens are read. */
interface Reader {
  readonly tokens: readonly Token[];
  readonly found: ReadRelation[];
  readonly groups: Group[];
  /** The next name is that of a relation. */
  expected: boolean;
}

function relationsIn(tokens: readonly Token[]): readonly ReadRelation[] {
  const groups = [{ isQuery: true, inFrom: false }];
  const reader: Reader = { tokens, found: [], groups, expected: false };
  for (let at = nextAt(tokens, -1); at < tokens.length; at = nextAt(tokens, at)) {
    if (!readParenthesis(reader, at)) at = readWord(reader, at);
  }
  return reader.found;
}

function readParenthesis(reader: Reader, at: number): boolean {
  const { tokens, groups, expected } = reader;
  const text = tokens[at]?.text;
  if (text === '(') {
    const opens = startsQuery.has(wordAt(tokens, nextAt(tokens, at)));
    groups.push({ isQuery: opens || expected, inFrom: expected && !opens });
    reader.expected = expected && !opens;
  }
  if (text === ')') {
    groups.pop();
    reader.expected = false;
  }
  return text === '(' || text === ')';
}

// Answers where the last token stands that it has read.
function readWord(reader: Reader, at: number): number {
  const { tokens, found, groups, expected } = reader;
  const group = groups.at(-1);
  if (group === undefined || !group.isQuery) return at;
  const isLead = leadsToRelation(tokens, at, group);
  if (isLead || endsFrom.has(wordAt(tokens, at))) {
    group.inFrom = isLead;
    reader.expected = isLead;
    return at;
  }
  if (!expected || mayPrecede.has(wordAt(tokens, at))) return at;
  reader.expected = false;
  const relation = relationAt(tokens, at);
  if (relation === undefined) return at;
  found.push(relation);
  return relation.to;
}

function leadsToRelation(tokens: readonly Token[], at: number, { inFrom }: Group): boolean {
  const word = wordAt(tokens, at);
  if (word === 'join') return true;
  // Not `is distinct from`.
  if (word === 'from') return wordAt(tokens, lastAt(tokens, at)) !== 'distinct';
  return tokens[at]?.text === ',' && inFrom;
}

function relationAt(tokens: readonly Token[], from: number): ReadRelation | undefined {
  const first = nameOf(tokens[from]);
  if (first === undefined) return undefined;
  const dot = nextAt(tokens, from);
  const isQualified = tokens[dot]?.text === '.';
  const to = isQualified ? nextAt(tokens, dot) : from;
  const last = isQualified ? nameOf(tokens[to]) : first;
  const after = nextAt(tokens, to);
  if (last === undefined || tokens[after]?.text === '(') return undefined;
  const at = wordAt(tokens, after) === 'as' ? nextAt(tokens, after) : after;
  const alias = aliasAt(tokens, at);
  return {
    name: isQualified ? `${first}.${last}` : last,
    alias: alias ?? last,
    aliased: alias !== undefined,
    from,
    to,
  };
}

function aliasAt(tokens: readonly Token[], at: number): string | undefined {
  const token = tokens[at];
  return token?.kind === 'word' && isReserved(token.text) ? undefined : nameOf(token);
}

function commonTables(tokens: readonly Token[]): ReadonlySet<string> {
  const names = [...tokens.keys()].filter(at => isCommonTable(tokens, at));
  return new Set(names.map(at => nameOf(tokens[at]) ?? ''));
}

// `with x as (…)`, `with x (a, b) as materialized (…)`
function isCommonTable(tokens: readonly Token[], at: number): boolean {
  if (nameOf(tokens[at]) === undefined) return false;
  let next = nextAt(tokens, at);
  if (tokens[next]?.text === '(') {
    while (next < tokens.length && tokens[next]?.text !== ')') next += 1;
    next = nextAt(tokens, next);
  }
  if (wordAt(tokens, next) !== 'as') return false;
  const after = nextAt(tokens, next);
  return tokens[after]?.text === '(' || ['materialized', 'not'].includes(wordAt(tokens, after));
}

const startsQuery = new Set(['select', 'with', 'values', 'table']);
const mayPrecede = new Set(['only', 'lateral']);
const endsFrom = new Set(
  'select where group order having union intersect except limit offset fetch window for'.split(' '),
);
