import { revisionOf, shortId } from '../history/rows.ts';
import { quoteWord } from '../palette/grammar.ts';
import { scrollTo } from '../scroll.ts';
import type { State } from '../state.ts';
import { valueOf } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { cut, padEnd } from '../text/width.ts';
import { wrap } from '../text/wrap.ts';
import { glyphsOf } from '../theme.ts';
import { marked } from '../view/marked.ts';
import { branchesOf, branchLabels } from './branches.ts';
import { shortened } from './review-lines.ts';
import type { MergeDone, MergeScreen } from './state.ts';
import { canRebase, messageOf, rebaseCommand, reviewOf } from './ways.ts';

interface Room {
  readonly width: number;
  readonly rows: number;
}

/** `[x] 9f31c0ab  main  orders: add currency  1 after fork` */
export function headLines(
  state: State,
  screen: MergeScreen,
  { width, rows }: Room,
): readonly Line[] {
  const graph = valueOf(state.project.history)?.graph;
  if (graph === undefined) return [];
  const { heads, chosen, selected } = screen;
  const { ellipsis } = glyphsOf(state.ascii);
  const { sides } = branchesOf(graph, chosen);
  const names = heads.map(id => branchLabels(graph, id, heads).join(' '));
  const widest = Math.min(16, Math.max(0, ...names.map(name => name.length)));
  const ids = Math.max(8, ...heads.map(id => shortId(state, id).length));
  const title = Math.max(8, width - ids - widest - 28);
  const lines = heads.map((id, at) => {
    const count = chosen.length < 2 ? undefined : sides.get(id)?.length;
    const text = cut(titleOf(state, id), title, ellipsis);
    const content: Line = [
      span(` [${chosen.includes(id) ? 'x' : ' '}] `),
      span(shortId(state, id).padEnd(ids), 'key'),
      span(`  ${padEnd(cut(names[at] ?? '', widest, ellipsis), widest)}  ${padEnd(text, title)}`),
      span(count === undefined ? '' : `  ${String(count).padStart(2)} after fork`, 'faint'),
    ];
    return marked(content, { selected: at === selected, width, ascii: state.ascii });
  });
  const top = scrollTo(Math.max(0, selected - rows + 1), { count: lines.length, height: rows });
  return lines.slice(top, top + rows);
}

/** Where the chosen heads part. */
export function forkLine(state: State, { chosen }: MergeScreen, width: number): Line {
  const graph = valueOf(state.project.history)?.graph;
  if (graph === undefined || chosen.length < 2) return [];
  const { forks } = branchesOf(graph, chosen);
  const { ellipsis } = glyphsOf(state.ascii);
  const [first, ...others] = forks;
  if (first === undefined) return line('  fork point  none: each branch has a base of its own');
  if (others.length > 0) {
    const ids = forks.map(id => shortId(state, id)).join('  ');
    return [span('  fork points  '), span(cut(ids, width - 16, ellipsis), 'key')];
  }
  const title = cut(titleOf(state, first), width - 26, ellipsis);
  return [span('  fork point  '), span(shortId(state, first), 'key'), span(`  ${title}`)];
}

/** What can be done instead of a merge, the likeliest first. */
export function alternativeLines(
  state: State,
  screen: MergeScreen,
  width: number,
): readonly Line[] {
  return alternatives(state, screen).flatMap(([key, text]) =>
    wrap(shortened(state, text), { width: width - 2, first: '       ' }).map((each, at) =>
      at === 0 ? [span(`  ${key.padStart(3)}`, 'key'), span(each.slice(5))] : line(each),
    ),
  );
}

type Alternative = readonly [key: string, text: string];

function alternatives(state: State, screen: MergeScreen): readonly Alternative[] {
  if (screen.chosen.length < 2) return [];
  const possible = canRebase(state, screen);
  const keep: Alternative = [
    'esc',
    `keep ${screen.chosen.length === 2 ? 'two' : 'the'} heads: migsh upgrade heads applies them all`,
  ];
  const rebase: Alternative = [
    'r',
    possible === true
      ? 'rebase one branch onto the other; only while no database has applied it'
      : `off: ${possible}`,
  ];
  const review = reviewOf(screen);
  if (review?.verdict !== 'disagrees') return [rebase, keep];
  const files = review.remedies.filter(({ kind }) => kind === 'edit');
  const ids = files.flatMap(({ command }) => command.split(' ').at(-1) ?? []).join(' or ');
  return [
    rebase,
    ...(ids === ''
      ? []
      : [
          [
            'e',
            `edit ${ids}, so that every order gives the same; only while no database has applied it`,
          ] as const,
        ]),
    ...(review.remedies.some(({ kind }) => kind === 'keep') ? [keep] : []),
    ['y', 'write the merge all the same'],
  ];
}

/** The steps of a merge, and which of them is now. */
export function mergeSteps(
  screen: MergeScreen,
): readonly (readonly [title: string, now: boolean])[] {
  const now = stepOf(screen);
  return ['1 Heads', '2 Overlap', '3 Message', '4 Write'].map((title, at) => [title, at === now]);
}

function stepOf({ phase, review }: MergeScreen): number {
  if (phase === 'message') return 2;
  if (phase === 'writing' || phase === 'done') return 3;
  return review?.is === 'ready' ? 1 : 0;
}

/** What does the same in a shell. */
export function mergeCommand(state: State, screen: MergeScreen): string | null {
  const { chosen, rebase, request, done } = screen;
  const spell = (id: string): string => shortId(state, id);
  if (rebase !== null) {
    const { names, onto } = rebase.option;
    return rebaseCommand({ names: names.map(spell), onto: spell(onto) });
  }
  if (done !== null) return `migsh upgrade ${done.is === 'merged' ? newId(state, done) : 'heads'}`;
  if (chosen.length < 2) return null;
  const message = quoteWord(messageOf(state, screen) || '…');
  return [
    'migsh merge',
    ...chosen.map(spell),
    '-m',
    message,
    ...(request.splice === true ? ['--splice'] : []),
    ...(request.branchLabels ?? []).map(label => `--branch-label ${label}`),
    ...(request.dependsOn ?? []).map(id => `--depends-on ${id}`),
    ...(request.revisionId === undefined ? [] : [`--rev-id ${request.revisionId}`]),
  ].join(' ');
}

function newId(state: State, { result }: Extract<MergeDone, { is: 'merged' }>): string {
  return result.revision === null ? 'heads' : shortId(state, result.revision.id);
}

function titleOf(state: State, id: string): string {
  return revisionOf(state, id)?.message.split('\n')[0] ?? '';
}
