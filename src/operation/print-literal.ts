import type { SqlText } from '../schema/objects.ts';
import type { Code } from './print-code.ts';

/** A text in quotes: single ones, double ones where that saves escapes. */
export function text(value: string): Code {
  const singles = value.split("'").length;
  const doubles = value.split('"').length;
  const quote = singles > doubles ? '"' : "'";
  return { kind: 'literal', text: `${quote}${escaped(value, quote)}${quote}` };
}

/** SQL: like text, in backquotes where it has several lines. */
export function sqlText(value: string): Code {
  if (!value.includes('\n') || /[^\P{Cc}\n\t]/u.test(value)) return text(value);
  const inside = value.replaceAll(/[`\\]|\$\{/g, match => `\\${match}`);
  return { kind: 'literal', text: `\`${inside}\`` };
}

/** SQL for every dialect, or an object with one text each. */
export function sqlTextArgument(value: SqlText): Code {
  if (typeof value === 'string') return sqlText(value);
  const { postgresql, sqlite } = value;
  return object({
    postgresql: postgresql === undefined ? undefined : sqlText(postgresql),
    sqlite: sqlite === undefined ? undefined : sqlText(sqlite),
  });
}

/** An expression for every dialect, or an object with one text each; in one line. */
export function expressionArgument(value: SqlText): Code {
  if (typeof value === 'string') return text(value);
  const { postgresql, sqlite } = value;
  return object({
    postgresql: postgresql === undefined ? undefined : text(postgresql),
    sqlite: sqlite === undefined ? undefined : text(sqlite),
  });
}

export function literal(value: string | number | boolean | null): Code {
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'number') return { kind: 'literal', text: String(value) };
  // 1e+21 is how JavaScript writes it, 1e21 how a formatter does; String(-0) is 0.
  const digits = Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e');
  return { kind: 'literal', text: digits };
}

export function texts(values: readonly string[]): Code {
  return { kind: 'list', items: values.map(text) };
}

/** An object of what is given; entries without a value are left out. */
export function object(entries: Readonly<Record<string, Code | undefined>>): Code {
  const written: (readonly [string, Code])[] = [];
  for (const [key, code] of Object.entries(entries)) {
    if (code !== undefined) written.push([keyText(key), code]);
  }
  return { kind: 'object', entries: written };
}

/** The last argument of a call: nothing where every option has its default. */
export function options(entries: Readonly<Record<string, Code | undefined>>): readonly Code[] {
  const code = object(entries);
  return code.kind === 'object' && code.entries.length > 0 ? [code] : [];
}

function keyText(key: string): string {
  if (/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(key) && key !== '__proto__') return key;
  const quoted = text(key);
  const name = quoted.kind === 'literal' ? quoted.text : key;
  return key === '__proto__' ? `[${name}]` : name;
}

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(value: string, quote: string): string {
  return value.replaceAll(/[\\'"]|\p{Cc}|[\u2028\u2029]/gu, match => {
    if (match === "'" || match === '"') return match === quote ? `\\${match}` : match;
    if (match === '\\') return '\\\\';
    return escapes[match] ?? `\\u${match.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
