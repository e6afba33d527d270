import type { RunFunction } from '../operation/run-tools.ts';
import type { DraftStep } from '../plan/build.ts';
import { lineIn } from '../project/line-in.ts';
import { consoleToStderr } from '../project/project-console.ts';
import type { CodeRequest, StartCode } from '../runner/ports.ts';
import type { AppContext } from './context.ts';

/** The functions of a plan's code, which its data cannot hold. */
export type PlanCode = ReadonlyMap<string, RunFunction>;

/** The functions of compiled revisions, by revision, direction and place among its statements. */
export function codeOf(drafts: readonly DraftStep[]): PlanCode {
  return new Map(drafts.flatMap(codeIn));
}

function codeIn({ record, direction, operations, done = 0 }: DraftStep): [string, RunFunction][] {
  const placed = operations.flatMap(({ statements, run }) =>
    statements.map(({ code }) => (code === undefined ? undefined : run)),
  );
  return placed.flatMap((run, n): [string, RunFunction][] =>
    run === undefined ? [] : [[keyOf({ revision: record.id, direction, at: done + n }), run]],
  );
}

function keyOf({ revision, direction, at }: Omit<CodeRequest, 'transactional'>): string {
  return `${revision} ${direction} ${at}`;
}

/** What calls a plan's functions, each with `sql` and `kysely` on the run's own connection. */
export function codeStarter(context: AppContext, code: PlanCode): StartCode {
  return async (request, database) => {
    const run = code.get(keyOf(request));
    if (run === undefined) throw new TypeError(`no function for the code of ${request.revision}`);
    const { openCodeTools } = await import('../orm/code-tools.ts');
    const { sql, kysely, isBusy, close } = await openCodeTools(
      context.project.root,
      database,
      request,
    );
    const restore = consoleToStderr();
    const path = context.history().files.get(request.revision)?.path ?? '';
    return {
      // What it throws before its first await is a rejection too.
      ended: (async () => run({ sql, kysely }))(),
      isBusy,
      close: async when => {
        const left = await close(when);
        restore();
        return left;
      },
      lineOf: error => lineIn(error, path),
    };
  };
}
