import { MigshError } from '../error.ts';
import type { Hazard } from '../hazard/hazard.ts';
import type { Statement } from './plan.ts';
import type { ScriptClient } from './render-sql-client.ts';
import { comment, terminated } from './render-sql-text.ts';

export interface StatementOptions {
  /** Leaves out what is no SQL, marked, instead of refusing it. */
  readonly skipCode: boolean;
}

/**
 * A statement with what it does and what it may cost as comments above it. A proof stops the script when it fails.
 * @throws MigshError `unsupported` for code, with file and line
 */
export function renderStatement(
  statement: Statement,
  client: ScriptClient,
  { skipCode }: StatementOptions,
): readonly string[] {
  const { sql, source, hazards } = statement;
  if (sql === undefined && !skipCode) throw codeInScript(statement);
  const line = source.line === undefined ? '' : `line ${source.line}: `;
  return [
    ...comment(line + statement.comment),
    ...hazards.flatMap(renderHazard),
    ...(sql === undefined ? leftOut(statement) : renderSql(client, sql, statement)),
  ];
}

function renderSql(
  client: ScriptClient,
  sql: string,
  { expectNoRows, cleanup }: Statement,
): readonly string[] {
  if (cleanup !== undefined) {
    return [
      ...comment(cleanup.comment),
      ...client.onlyIf(cleanup.onlyIf, cleanup.sql),
      terminated(sql),
    ];
  }
  return expectNoRows === undefined ? [terminated(sql)] : client.refuse(sql, expectNoRows);
}

/** `-- LOSS drop-table: …`, then the advice. */
function renderHazard({ level, rule, message, advice }: Hazard): readonly string[] {
  return [
    ...comment(`${level.toUpperCase()} ${rule}: ${message}`),
    ...(advice === '' ? [] : comment(advice, '  ')),
  ];
}

function leftOut(statement: Statement): readonly string[] {
  return [
    ...comment(
      `LEFT OUT: code at ${placeOf(statement)}. This script does not do it, and the journal says that it was done:`,
    ),
    ...comment(statement.code ?? statement.comment, '  '),
  ];
}

function placeOf({ source: { file, line } }: Statement): string {
  return line === undefined ? file : `${file}:${line}`;
}

function codeInScript(statement: Statement): MigshError {
  const { file, line } = statement.source;
  return new MigshError(
    'unsupported',
    `${placeOf(statement)}: this step is code, which no script can hold`,
    {
      hint: 'run migsh upgrade where the database is, or leave the step out, marked: --skip-code',
      details: { file, line: line ?? null },
    },
  );
}
