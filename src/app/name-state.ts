import { MigshError } from '../error.ts';
import type { NameState } from '../revision/select.ts';
import { tips } from '../revision/walk.ts';
import { finishedIn, readApplied } from './applied.ts';
import type { AppContext } from './context.ts';

/**
 * What the database adds to the name of one revision; undefined where it does not say `current`, and no database is read.
 * @throws MigshError `bad-target` where it does, and nothing is applied
 */
export async function nameState(context: AppContext, name: string): Promise<NameState | undefined> {
  if (!namesCurrent(name)) return undefined;
  const applied = await readApplied(context);
  const current = tips(context.history().graph, finishedIn(applied));
  if (current.length === 0) throw nothingApplied(name);
  return { current };
}

/** `current`, `billing@current`, `current-1`, `-3:current`; a label such as `current_prices` is another word. */
export function namesCurrent(name: string): boolean {
  return /(?:^|[@:])current(?![\w.])/.test(name);
}

function nothingApplied(name: string): MigshError {
  return new MigshError('bad-target', `${name} names no revision: nothing is applied`, {
    hint: 'the newest revision is head; to apply it: migsh upgrade',
    details: { name },
  });
}
