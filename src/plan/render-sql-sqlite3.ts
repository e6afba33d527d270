import { quoteIdentifier, quoteText } from '../schema/tokens.ts';
import type { ScriptClient } from './render-sql-client.ts';
import { oneLine, terminated, withoutEnd } from './render-sql-text.ts';

/** SQLite's sqlite3 (https://www.sqlite.org/cli.html). */
export const sqlite3: ScriptClient = {
  usage: 'sqlite3 FILE < SCRIPT',
  database: 'SQLite 3.40 or later',
  opening: [
    // sqlite3 goes on after an error unless it is told not to, waits for no other writer, and checks no foreign key.
    '.bail on',
    '.timeout 10000',
    'pragma foreign_keys = on;',
  ],
  enter: () => [],
  // The switch does nothing inside a transaction (https://www.sqlite.org/pragma.html#pragma_foreign_keys).
  begin: ({ foreignKeysOff }) => [
    ...(foreignKeysOff ? ['pragma foreign_keys = off;'] : []),
    'begin immediate;',
  ],
  commit: ({ foreignKeysOff }) => [
    'commit;',
    ...(foreignKeysOff ? ['pragma foreign_keys = on;'] : []),
  ],
  text,
  refuse,
  // Nothing on SQLite runs outside of a transaction, so nothing is left behind.
  onlyIf: (_query, sql) => [terminated(sql)],
};

/** sqlite3 takes the carriage return away from a line that it reads, so that it is written as a number. */
function text(value: string): string {
  return quoteText(value).replaceAll(/[\r\0]/g, found => `' || char(${found.charCodeAt(0)}) || '`);
}

// SQLite has raise() in triggers alone: a check is what stops a script, and its name is what the error says.
function refuse(query: string, words: string): readonly string[] {
  const name = quoteIdentifier(oneLine(words).replaceAll('"', "'"));
  return [
    `create temp table migsh_refuse (found constraint ${name} check (found is null));`,
    'insert into temp.migsh_refuse select 1 from (',
    `  ${withoutEnd(query)}`,
    ');',
    'drop table temp.migsh_refuse;',
  ];
}
