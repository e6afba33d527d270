/** The statement with one semicolon behind it, on a line of its own where a comment would swallow it. */
export function terminated(sql: string): string {
  const text = withoutEnd(sql);
  const lastLine = text.slice(text.lastIndexOf('\n') + 1);
  return lastLine.includes('--') ? `${text}\n;` : `${text};`;
}

/** The statement without blanks around it and without its semicolon. */
export function withoutEnd(sql: string): string {
  return sql.trim().replace(/;$/, '').trimEnd();
}

/** Each line of the text as a comment; nothing in it can end the comment or reach the terminal as a control code. */
export function comment(text: string, indent = ''): readonly string[] {
  return text
    .split(lineEnds)
    .map(line => `-- ${indent}${line.replaceAll(controls, ' ').trimEnd()}`.trimEnd());
}

/** The text on one line. */
export function oneLine(text: string): string {
  return text.split(lineEnds).join(' ').replaceAll(controls, ' ').trim();
}

// psql and sqlite3 do not agree on what ends a line; a comment must not go on as a statement in either.
const lineEnds = /\r\n|[\n\r\v\f\u{85}\u{2028}\u{2029}]/u;
const controls = /\p{Cc}/gu;
