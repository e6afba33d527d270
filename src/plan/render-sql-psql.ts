import { quoteIdentifier, quoteText } from '../schema/tokens.ts';
import type { ScriptClient } from './render-sql-client.ts';
import { oneLine, withoutEnd } from './render-sql-text.ts';

/** PostgreSQL's psql (https://www.postgresql.org/docs/current/app-psql.html). */
export const psql: ScriptClient = {
  usage: 'psql -X -f SCRIPT DATABASE',
  database: 'PostgreSQL 13 or later',
  opening: [
    // psql goes on after an error unless it is told not to.
    String.raw`\set ON_ERROR_STOP on`,
    String.raw`\set AUTOCOMMIT on`,
    `set client_encoding to 'UTF8';`,
    'set standard_conforming_strings to on;',
  ],
  // What other sessions see in pg_stat_activity while they wait.
  enter: revision => [`set application_name to ${quoteIdentifier(`migsh ${revision}`)};`],
  begin: ({ lockTimeout }) => ['begin;', `set local lock_timeout = '${lockTimeout}ms';`],
  commit: () => ['commit;'],
  text,
  refuse,
  // psql runs each value of the answer as a statement of its own, outside any transaction.
  onlyIf: (query, sql) => [
    `select ${quoteText(withoutEnd(sql))} where exists (${withoutEnd(query)})`,
    String.raw`\gexec`,
  ],
};

/** A line feed stands as it is; a carriage return is escaped, so that no editor and no checkout of the script changes it. */
function text(value: string): string {
  if (!value.includes('\r')) return quoteText(value);
  const escaped = value.replaceAll('\\', '\\\\').replaceAll('\r', String.raw`\r`);
  return `E${quoteText(escaped)}`;
}

function refuse(query: string, words: string): readonly string[] {
  const lines = [
    'begin',
    '  if exists (',
    `    ${withoutEnd(query)}`,
    '  ) then',
    `    raise exception using message = ${quoteText(oneLine(words))};`,
    '  end if;',
    'end',
  ];
  const quote = dollarQuote(lines.join('\n'));
  return [`do ${quote}`, ...lines, `${quote};`];
}

/** A dollar quote that the text does not end. */
function dollarQuote(body: string): string {
  let quote = '$migsh$';
  for (let n = 1; body.includes(quote); n += 1) quote = `$migsh_${n}$`;
  return quote;
}
