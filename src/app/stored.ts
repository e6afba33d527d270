import { MigshError } from '../error.ts';
import { keepStored } from '../project/stored-revision.ts';
import { buildGraph } from '../revision/graph.ts';
import { parseHeader } from '../revision/header.ts';
import type { AppliedState } from './applied.ts';
import type { AppContext } from './context.ts';

/** What `downgrade` may use where a file is not what was applied. */
export interface DownSource {
  /** `--down`: of an edited revision, the file as it is now or the text that was applied. */
  readonly down?: 'file' | 'stored';
  /** `--run-stored`: code that only the journal keeps may run. */
  readonly runStored?: boolean;
}

/**
 * The context with the journal's texts in place of files that are gone, and with `--down stored` of those that were edited.
 * @throws MigshError `stored-only` where a file is gone and nobody allowed its stored text to run
 */
export function withStored(
  context: AppContext,
  applied: AppliedState,
  source: DownSource,
): AppContext {
  const replaced = [
    ...(source.runStored === true ? applied.missing : []),
    ...(source.down === 'stored' ? applied.edited : []),
  ];
  if (replaced.length === 0) return context;
  const { files, strays } = context.history();
  const known = new Map(files);
  for (const id of replaced) known.set(id, storedFile(context, applied, id));
  const graph = buildGraph([...known.values()].map(file => file.revision));
  // Code that came out of a database runs when a person has said so, and never to find something out.
  const untried = { made: undefined, triesNothing: true } as const;
  return { ...context, ...untried, history: () => ({ graph, files: known, strays }) };
}

function storedFile(
  context: AppContext,
  applied: AppliedState,
  id: string,
): ReturnType<typeof keepStored> {
  const row = applied.rows.get(id);
  if (row === undefined || row.source === '') throw nothingStored(id);
  return keepStored(context.project, parseHeader(row.source, `journal:${id}`), row);
}

function nothingStored(id: string): MigshError {
  return new MigshError('stored-only', `the journal keeps no text of revision ${id}`, {
    hint: 'bring its file back (git log --all -- migrations)',
    details: { revision: id },
  });
}

/** @throws MigshError `stored-only`: applied revisions have no file, so what to take back first is not known */
export function refuseWithoutFiles(applied: AppliedState): void {
  if (applied.missing.length === 0) return;
  const names = applied.missing.join(', ');
  throw new MigshError('stored-only', `${names}: applied here, but the file is gone`, {
    hint: 'bring the file back (git log --all -- migrations), or add --run-stored: the code that the journal keeps then runs',
    details: { missing: applied.missing },
  });
}

/** @throws MigshError `edited`: which `down` is meant, the file's or the applied one? */
export function refuseEdited(ids: readonly string[], applied: AppliedState): void {
  // What is done of a half up is the file's, or taking it back says so.
  const edited = ids.filter(id => applied.edited.includes(id) && !applied.halfUp.includes(id));
  if (edited.length === 0) return;
  throw new MigshError('edited', `${edited.join(', ')} was edited after it was applied`, {
    hint: '--down file runs down() as the file has it now, --down stored as it was applied',
    details: { edited },
  });
}

/** @throws MigshError `partial`: half of it is taken back, and only `downgrade` knows the rest */
export function refuseHalfDown({ halfDown }: AppliedState): void {
  if (halfDown.length === 0) return;
  throw new MigshError('partial', `${halfDown.join(', ')} was cut off while it was taken back`, {
    hint: 'migsh downgrade finishes that; then it can be applied again',
    details: { partial: halfDown },
  });
}
