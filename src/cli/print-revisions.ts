import type { RevisionShape } from '../app/shapes.ts';
import { sanitize, sanitizeLine } from './sanitize.ts';
import type { Style } from './style.ts';
import { ellipsis } from './style.ts';
import type { Titles } from './titles.ts';
import { cut } from './wrap.ts';

/** Revisions one per row, without graph: `3f2a9c1e7b04  (head, billing) add order history`. */
export function printRevisions(revisions: readonly RevisionShape[], style: Style): string {
  return printRows(
    revisions.map(revision => [revision.id, describe(revision)] as const),
    style,
  );
}

/** The same for ids that are all that is known, with the titles of those that have a file. */
export function printIds(ids: readonly string[], titles: Titles, style: Style): string {
  return printRows(
    ids.map(id => [id, titles[id] ?? '(its file is gone)'] as const),
    style,
  );
}

function printRows(rows: readonly (readonly [id: string, text: string])[], style: Style): string {
  const width = Math.max(0, ...rows.map(([id]) => id.length));
  return rows
    .map(([id, text]) => {
      const room = style.rowWidth - width - 2;
      const padded = style.paint('id', sanitizeLine(id).padEnd(width));
      return `${padded}  ${cut(text, room, ellipsis(style))}\n`;
    })
    .join('');
}

/** What a revision is called in a list: its places in the graph, then its title. */
export function describe(revision: RevisionShape): string {
  const names = refs(revision);
  const title = titleOf(revision.message);
  return names.length === 0 ? title : `(${names.join(', ')}) ${title}`;
}

/** `head`, its labels, and what else marks it in the graph. */
export function refs(revision: RevisionShape): readonly string[] {
  return [...(revision.head ? ['head'] : []), ...revision.labels.map(sanitizeLine)];
}

/** The first line of a message, or words where there is none. */
export function titleOf(message: string): string {
  return sanitizeLine(message).trim() || '(no message)';
}

/** The message after its first line. */
export function bodyOf(message: string): string {
  return sanitize(message).split('\n').slice(1).join('\n').trim();
}
