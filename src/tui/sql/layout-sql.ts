import { widthOf } from '../text/width.ts';

/**
 * A statement that is too long for one line, broken where people would break it: a column a line in `create table`, a clause a
 * line elsewhere. For reading only; what has line breaks of its own stays as it is.
 */
export function layoutSql(sql: string, width: number): string {
  if (sql.includes('\n') || widthOf(sql) <= width) return sql;
  return isCreateTable.test(sql) ? breakColumns(sql) : breakClauses(sql);
}

const isCreateTable = /^create (?:temp(?:orary)? )?table \S+ \(/i;
const clause = /^(?:select|from|where|group by|order by|union|values|set|returning|having)\b/i;

/** Quoted text, a bracket, a comma, a word, blanks: enough to know what stands inside of what. */
const piece = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[(),]|[^\s'"(),]+|\s+/g;

function breakColumns(sql: string): string {
  let depth = 0;
  let text = '';
  for (const [part] of sql.matchAll(piece)) {
    if (part === ')') depth -= 1;
    if (part === ')' && depth === 0) text += '\n';
    text += text.endsWith('\n  ') ? part.trimStart() : part;
    if (part === '(') depth += 1;
    const opens = part === '(' && depth === 1 && !text.includes('\n');
    if (opens || (part === ',' && depth === 1)) text += '\n  ';
  }
  return text;
}

function breakClauses(sql: string): string {
  let depth = 0;
  let text = '';
  let at = 0;
  for (const { 0: part, index } of sql.matchAll(piece)) {
    if (part === '(') depth += 1;
    if (part === ')') depth -= 1;
    if (depth === 0 && index > 0 && clause.test(sql.slice(index))) {
      text += `${sql.slice(at, index).trimEnd()}\n  `;
      at = index;
    }
  }
  return text + sql.slice(at);
}
