import { shortId } from '../history/rows.ts';
import { preparedCommand } from '../plan/command.ts';
import type { State } from '../state.ts';
import { formatDuration } from '../text/duration.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { cut, padEnd, padStart } from '../text/width.ts';
import { wrap, wrapSql } from '../text/wrap.ts';
import { glyphsOf } from '../theme.ts';
import { errorLines } from '../view/error-lines.ts';
import type { StepProgress } from './fold.ts';
import { countDone } from './fold.ts';
import type { RunEnd, RunScreen } from './state.ts';

/** One line a revision, and below the one that runs the statement it is at. */
export function progressLines(state: State, screen: RunScreen, width: number): readonly Line[] {
  return screen.fold.steps.flatMap(step => [
    stepLine(state, screen, { step, width }),
    ...(step.sql === null ? [] : statementLines(step.sql, width)),
  ]);
}

/** What the run waits for, or what it was told to do. */
export function waitingLines({ fold, stopping }: RunScreen, width: number): readonly Line[] {
  if (stopping !== null) {
    const how =
      stopping === 'now'
        ? 'the statement is cancelled, its revision is rolled back'
        : 'after the revision that runs';
    return [line(`  stopping: ${how}`, 'strong')];
  }
  const { waiting } = fold;
  if (waiting === null) return [];
  const what = awaited[waiting.for];
  const holder = waiting.holder === undefined ? '' : `, held by ${waiting.holder}`;
  const text = `waiting for ${what}${holder}   ${Math.round(waiting.seconds)} s`;
  return wrap(text, { width: width - 2, first: '  ' }).map(each => line(each, 'strong'));
}

const awaited = {
  'run-lock': 'another run to end',
  lock: 'a lock',
  code: 'code that sends nothing and does not end',
} as const;

/** The log's last lines. */
export function logLines(state: State, { fold }: RunScreen, height: number): readonly Line[] {
  const shown = height > 0 ? fold.log.slice(-height) : [];
  return shown.map(({ at, revision, text, milliseconds }) => [
    span(`  ${clock(state.startedAt + at)}`, 'faint'),
    span(revision === undefined ? '' : `  ${shortId(state, revision)}`, 'key'),
    span(`  ${text}`),
    span(milliseconds === undefined ? '' : `   ${formatDuration(milliseconds)}`, 'faint'),
  ]);
}

/** How it ended: what is applied now, and on failure why, and what to type next. */
export function resultLines(
  state: State,
  screen: RunScreen,
  { end, width }: { readonly end: RunEnd; readonly width: number },
): readonly Line[] {
  const { prepared, fold } = screen;
  const { revisions } = countDone(fold);
  const verb = prepared.direction === 'up' ? 'applied' : 'taken back';
  const took = formatDuration(end.at - screen.startedAt);
  const count = `${revisions} ${revisions === 1 ? 'revision' : 'revisions'} ${verb}`;
  const now = end.current === null ? [] : currentLines(state, end.current, width);
  if (end.error === null) {
    return [[], line(`  ${count} in ${took}`, 'strong'), ...now];
  }
  return [
    [],
    ...errorLines(end.error, width),
    [],
    line(`  ${count} before that; the rest is as it was`, 'strong'),
    ...now,
    line(`  then: migsh ${preparedCommand(state, prepared)}`),
  ];
}

/** `14:31:02` in the time of this machine. */
function clock(milliseconds: number): string {
  return new Date(milliseconds).toTimeString().slice(0, 8);
}

function stepLine(
  state: State,
  screen: RunScreen,
  { step, width }: { readonly step: StepProgress; readonly width: number },
): Line {
  const { done, running, waiting, failed, ellipsis } = glyphsOf(state.ascii);
  const mark = { done, running, waiting, failed }[step.state];
  const id = shortId(state, step.revision);
  const room = width - id.length - 30;
  const title = padEnd(cut(screen.prepared.titles[step.revision] ?? '', room, ellipsis), room);
  const elapsed =
    step.milliseconds ?? (step.startedAt === null ? null : state.now - step.startedAt);
  const time = elapsed === null || step.state === 'failed' ? '' : formatDuration(elapsed);
  return [
    span(`  ${mark} `, step.state === 'failed' ? 'error' : 'strong'),
    span(id, 'key'),
    span(`  ${title}  ${padStart(`${step.done}/${step.statements}`, 7)}  ${padStart(time, 9)}`),
  ];
}

function statementLines(sql: string, width: number): readonly Line[] {
  const indent = ' '.repeat(6);
  const lines = wrapSql(sql, { width: width - 2, first: indent, rest: `${indent}  ` });
  return lines.slice(0, 4).map(text => line(text, 'faint'));
}

function currentLines(state: State, current: readonly string[], width: number): readonly Line[] {
  const { here } = glyphsOf(state.ascii);
  if (current.length === 0) return [line(`  ${here} nothing is applied now`)];
  const words = `now at ${current.map(id => shortId(state, id)).join(', ')}`;
  return wrap(words, { width: width - 2, first: `  ${here} ` }).map(text => line(text));
}
