/**
 * Whether a SQLite statement opens or writes a file that is not the database itself (manual, `lang_attach`, `lang_vacuum`), or
 * lets go of a database that is attached. Goes by the first words of each statement of a text.
 */
export function reachesFile(sql: string): boolean {
  if (/load_extension|(?:temp|data)_store_directory/i.test(sql)) return true;
  return withoutTexts(sql).split(';').some(isAboutFiles);
}

/** Tells, of statements as they come, which reach a file: also those that name a database that an earlier one would have attached. */
export function fileWatch(): (sql: string) => boolean {
  const attached = new Set<string>();
  return sql => {
    if (!reachesFile(sql)) return [...attached].some(name => namesDatabase(sql, name));
    for (const [, quoted, bare] of sql.matchAll(asName)) {
      const name = quoted?.slice(1, -1) ?? bare;
      if (name !== undefined) attached.add(name.toLowerCase());
    }
    return true;
  };
}

function isAboutFiles(statement: string): boolean {
  return /^[\s\uFEFF]*(?:attach|detach|vacuum)\b/i.test(statement);
}

/** Without comments; what stands in quotes is a `?`. */
function withoutTexts(sql: string): string {
  return sql.replaceAll(
    /--[^\n]*|\/\*[^]*?(?:\*\/|$)|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]/g,
    found => (/^(?:--|\/\*)/.test(found) ? ' ' : '?'),
  );
}

const asName = /\bas\s*(?:("[^"]*"|'[^']*'|`[^`]*`|\[[^\]]*\])|(\w+))/gi;

function namesDatabase(sql: string, name: string): boolean {
  const text = sql.toLowerCase();
  return [name, `"${name}"`, `'${name}'`, `\`${name}\``, `[${name}]`].some(spelling =>
    new RegExp(`(?<![\\w.])${escaped(spelling)}\\s*\\.`).test(text),
  );
}

function escaped(text: string): string {
  return text.replaceAll(/[^\w\s]/g, String.raw`\$&`);
}
