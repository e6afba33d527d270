import type { ShowShape, StatementShape } from '../../app/shapes.ts';
import { graphWords, stateOf } from '../history/rows.ts';
import { panesOf, twoPanes } from '../layout.ts';
import type { Size } from '../layout.ts';
import { fileLines } from '../sql/file-lines.ts';
import type { StatementLines } from '../sql/statement-lines.ts';
import { hazardWords, statementLines } from '../sql/statement-lines.ts';
import type { State } from '../state.ts';
import { valueOf } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';
import { glyphsOf } from '../theme.ts';
import { facts } from './facts.ts';
import type { RevisionScreen, Tab } from './state.ts';

/** The lines of the open tab, in the width of its pane. */
export function tabLines(state: State, screen: RevisionScreen): StatementLines {
  const shape = shownShape(state, screen);
  return shape === undefined ? empty : tabContents[screen.tab](state, screen, shape);
}

type TabContent = (state: State, screen: RevisionScreen, shape: ShowShape) => StatementLines;

const tabContents: Readonly<Record<Tab, TabContent>> = {
  up: (state, screen, { up }) =>
    statements(state, screen, { list: up, nothing: 'up() does nothing' }),
  down: (state, screen, { down, irreversible }) =>
    irreversible === null
      ? statements(state, screen, { list: down, nothing: 'down() does nothing' })
      : plain(wrap(`irreversible: ${irreversible}`, { width: mainWidth(state.size), first: '  ' })),
  file: ({ size }, _, { text }) => ({ lines: fileLines(text, mainWidth(size)), hazards: [] }),
  info: (state, _, shape) => ({
    lines: infoLines(state, shape, mainWidth(state.size)),
    hazards: [],
  }),
};

/** What stands in the right pane: where the revision stands, and what its SQL warns of. */
export function infoLines(state: State, shape: ShowShape, width: number): readonly Line[] {
  return [
    ...facts(state, shape, width),
    [],
    ...directionLines('up', shape.up),
    ...(shape.irreversible === null
      ? directionLines('down', shape.down)
      : [line('  down     irreversible')]),
  ];
}

/** The revision as it was compiled. */
export function shownShape(state: State, { id }: RevisionScreen): ShowShape | undefined {
  return valueOf(state.project.shown[id]);
}

/** Columns of the pane with the tabs. */
function mainWidth({ columns }: Size): number {
  return columns >= twoPanes ? panesOf(columns)[0] : columns;
}

/** `pending   head audit`, what the header says of a revision. */
export function placeOf(state: State, shape: { readonly id: string }): string {
  const words = graphWords(state, shape.id).join(' ');
  return [stateOf(state, shape.id) ?? '', words].filter(each => each !== '').join('   ');
}

/** Tabs with their digits, the open one in brackets. */
export function tabBar(screen: RevisionScreen, shape: ShowShape | undefined): Line {
  return tabTitles.flatMap(([tab, title], at) => {
    const text = `${at + 1} ${title}`;
    const count = shape === undefined ? '' : hazardMark(tab, shape);
    return tab === screen.tab
      ? [span(` [${text}${count}]`, 'strong')]
      : [span(`  ${text}${count} `)];
  });
}

const tabTitles: readonly (readonly [Tab, string])[] = [
  ['up', 'Up SQL'],
  ['down', 'Down SQL'],
  ['file', 'File'],
  ['info', 'Info'],
];

const empty: StatementLines = { lines: [], hazards: [] };

function plain(texts: readonly string[]): StatementLines {
  return { lines: texts.map(text => line(text)), hazards: [] };
}

function statements(
  state: State,
  screen: RevisionScreen,
  { list, nothing }: { list: readonly StatementShape[]; nothing: string },
): StatementLines {
  if (list.length === 0) return plain([`  ${nothing}`]);
  return statementLines(list, {
    width: mainWidth(state.size),
    glyphs: glyphsOf(state.ascii),
    marked: screen.hazard,
  });
}

function hazardMark(tab: Tab, shape: ShowShape): string {
  if (tab !== 'up' && tab !== 'down') return '';
  const levels = shape[tab].flatMap(({ hazards }) => hazards);
  return levels.length === 0 ? '' : ` !${levels.length}`;
}

function directionLines(name: string, list: readonly StatementShape[]): readonly Line[] {
  const count = `${list.length} ${list.length === 1 ? 'statement' : 'statements'}`;
  const words = hazardWords(list.flatMap(({ hazards }) => hazards));
  return [
    [
      span(`  ${name.padEnd(9)}`, 'faint'),
      span(`${count}   `),
      ...(words.length === 0
        ? [span('no hazards')]
        : words.flatMap(([word, level]) => [span(word, level), span(' ')])),
    ],
  ];
}
