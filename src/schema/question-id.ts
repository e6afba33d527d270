import { bareName, qualifierOf } from './names.ts';
import type { QuestionKind } from './question.ts';

/** The id of a question about a table: `drop:table:audit.event`. */
export function tableQuestionId(kind: QuestionKind, table: string): string {
  return `${kind}:table:${quotedTable(table)}`;
}

/** The id of a question about a column: `fill:column:order.currency`. */
export function columnQuestionId(kind: QuestionKind, table: string, column: string): string {
  return `${kind}:column:${quotedTable(table)}.${quotedName(column)}`;
}

/** A name as it stands in ids and answers: in double quotes, doubled inside, unless it is `[A-Za-z_][A-Za-z0-9_$]*`. */
export function quotedName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** A table's name as it stands in ids and answers, schema and name quoted apart. */
export function quotedTable(table: string): string {
  const schema = qualifierOf(table);
  const name = quotedName(bareName(table));
  return schema === '' ? name : `${quotedName(schema)}.${name}`;
}

/** The names of a list as it stands in an answer: `first_name,"last, name"`. */
export function namesInAnswer(list: string): readonly string[] {
  return (list.match(/"(?:[^"]|"")*"|[^,]+/g) ?? []).map(name =>
    name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name,
  );
}
