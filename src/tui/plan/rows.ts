import type { PreparedPlan } from '../../app/plan.ts';
import type { Hazard } from '../../hazard/hazard.ts';
import { levelWords } from '../../hazard/hazard.ts';
import type { Step } from '../../plan/plan.ts';
import { shortId } from '../history/rows.ts';
import { panesOf, twoPanes } from '../layout.ts';
import { hazardWords, statementLines } from '../sql/statement-lines.ts';
import type { State } from '../state.ts';
import { valueOf } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { cut, padEnd } from '../text/width.ts';
import { wrap } from '../text/wrap.ts';
import { glyphsOf } from '../theme.ts';
import type { PlanScreen } from './state.ts';

/** One line a revision, in the order in which they run. */
export function stepLines(state: State, prepared: PreparedPlan, width: number): readonly Line[] {
  const { steps } = prepared.plan;
  if (steps.length === 0) return [line(`  ${nothingToDo(prepared)}`)];
  const { applied, pending, ellipsis } = glyphsOf(state.ascii);
  const digits = String(steps.length).length;
  const ids = Math.max(...steps.map(step => shortId(state, step.revision).length));
  const title = width - digits - ids - 35;
  return steps.map((step, at) => {
    const glyph = step.direction === 'up' ? pending : applied;
    const text = cut(prepared.titles[step.revision] ?? '', title, ellipsis);
    const place: Line = [
      span(` ${String(at + 1).padStart(digits)}  ${glyph} `),
      span(shortId(state, step.revision).padEnd(ids), 'key'),
      span(`  ${padEnd(text, title)}`),
      span(`  ${statementCount(step.statements.length, 'stmt')}`.padEnd(12)),
    ];
    return place.concat(wordsOf(hazardsOf(step)));
  });
}

/** `nothing is pending on shop@localhost: current 4c1e7d22` */
function nothingToDo({ direction, database, plan }: PreparedPlan): string {
  const at = plan.from.length === 0 ? 'nothing is applied' : `current ${plan.from.join(', ')}`;
  return `nothing to ${direction === 'up' ? 'apply' : 'take back'} on ${database.label}: ${at}`;
}

/** The SQL of the selected revision, with its hazards. */
export function sqlLines(state: State, screen: PlanScreen, columns: number): readonly Line[] {
  const step = selectedStep(screen);
  if (step === undefined) return [];
  if (step.statements.length === 0) return [line('  no statement: it only moves the history on')];
  const width = columns >= twoPanes ? panesOf(columns)[0] : columns;
  const style = { width, glyphs: glyphsOf(state.ascii), marked: -1 };
  return statementLines(step.statements, style).lines;
}

/** The revision of the plan that is selected. */
export function selectedStep(screen: PlanScreen): Step | undefined {
  return valueOf(screen.prepared)?.plan.steps[screen.selection.selected];
}

/** Everything that the plan warns of, for the right pane. */
export function hazardPane(state: State, prepared: PreparedPlan, width: number): readonly Line[] {
  const lines: Line[] = [];
  for (const step of prepared.plan.steps) {
    for (const [at, { hazards }] of step.statements.entries()) {
      const place = `  ${shortId(state, step.revision)}  stmt ${String(at + 1).padEnd(4)}`;
      for (const { level, message } of hazards) {
        lines.push([span(place, 'faint'), span(levelWords[level], level)]);
        lines.push(...wrap(message, { width, first: '    ' }).map(text => line(text)));
      }
    }
  }
  return lines.length === 0 ? [line('  none')] : lines;
}

/** What the whole plan loses, locks and takes, and what happens if it fails. */
export function summaryLines(prepared: PreparedPlan, width: number): readonly Line[] {
  const all = prepared.plan.steps.flatMap(hazardsOf);
  const entry = (name: string, text: string): readonly Line[] =>
    wrap(text, { width, first: `  ${name.padEnd(13)}` }).map(each => line(each));
  return [
    ...lossLines(prepared, all, width),
    ...prepared.notes.flatMap(note => entry('note', note)),
    ...(['lock', 'slow', 'fail', 'break'] as const).flatMap(level => {
      const found = all.filter(hazard => hazard.level === level);
      const always = level === 'lock' || level === 'slow';
      if (found.length === 0) return always ? entry(levelNames[level], 'none') : [];
      const tables = [...new Set(found.flatMap(hazard => hazard.tables ?? []))].join(', ');
      return entry(levelNames[level], `${found.length}${tables === '' ? '' : `   ${tables}`}`);
    }),
    ...entry('if it fails', failure(prepared)),
  ];
}

/** `Apply 3 revisions to shop@localhost?` */
export function question({ direction, plan, database }: PreparedPlan): string {
  const count = plan.steps.length;
  const what = `${count} ${count === 1 ? 'revision' : 'revisions'}`;
  const verb = direction === 'up' ? `Apply ${what} to` : `Take ${what} back on`;
  return `${verb} ${database.label}?`;
}

/** `4c1e7d22 → 9f31c0ab, 77aa02de` */
export function fromTo(state: State, { plan }: PreparedPlan): string {
  // Where the other branches stand does not change.
  const spell = (ids: readonly string[], others: readonly string[]): string =>
    ids
      .filter(id => !others.includes(id))
      .map(id => shortId(state, id))
      .join(', ') || 'base';
  const { from, to } = plan;
  if (plan.steps.length === 0) return spell(from, []);
  return `${spell(from, to)} ${glyphsOf(state.ascii).arrow} ${spell(to, from)}`;
}

/** All hazards of a revision's statements. */
function hazardsOf(step: Step): readonly Hazard[] {
  return step.statements.flatMap(statement => statement.hazards);
}

/** `3 stmts` */
function statementCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const levelNames = { lock: 'locks', slow: 'slow', fail: 'may fail', break: 'may break' } as const;

function wordsOf(hazards: readonly Hazard[]): Line {
  const words = hazardWords(hazards);
  if (words.length === 0) return [span('no hazards', 'faint')];
  return words.flatMap(([word, level]) => [span(word, level), span(' ')]);
}

function lossLines(prepared: PreparedPlan, all: readonly Hazard[], width: number): readonly Line[] {
  const lost = all.filter(({ level }) => level === 'loss');
  if (lost.length === 0) return [line('  data loss    none')];
  const open = prepared.losses.length;
  const accepted = lost.length - open;
  const verdict = [
    ...(open === 0 ? [] : [`${open} not accepted`]),
    ...(accepted <= 0 ? [] : [`${accepted} accepted by the revision`]),
  ].join(', ');
  return [
    [span('  data loss    '), span('LOSS', 'loss'), span(` ${verdict}`)],
    ...lost.flatMap(({ message }) =>
      wrap(message, { width, first: ' '.repeat(15) }).map(each => line(each)),
    ),
  ];
}

function failure({ plan }: PreparedPlan): string {
  const split = plan.steps.find(step => !step.transactional);
  if (split !== undefined) {
    return `${split.revision} cannot run in one transaction: what is done of it stays; run again to go on`;
  }
  return plan.steps.length === 1
    ? 'nothing is changed: it runs in one transaction'
    : 'that revision is rolled back, those before it stay applied; run again to go on';
}
