import type { PreparedRebase, RebaseMove } from '../app/rebase.ts';
import type { FindRevision } from './print-merge.ts';
import { titleOf } from './print-revisions.ts';
import { sanitizeLine } from './sanitize.ts';
import type { Style } from './style.ts';
import { ellipsis } from './style.ts';
import { cut, wrap } from './wrap.ts';

/** `rebase` before it writes: each file's parents before and after, and what nobody but the user can know. */
export function printRebase(
  { moves, database, trouble }: PreparedRebase,
  find: FindRevision,
  style: Style,
): string {
  const blocks = [
    [style.paint('heading', 'Rebase')],
    ...moves.map(move => moveLines(move, find, style)),
    wrap(known(database), { width: style.width }),
    trouble === null
      ? []
      : wrap(`They would not run any more: ${sanitizeLine(trouble)}`, { width: style.width }),
  ];
  const shown = blocks.filter(lines => lines.length > 0);
  return `${shown.map(lines => lines.join('\n')).join('\n\n')}\n`;
}

function moveLines({ id, path, from, to }: RebaseMove, find: FindRevision, style: Style): string[] {
  const title = (each: string): string => titleOf(find(each)?.message ?? '');
  const row = (lead: string, each: string): string => {
    const room = style.rowWidth - lead.length - each.length - 2;
    return `${lead}${style.paint('id', each)}  ${cut(title(each), room, ellipsis(style))}`;
  };
  const parents = (name: string, ids: readonly string[]): string[] =>
    ids.length === 0
      ? [`    ${name}none: a base`]
      : ids.map((each, at) => row(`    ${at === 0 ? name : ' '.repeat(name.length)}`, each));
  return [
    row('  ', id),
    ...parents('from  ', from),
    ...parents('to    ', to),
    `    in    ${sanitizeLine(path)}`,
  ];
}

function known(database: string | null): string {
  const here =
    database === null
      ? 'No database could be asked whether they are applied.'
      : `None of them is applied to ${sanitizeLine(database)}.`;
  return `${here} Only you know of other databases: one that has them applied would find what they now stand on pending below them.`;
}
