import type { PreparedPlan } from '../app/plan.ts';
import type { Hazard, HazardLevel } from '../hazard/hazard.ts';
import { levelWords } from '../hazard/hazard.ts';
import type { Step } from '../plan/plan.ts';
import type { Consent } from './confirm.ts';
import { counted } from './print-show.ts';
import { printStatements } from './print-statements.ts';
import { sanitize, sanitizeLine } from './sanitize.ts';
import type { Style } from './style.ts';
import { arrow } from './style.ts';
import { wrap } from './wrap.ts';

/** The preview of `upgrade` and `downgrade`: every statement that will run, its hazards below it, and a summary. */
export function printPlan(
  prepared: PreparedPlan,
  style: Style,
  consent: Pick<Consent, 'allowDataLoss'> = { allowDataLoss: false },
): string {
  const { steps } = prepared.plan;
  const blocks = [
    heading(prepared, style),
    ...steps.map((step, at) => stepLines(prepared, { step, at }, style)),
    ['Summary', ...summary(prepared, style, consent)],
  ];
  return `${blocks.map(lines => lines.join('\n')).join('\n\n')}\n`;
}

/** What stands where a plan has no step. */
export function printNothingToDo(prepared: PreparedPlan, style: Style): string {
  const { direction, database, plan, notes } = prepared;
  // Applied revisions without a file are no place in the graph, but they are applied.
  const here = plan.from.length > 0 ? plan.from : prepared.applied;
  const at = here.length === 0 ? 'nothing is applied' : `current ${here.join(', ')}`;
  const line = `nothing to ${direction === 'up' ? 'apply' : 'take back'} on ${sanitizeLine(database.label)}: ${at}`;
  return `${[...wrap(line, { width: style.width }), ...noteLines(notes, style)].join('\n')}\n`;
}

function heading(prepared: PreparedPlan, style: Style): string[] {
  const { plan, direction, database, notes, isProtected } = prepared;
  const name = direction === 'up' ? 'Upgrade' : 'Downgrade';
  const from = plan.from.join(', ') || 'base';
  const to = plan.to.join(', ') || 'base';
  return [
    `${style.paint('heading', name)}  ${sanitizeLine(database.label)} (${database.dialect} ${database.version})${isProtected ? ', protected' : ''}`,
    ...wrap(`${from} ${arrow(style)} ${to}`, { width: style.width, first: '  ' }),
    `  ${counted(plan.steps.length, 'revision')}, plan ${plan.id}`,
    ...noteLines(notes, style),
  ];
}

function stepLines(
  prepared: PreparedPlan,
  { step, at }: { step: Step; at: number },
  style: Style,
): string[] {
  const place = `${at + 1}/${prepared.plan.steps.length}`;
  const count =
    step.statements.length === 0 ? 'no statement' : counted(step.statements.length, 'statement');
  const first = `${place}  ${step.direction.padEnd(4)}  ${step.revision}  `;
  const title = `${sanitizeLine(prepared.titles[step.revision] ?? '')} (${count})`;
  const [head = '', ...more] = wrap(title, { width: style.width, first });
  return [
    head.replace(step.revision, style.paint('id', step.revision)),
    ...more,
    ...printStatements(step.statements, style),
  ];
}

function summary(
  prepared: PreparedPlan,
  style: Style,
  consent: Pick<Consent, 'allowDataLoss'>,
): string[] {
  const hazards = prepared.plan.steps.flatMap(step =>
    step.statements.flatMap(statement => statement.hazards),
  );
  return [
    ...entry('data loss', lossVerdict(prepared, hazards, consent), style).map(text =>
      text.replace(levelWords.loss, style.paint('loss', levelWords.loss)),
    ),
    ...lossLines(hazards, style),
    ...levels.flatMap(level => levelSummary(level, hazards, style)),
    ...entry('if it fails', failure(prepared), style),
  ];
}

const levels = ['lock', 'slow', 'fail', 'break'] as const satisfies readonly HazardLevel[];

const levelNames = {
  lock: 'locks',
  slow: 'slow',
  fail: 'may fail',
  break: 'may break',
} as const satisfies Record<(typeof levels)[number], string>;

function lossVerdict(
  prepared: PreparedPlan,
  hazards: readonly Hazard[],
  { allowDataLoss }: Pick<Consent, 'allowDataLoss'>,
): string {
  const lost = hazards.filter(({ level }) => level === 'loss').length;
  if (lost === 0) return 'none';
  const open = prepared.losses.length;
  const accepted = lost - open;
  const verdict = [
    ...(open === 0
      ? []
      : [`${open} ${allowDataLoss ? 'accepted by --allow-data-loss' : 'not accepted'}`]),
    ...(accepted <= 0 ? [] : [`${accepted} accepted by the revision`]),
  ].join(', ');
  return `${levelWords.loss} ${verdict}`;
}

function lossLines(hazards: readonly Hazard[], style: Style): string[] {
  return hazards
    .filter(({ level }) => level === 'loss')
    .flatMap(({ message }) => entry('', sanitize(message), style));
}

function levelSummary(
  level: (typeof levels)[number],
  hazards: readonly Hazard[],
  style: Style,
): string[] {
  const found = hazards.filter(hazard => hazard.level === level);
  const always = level === 'lock' || level === 'slow';
  if (found.length === 0) return always ? entry(levelNames[level], 'none', style) : [];
  const tables = [...new Set(found.flatMap(hazard => hazard.tables ?? []))];
  const where = tables.length === 0 ? '' : ` (${tables.map(sanitizeLine).join(', ')})`;
  return entry(levelNames[level], `${found.length}${where}`, style);
}

function failure({ plan }: PreparedPlan): string {
  const cut = plan.steps.filter(step => !step.transactional);
  const one = plan.steps.length === 1;
  const whole = one
    ? 'nothing is changed: it runs in one transaction'
    : 'the revision that fails is rolled back, those before it stay applied; run again to go on';
  if (cut.length === 0) return whole;
  const ids = cut.map(step => step.revision).join(', ');
  return `${ids} cannot run in one transaction: what is done of it stays; run again to go on`;
}

function noteLines(notes: readonly string[], style: Style): string[] {
  return notes.flatMap(note =>
    wrap(sanitize(note), { width: style.width, first: '  note: ', rest: '        ' }),
  );
}

function entry(name: string, text: string, style: Style): string[] {
  return wrap(text, { width: style.width, first: `  ${name.padEnd(13)}`, rest: ' '.repeat(15) });
}
