/**
 * Queries that all give one column where the text is one expression, whatever stands around it: alone, so that no
 * parenthesis of its own closes one of ours; in parentheses; and in parentheses that a comment at its end cannot hide.
 */
export function ways(text: string): readonly string[] {
  return [`select ${text}\n`, `select (${text})`, `select (${text}\n)`];
}
