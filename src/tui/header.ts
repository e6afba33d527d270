import { shortId } from './history/rows.ts';
import { mergeSteps } from './merge/rows.ts';
import { listingTitles } from './palette/listing-lines.ts';
import { fromTo } from './plan/rows.ts';
import { placeOf } from './revision/rows.ts';
import { countDone } from './run/fold.ts';
import type { RunScreen } from './run/state.ts';
import type { ScreenKind, ScreenOf, State } from './state.ts';
import { topScreen, valueOf } from './state.ts';
import { formatDuration } from './text/duration.ts';
import type { Line } from './text/line.ts';
import { cutLine, lineWidth, span, spread } from './text/line.ts';
import { waitingText } from './text/spinner.ts';
import { widthOf } from './text/width.ts';
import { glyphsOf } from './theme.ts';
import { stepTitles } from './wizard/rows.ts';

/** The first line: where one is, and on which database. */
export function headerLine(state: State, width: number): Line {
  const { ellipsis } = glyphsOf(state.ascii);
  const screen = topScreen(state);
  const [left, right] = partsAs(screen.kind, { state, screen, width });
  const shown = cutLine(right, Math.max(0, width - lineWidth(left) - 3), ellipsis);
  return spread(left, [...shown, span(' ')], { width, ellipsis });
}

type Parts = readonly [left: Line, right: Line];

type ForEachScreen = {
  readonly [Kind in ScreenKind]: (state: State, screen: ScreenOf<Kind>, width: number) => Parts;
};

const parts: ForEachScreen = {
  history: (state, _, width) => {
    const left = [span(' migsh', 'strong'), span(`  ${databaseName(state, width < 80)}`)];
    const room = width - lineWidth(left) - 3;
    return [left, [span(fitting(databaseWords(state), room))]];
  },
  revision: (state, screen) => {
    const names = ['History', shortId(state, screen.id)];
    return [crumbs(state, names), [span(placeOf(state, screen))]];
  },
  plan: (state, screen) => {
    const prepared = valueOf(screen.prepared);
    const place =
      prepared === undefined
        ? databaseName(state)
        : `${prepared.database.label}   ${fromTo(state, prepared)}`;
    return [crumbs(state, [planTitles[screen.direction]]), [span(place)]];
  },
  run: (state, screen) => [
    crumbs(state, [planTitles[screen.prepared.direction], runWord(screen)]),
    [span(runWords(state, screen))],
  ],
  wizard: (state, screen, width) => {
    const left = crumbs(state, ['Autogenerate']);
    const titles = stepTitles(screen);
    const all = titles.flatMap(([title, now]) => [
      span('  '),
      now ? span(title, 'strong') : span(title, 'faint'),
    ]);
    const fits = lineWidth(all) <= width - lineWidth(left) - 3;
    const [now = ''] = titles.find(([, each]) => each) ?? [];
    return [left, fits ? all : [span(now, 'strong'), span(`  of ${titles.length}`, 'faint')]];
  },
  note: state => [crumbs(state, ['New revision']), [span(databaseName(state))]],
  merge: (state, screen) => [
    crumbs(state, ['Merge heads']),
    mergeSteps(screen).flatMap(([title, now]) => [
      span('  '),
      now ? span(title, 'strong') : span(title, 'faint'),
    ]),
  ],
  stamp: state => [crumbs(state, ['Stamp']), [span(databaseName(state))]],
  log: state => [crumbs(state, ['Log']), [span(databaseName(state))]],
  listing: (state, { listing }) => [
    crumbs(state, [listingTitles[listing]]),
    [span(databaseName(state))],
  ],
};

const planTitles = { up: 'Upgrade', down: 'Downgrade' } as const;

function partsAs<Kind extends ScreenKind>(
  kind: Kind,
  { state, screen, width }: { state: State; screen: ScreenOf<Kind>; width: number },
): Parts {
  return parts[kind](state, screen, width);
}

function crumbs(state: State, names: readonly string[]): Line {
  const { crumb } = glyphsOf(state.ascii);
  return [
    span(' migsh', 'strong'),
    ...names.flatMap(name => [span(` ${crumb} `, 'faint'), span(name)]),
  ];
}

/** The dialect gives way on a narrow screen. */
function databaseName({ project, ascii, now }: State, short = false): string {
  const { database } = project;
  if (database.is === 'loading') {
    const { ellipsis } = glyphsOf(ascii);
    return waitingText('reading the database', { ...database, now, ellipsis });
  }
  if (database.is === 'failed') return 'no database';
  const { status } = database.value;
  return short ? status.database : `${status.database} (${status.dialect})`;
}

/** Only what was read, what matters most first. */
function databaseWords(state: State): readonly string[] {
  const { here } = glyphsOf(state.ascii);
  const heads = valueOf(state.project.history)?.graph.heads.length ?? 0;
  const headWords = heads < 2 ? [] : [`${heads} heads`];
  const status = valueOf(state.project.database)?.status;
  if (status === undefined) return headWords;
  const at = status.current.map(id => shortId(state, id)).join(' ');
  const { pending, edited, missing, partial } = status;
  return [
    `DB ${here} ${at === '' ? 'nothing' : at}`,
    pending.length === 0 ? 'nothing pending' : `${pending.length} pending`,
    ...counted(partial.length, 'partial'),
    ...counted(missing.length, 'missing'),
    ...counted(edited.length, 'edited'),
    ...headWords,
  ];
}

/** As many of the words as there is room for: the database's name is never cut for them. */
function fitting(words: readonly string[], room: number): string {
  const fit = words.map((_, at) => words.slice(0, at + 1).join('   '));
  return fit.findLast(text => widthOf(text) <= room) ?? '';
}

function counted(count: number, word: string): readonly string[] {
  return count === 0 ? [] : [`${count} ${word}`];
}

function runWord({ end }: RunScreen): string {
  if (end === null) return 'running';
  if (end.error === null) return 'done';
  return end.error.code === 'interrupted' ? 'stopped' : 'failed';
}

function runWords({ now }: State, { fold, startedAt, end, prepared }: RunScreen): string {
  const { revisions } = countDone(fold);
  const elapsed = formatDuration((end?.at ?? now) - startedAt);
  return `${prepared.database.label}   ${revisions} of ${fold.steps.length} done   ${elapsed}`;
}
