import type { MergeRemedy, MergeReview, MergeTouch, Overlap } from '../app/merge-review.ts';
import type { RevisionShape } from '../app/shapes.ts';
import { describe } from './print-revisions.ts';
import { counted } from './print-show.ts';
import { sanitizeLine } from './sanitize.ts';
import type { Style } from './style.ts';
import { ellipsis } from './style.ts';
import { cut, wrap } from './wrap.ts';

/** Finds a revision that has a file. */
export type FindRevision = (id: string) => RevisionShape | undefined;

/** `merge` before it writes: where the branches parted, what each did since, what they touch in common, and the verdict. */
export function printMerge(review: MergeReview, find: FindRevision, style: Style): string {
  const { forks, sides, overlaps, unknown, trouble, remedies } = review;
  const print = { find, style, width: longest(review) };
  const blocks = [
    [
      style.paint('heading', `Merge of ${counted(sides.length, 'head')}`),
      ...(forks.length === 0
        ? ['  no fork: the branches have bases of their own']
        : forks.map(id => revisionRow(id, '  fork   ', print))),
    ],
    ...sides.map(side => sideLines(side, print)),
    part(
      'touched by several',
      overlaps.flatMap(overlap => overlapLines(overlap, print)),
      style,
    ),
    part(
      'not compared: what these touch is not known',
      unknown.map(touch => touchLine(touch, print)),
      style,
    ),
    [
      ...wrap(verdict(review), { width: style.width }),
      ...trouble.flatMap(text => wrap(sanitizeLine(text), { width: style.width, first: '  ' })),
    ],
    part(
      'what can be done',
      remedies.flatMap(remedy => remedyLines(remedy, style)),
      style,
    ),
  ];
  const shown = blocks.filter(lines => lines.length > 0);
  return `${shown.map(lines => lines.join('\n')).join('\n\n')}\n`;
}

function verdict({ verdict: found, unknown }: MergeReview): string {
  const open = unknown.length > 0 && found !== 'disagrees';
  return open ? `As far as is known: ${verdicts[found].replace(/^T/, 't')}` : verdicts[found];
}

const verdicts: Readonly<Record<MergeReview['verdict'], string>> = {
  independent: 'The sides are independent: they touch nothing in common.',
  agrees: 'The sides agree: they touch the same things, and any order gives the same schema.',
  disagrees: 'The sides disagree: which one runs first makes a difference.',
};

interface Print {
  readonly find: FindRevision;
  readonly style: Style;
  /** Of the longest id. */
  readonly width: number;
}

function sideLines({ head, revisions }: MergeReview['sides'][number], print: Print): string[] {
  const since = `${counted(revisions.length, 'revision')} since the fork`;
  return [
    revisionRow(head, '  head   ', print),
    `         ${since}${revisions.length < 2 ? '' : ', oldest first'}`,
    ...revisions.filter(id => id !== head).map(id => revisionRow(id, '         ', print)),
  ];
}

function revisionRow(id: string, lead: string, { find, style, width }: Print): string {
  const revision = find(id);
  // That it is a head stands in front of it.
  const text = revision === undefined ? '' : describe({ ...revision, head: false });
  const room = style.rowWidth - lead.length - width - 2;
  return `${lead}${style.paint('id', id.padEnd(width))}  ${cut(text, room, ellipsis(style))}`;
}

/** Operations of one object that are listed before the others are only counted. */
const listed = 6;

function overlapLines({ object, touches }: Overlap, print: Print): string[] {
  const shown = touches.length > listed ? touches.slice(0, listed - 1) : touches;
  const more = touches.length - shown.length;
  return [
    `  ${sanitizeLine(object)}`,
    ...shown.map(touch => touchLine(touch, print)),
    ...(more === 0 ? [] : [`    and ${more} more`]),
  ];
}

function touchLine({ revision, what }: MergeTouch, { style, width }: Print): string {
  const room = style.rowWidth - width - 6;
  const text = cut(sanitizeLine(what), room, ellipsis(style));
  return `    ${style.paint('id', revision.padEnd(width))}  ${text}`;
}

function remedyLines({ command, text }: MergeRemedy, style: Style): string[] {
  return [`  ${command}`, ...wrap(text, { width: style.width, first: '    ' })];
}

function part(name: string, lines: readonly string[], style: Style): readonly string[] {
  return lines.length === 0 ? [] : [style.paint('heading', name), ...lines];
}

function longest({ forks, sides }: MergeReview): number {
  const ids = [...forks, ...sides.flatMap(({ head, revisions }) => [head, ...revisions])];
  return Math.max(0, ...ids.map(id => id.length));
}
