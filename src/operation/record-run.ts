import { asOptions, given, optionalBoolean, refuse } from './record-check.ts';
import type { Push } from './record-guard.ts';
import type { Op } from './record-op.ts';
import type { RunTools } from './run-tools.ts';

/** The call that records code. */
export interface RunOp {
  /**
   * Runs code with the revision's connection: for what no statement says, such as values that a library computes. It is shown as
   * code and never as SQL, and nothing is known of what it does but what trying it on a database without rows tells of the structure.
   * It runs inside the revision's transaction; with `{ transactional: false }` outside of it, where it must bear being run again.
   * Use what it is handed and packages alone: no entity, no file of the project, no transaction of its own.
   * @example op.run(async ({ sql }) => {
   *   for (const { id, name } of await sql`select id, name from customer where slug is null`) {
   *     await sql`update customer set slug = ${slugify(String(name))} where id = ${id}`;
   *   }
   * });
   * @example op.run(async ({ kysely }) => {
   *   await kysely.updateTable('customer').set({ active: true }).where('deleted_at', 'is', null).execute();
   * });
   * Both: no SQL; the preview shows the code, and a script (`--sql`) stops at it unless `--skip-code` leaves it out.
   */
  run(
    code: (tools: RunTools) => PromiseLike<unknown> | void,
    options?: { readonly transactional?: boolean },
  ): void;
}

/** The call about code. */
export function runCalls(push: Push) {
  return {
    run(code, options) {
      const { transactional } = asOptions(options, ['transactional']);
      const inside = optionalBoolean(transactional, 'transactional') ?? true;
      push(
        {
          kind: 'run',
          code: codeOf(code),
          ...given<'transactional', false>('transactional', inside ? undefined : false),
        },
        code,
      );
    },
  } satisfies Partial<Op>;
}

const howTo = 'write op.run(({ sql }) => sql`…`)';

/** The function's text, at the margin. */
function codeOf(code: unknown): string {
  if (typeof code !== 'function') throw refuse('wants a function', howTo);
  const text = Function.prototype.toString.call(code);
  if (/^class\b/.test(text)) throw refuse('was given a class', howTo);
  if (/\{\s*\[native code\]\s*\}\s*$/.test(text)) {
    throw refuse('was given a function whose text is not known, such as a bound one', howTo);
  }
  if (/Generator/.test(Object.prototype.toString.call(code))) {
    throw refuse('was given a generator, which does nothing when it is called', howTo);
  }
  return dedent(text);
}

/** Takes off what all lines after the first are indented by: the first one stands behind `op.run(`. */
function dedent(text: string): string {
  const [first = '', ...rest] = text.split(/\r\n?|\n/).map(line => line.trimEnd());
  const depths = rest
    .filter(line => line !== '')
    .map(line => line.length - line.trimStart().length);
  const depth = depths.length === 0 ? 0 : Math.min(...depths);
  return [first, ...rest.map(line => line.slice(depth))].join('\n');
}
