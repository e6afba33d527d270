import { tokenize, unquote } from '../../../schema/tokens.ts';

/** A sub-command of an `alter table`. */
export interface Command {
  readonly sql: string;
  /** When PostgreSQL carries it out, whatever its place in the statement. */
  readonly pass: Pass;
  /** The column or constraint that it is about. */
  readonly subject: string;
}

/**
 * The passes of an `alter table` in their order (src/backend/commands/tablecmds.c, `AlterTablePass`): all drops, then all
 * changes of types, then new columns, and so on; within a pass as written.
 */
export type Pass = keyof typeof passes;

const passes = {
  drop: 0,
  type: 1,
  'add column': 2,
  attribute: 3,
  key: 4,
  'foreign key': 5,
  other: 5,
};

/** Whether the one is carried out before the other wherever they stand. */
export function isBefore(one: Pass, other: Pass): boolean {
  return passes[one] < passes[other];
}

/** An `alter table` with the sub-commands that this knows; undefined for another statement, a rename, a `validate`. */
export function readAlter(
  sql: string,
): { readonly head: string; readonly commands: readonly Command[] } | undefined {
  const head = /^alter table (?:"(?:[^"]|"")*"\.)?"(?:[^"]|"")*" /.exec(sql)?.[0];
  if (head === undefined) return undefined;
  const commands = splitAtCommas(sql.slice(head.length)).map(readCommand);
  const known = commands.filter(command => command !== undefined);
  return known.length === commands.length ? { head, commands: known } : undefined;
}

/** Whether a name stands anywhere in the text. Says yes rather once too often. */
export function says(sql: string, name: string): boolean {
  return tokenize(sql).some(({ kind, text }) => {
    if (kind === 'quoted') return unquote(text) === name;
    return kind === 'word' && text.toLowerCase() === name.toLowerCase();
  });
}

const forms: readonly (readonly [start: RegExp, pass: Pass])[] = [
  [/^drop (?:column|constraint) $/, 'drop'],
  [/^alter column $/, 'other'],
  [/^add column $/, 'add column'],
  [/^add constraint $/, 'other'],
];

function readCommand(sql: string): Command | undefined {
  const [, start = '', name = '', rest = ''] =
    /^([a-z ]+)("(?:[^"]|"")*")([\s\S]*)$/.exec(sql) ?? [];
  const form = forms.find(([pattern]) => pattern.test(start));
  if (form === undefined) return undefined;
  const inner = innerForms[start.trim()];
  const pass = inner === undefined ? form[1] : inner.find(([what]) => what.test(rest))?.[1];
  return pass && { sql, pass, subject: unquote(name) };
}

/** What stands behind the name says more. */
const innerForms: Readonly<Record<string, readonly (readonly [RegExp, Pass])[]>> = {
  'alter column': [
    [/^ drop (?:default|not null|identity|expression)\b/, 'drop'],
    [/^ type /, 'type'],
    [/^ set (?:not null|expression|generated)\b/, 'attribute'],
    [/^ (?:set default|add generated) /, 'other'],
  ],
  'add constraint': [
    [/^ (?:primary key|unique|exclude)\b/, 'key'],
    [/^ foreign key /, 'foreign key'],
    [/^ check /, 'other'],
  ],
};

function splitAtCommas(text: string): readonly string[] {
  const parts: string[] = [];
  let [part, depth] = ['', 0];
  for (const token of tokenize(text)) {
    if (token.text === '(' || token.text === '[') depth += 1;
    if (token.text === ')' || token.text === ']') depth -= 1;
    if (token.text === ',' && depth === 0) {
      parts.push(part.trim());
      part = '';
    } else part += token.text;
  }
  return [...parts, part.trim()];
}
