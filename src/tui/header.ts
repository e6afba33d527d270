import { shortId } from './history/rows.ts';
import { listingTitles } from './palette/listing-lines.ts';
import { fromTo } from './plan/rows.ts';
import { placeOf } from './revision/rows.ts';
import { countDone } from './run/fold.ts';
import type { RunScreen } from './run/state.ts';
import type { Screen, ScreenKind, ScreenOf, State } from './state.ts';
import { topScreen, valueOf } from './state.ts';
import { formatDuration } from './text/duration.ts';
import type { Line } from './text/line.ts';
import { span, spread } from './text/line.ts';
import { glyphsOf } from './theme.ts';
import { stepTitles } from './wizard/rows.ts';

/** The first line: where one is, and on which database. */
export function headerLine(state: State, width: number): Line {
  const { ellipsis } = glyphsOf(state.ascii);
  const screen = topScreen(state);
  const [left, right] = partsOf(state, screen);
  return spread(left, [...right, span(' ')], { width, ellipsis });
}

type Parts = readonly [left: Line, right: Line];

type ForEachScreen = {
  readonly [Kind in ScreenKind]: (state: State, screen: ScreenOf<Kind>) => Parts;
};

const parts: ForEachScreen = {
  history: state => [
    [span(' migsh', 'strong'), span(`  ${databaseName(state)}`)],
    [span(databaseWords(state))],
  ],
  revision: (state, screen) => {
    const title = valueOf(state.project.history)?.byId.get(screen.id)?.message.split('\n')[0] ?? '';
    const names = ['History', `${shortId(state, screen.id)}  ${title}`];
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
  wizard: (state, screen) => [
    crumbs(state, ['Autogenerate']),
    stepTitles(screen).flatMap(([title, now]) => [
      span('  '),
      now ? span(title, 'strong') : span(title, 'faint'),
    ]),
  ],
  note: state => [crumbs(state, ['New revision']), [span(databaseName(state))]],
  listing: (state, { listing }) => [
    crumbs(state, [listingTitles[listing]]),
    [span(databaseName(state))],
  ],
};

const planTitles = { up: 'Upgrade', down: 'Downgrade' } as const;

function partsOf(state: State, screen: Screen): Parts {
  return partsAs(screen.kind, state, screen);
}

function partsAs<Kind extends ScreenKind>(kind: Kind, state: State, screen: ScreenOf<Kind>): Parts {
  return parts[kind](state, screen);
}

function crumbs(state: State, names: readonly string[]): Line {
  const { crumb } = glyphsOf(state.ascii);
  return [
    span(' migsh', 'strong'),
    ...names.flatMap(name => [span(` ${crumb} `, 'faint'), span(name)]),
  ];
}

function databaseName({ project }: State): string {
  const { database } = project;
  if (database.is === 'loading') return '';
  if (database.is === 'failed') return 'no database';
  return `${database.value.status.database} (${database.value.status.dialect})`;
}

/** Only what was read. */
function databaseWords(state: State): string {
  const { here } = glyphsOf(state.ascii);
  const heads = valueOf(state.project.history)?.graph.heads.length;
  const headWords = heads === undefined || heads < 2 ? [] : [`${heads} heads`];
  const status = valueOf(state.project.database)?.status;
  if (status === undefined) return headWords.join('');
  const at = status.current.map(id => shortId(state, id)).join(' ');
  const { pending, edited, missing, partial } = status;
  return [
    `DB ${here} ${at === '' ? 'nothing' : at}`,
    pending.length === 0 ? 'nothing pending' : `${pending.length} pending`,
    ...headWords,
    ...counted(edited.length, 'edited'),
    ...counted(missing.length, 'missing'),
    ...counted(partial.length, 'partial'),
  ].join('   ');
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
