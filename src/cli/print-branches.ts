import type { BranchShape } from '../app/branches.ts';
import { describe } from './print-revisions.ts';
import { sanitizeLine } from './sanitize.ts';
import type { Style } from './style.ts';
import { arrow, ellipsis } from './style.ts';
import { cut } from './wrap.ts';

/** `branches`: each branch point, below it what stands on it. */
export function printBranches(branches: readonly BranchShape[], style: Style): string {
  return branches
    .map(branch => {
      const ids = [branch, ...branch.children].map(({ id }) => id.length);
      const row = (lead: string, revision: Parameters<typeof describe>[0]): string => {
        const id = sanitizeLine(revision.id).padEnd(Math.max(...ids));
        const room = style.rowWidth - lead.length - id.length - 2;
        return `${lead}${style.paint('id', id)}  ${cut(describe(revision), room, ellipsis(style))}\n`;
      };
      const children = branch.children.map(child => row(`  ${arrow(style)} `, child));
      return row('', branch) + children.join('');
    })
    .join('\n');
}
