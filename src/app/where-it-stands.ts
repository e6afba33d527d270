import { planUp } from '../revision/plan-walk.ts';
import { readApplied } from './applied.ts';
import type { AppContext } from './context.ts';

/**
 * Says in a sentence that the connected database is not where the files are: its rows are evidence all the same, and what is
 * compared are the files and the entities.
 */
export async function whereItStands(context: AppContext): Promise<readonly string[]> {
  const { label } = await context.database();
  const { known, missing } = await readApplied(context);
  const behind = planUp(context.history().graph, known, 'heads').length;
  const parts = [
    ...(behind === 0
      ? []
      : [`behind: ${counted(behind)} of the files ${isAre(behind)} not applied`]),
    ...(missing.length === 0
      ? []
      : [
          `ahead: ${counted(missing.length)} applied there ${hasHave(missing.length)} no file here`,
        ]),
  ];
  return parts.length === 0 ? [] : [`${label} is ${parts.join(', and ')}`];
}

function counted(count: number): string {
  return count === 1 ? '1 revision' : `${count} revisions`;
}

function isAre(count: number): string {
  return count === 1 ? 'is' : 'are';
}

function hasHave(count: number): string {
  return count === 1 ? 'has' : 'have';
}
