import type { StatusShape } from '../app/shapes.ts';
import { sanitize, sanitizeLine } from './sanitize.ts';
import type { Style } from './style.ts';
import { ellipsis } from './style.ts';
import type { Titles } from './titles.ts';
import { cut, wrap } from './wrap.ts';

/** How many revisions one part of the status lists before it only counts. */
const listed = 8;

/** `status`: one screen, at its end what to type next. */
export function printStatus(status: StatusShape, titles: Titles, style: Style): string {
  const part = (name: string, ids: readonly string[], none: string): string[] =>
    ids.length === 0
      ? [`${label(name, style)}${none}`]
      : revisionPart(name, ids, { titles, style });
  const optional = (name: string, ids: readonly string[]): string[] =>
    ids.length === 0 ? [] : part(name, ids, '');
  const lines = [
    `${label('database', style)}${sanitizeLine(status.database)} (${status.dialect})`,
    ...part('current', status.current, 'nothing is applied'),
    ...part('heads', status.heads, 'there are no revisions yet'),
    ...part('pending', status.pending, 'nothing'),
    ...optional('edited', status.edited),
    ...optional('missing', status.missing),
    ...optional('partial', status.partial),
    ...status.notes.flatMap(note => labelled('note', note, style)),
    ...labelled('next', status.next ?? 'nothing: the database is at the heads', style),
  ];
  return `${lines.join('\n')}\n`;
}

function revisionPart(
  name: string,
  ids: readonly string[],
  { titles, style }: { titles: Titles; style: Style },
): string[] {
  const shown = ids.length > listed ? ids.slice(0, listed - 1) : ids;
  const width = Math.max(...shown.map(id => id.length));
  const rows = shown.map(id => {
    const title = sanitizeLine(titles[id] ?? 'its file is gone');
    const room = style.rowWidth - indent - width - 2;
    return `${style.paint('id', sanitizeLine(id).padEnd(width))}  ${cut(title, room, ellipsis(style))}`;
  });
  const more = ids.length - shown.length;
  const all = more === 0 ? rows : [...rows, `and ${more} more: migsh history -i`];
  return all.map((row, at) => (at === 0 ? label(name, style) : ' '.repeat(indent)) + row);
}

const indent = 10;

function label(name: string, style: Style): string {
  return style.paint('heading', name) + ' '.repeat(indent - name.length);
}

function labelled(name: string, text: string, style: Style): string[] {
  const lines = wrap(sanitize(text), { width: style.width, first: ' '.repeat(indent) });
  return lines.map((line, at) => (at === 0 ? label(name, style) + line.trimStart() : line));
}
