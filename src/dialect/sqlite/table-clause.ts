import type { Clause, ClauseKind, Span } from './table-text.ts';
import { accept, type Cursor, isWord, peek, skipGroup, spanFrom } from './token-cursor.ts';
import type { Token } from './tokens.ts';

type Parts = Omit<Partial<Clause>, 'start' | 'end' | 'name'> & { readonly kind: ClauseKind };

/** Whether a column's constraint begins at the cursor. These words are reserved, except the last two. */
export function startsClause(cursor: Cursor): boolean {
  const token = peek(cursor);
  if (token?.kind !== 'word') return false;
  if (token.name === 'generated') return isWord(cursor, 'always', 1);
  return clauseWords.has(token.name);
}

/** Whether a constraint of the table begins at the cursor. */
export function startsTableConstraint(cursor: Cursor): boolean {
  return ['constraint', 'primary', 'unique', 'check', 'foreign'].some(word => isWord(cursor, word));
}

/** Reads one constraint, of a column or of the table. */
export function readClause(cursor: Cursor): Clause {
  const from = cursor.at;
  const name = accept(cursor, 'constraint') ? take(cursor) : undefined;
  const parts = readParts(cursor);
  // `conflict-clause`: https://www.sqlite.org/syntax/conflict-clause.html
  if (accept(cursor, 'on', 'conflict')) cursor.at += 1;
  const isKey = accept(cursor, 'autoincrement');
  // What is not understood is passed over, a word at a time: the text is SQLite's own and stays as it is.
  if (cursor.at === from) cursor.at += 1;
  return {
    columns: [],
    refColumns: [],
    ...parts,
    ...(isKey && { autoincrement: true }),
    ...(name && { name: name.name, nameSpan: { start: name.start, end: name.end } }),
    ...spanFrom(cursor, from),
  };
}

const clauseWords: ReadonlySet<string> = new Set([
  'constraint',
  'primary',
  'not',
  'null',
  'unique',
  'check',
  'default',
  'collate',
  'references',
  'as',
  'deferrable',
]);

function readParts(cursor: Cursor): Parts {
  if (accept(cursor, 'primary', 'key')) return readKey(cursor, 'primary key');
  if (accept(cursor, 'unique')) return readKey(cursor, 'unique');
  if (accept(cursor, 'not', 'null')) return { kind: 'not null' };
  if (accept(cursor, 'null')) return { kind: 'null' };
  if (accept(cursor, 'check')) return { kind: 'check', expression: groupSpan(cursor) };
  if (accept(cursor, 'foreign', 'key')) {
    const columns = columnNames(skipGroup(cursor));
    accept(cursor, 'references');
    return { ...readReference(cursor), kind: 'foreign key', columns };
  }
  if (accept(cursor, 'references')) return readReference(cursor);
  return readValue(cursor);
}

function readValue(cursor: Cursor): Parts {
  const from = cursor.at;
  if (accept(cursor, 'default')) return readDefault(cursor);
  if (accept(cursor, 'collate')) {
    take(cursor);
    return { kind: 'collate', expression: spanFrom(cursor, from + 1) };
  }
  if (accept(cursor, 'generated', 'always', 'as') || accept(cursor, 'as')) {
    const expression = groupSpan(cursor);
    if (!accept(cursor, 'stored')) accept(cursor, 'virtual');
    return { kind: 'generated', expression };
  }
  readDeferrable(cursor);
  return { kind: 'other' };
}

function readKey(cursor: Cursor, kind: 'primary key' | 'unique'): Parts {
  if (peek(cursor)?.text !== '(') {
    if (!accept(cursor, 'asc')) accept(cursor, 'desc');
    return { kind };
  }
  const inside = skipGroup(cursor);
  const numbers = inside.some(token => token.kind === 'word' && token.name === 'autoincrement');
  return { kind, columns: columnNames(inside), ...(numbers && { autoincrement: true }) };
}

// Not in parentheses it is a literal, with a sign or not, or a name: https://www.sqlite.org/syntax/column-constraint.html
function readDefault(cursor: Cursor): Parts {
  const from = cursor.at;
  if (peek(cursor)?.text === '(') skipGroup(cursor);
  else cursor.at += /^[+-]$/.test(peek(cursor)?.text ?? '') ? 2 : 1;
  return { kind: 'default', expression: spanFrom(cursor, from) };
}

function readReference(cursor: Cursor): Parts {
  const refTable = take(cursor)?.name ?? '';
  const refColumns = peek(cursor)?.text === '(' ? columnNames(skipGroup(cursor)) : [];
  while (readAction(cursor));
  return { kind: 'references', refTable, refColumns, ...readDeferrable(cursor) };
}

function readAction(cursor: Cursor): boolean {
  if (accept(cursor, 'match')) {
    cursor.at += 1;
    return true;
  }
  if (!isWord(cursor, 'on') || isWord(cursor, 'conflict', 1)) return false;
  cursor.at += 2;
  // `set null`, `set default` and `no action` are two words.
  if (!accept(cursor, 'set')) accept(cursor, 'no');
  cursor.at += 1;
  return true;
}

function readDeferrable(cursor: Cursor): Pick<Parts, 'deferrable'> {
  if (accept(cursor, 'not', 'deferrable')) {
    readInitially(cursor);
    return {};
  }
  if (!accept(cursor, 'deferrable')) return {};
  return { deferrable: readInitially(cursor) };
}

function readInitially(cursor: Cursor): 'immediate' | 'deferred' {
  if (!accept(cursor, 'initially')) return 'immediate';
  return take(cursor)?.name === 'deferred' ? 'deferred' : 'immediate';
}

function groupSpan(cursor: Cursor): Span {
  const from = cursor.at;
  skipGroup(cursor);
  const { start, end } = spanFrom(cursor, from);
  return { start: start + 1, end: end - 1 };
}

function take(cursor: Cursor): Token | undefined {
  const token = peek(cursor);
  cursor.at += 1;
  return token;
}

function columnNames(tokens: readonly Token[]): readonly string[] {
  let depth = 0;
  return tokens.flatMap((token, at) => {
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    const isFirst = at === 0 || (depth === 0 && tokens[at - 1]?.text === ',');
    return isFirst ? [token.name] : [];
  });
}
