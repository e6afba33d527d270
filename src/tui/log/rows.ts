import type { LogLine } from '../../runner/log.ts';
import { revisionOf, shortId } from '../history/rows.ts';
import type { State } from '../state.ts';
import { formatDuration } from '../text/duration.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { waitingText } from '../text/spinner.ts';
import { cut, padEnd, widthOf } from '../text/width.ts';
import { wrap } from '../text/wrap.ts';
import { glyphsOf } from '../theme.ts';
import { errorLines } from '../view/error-lines.ts';
import type { LogScreen } from './state.ts';

/** One line an event: when, what, which revision, by whom; what went wrong below it. */
export function logLines(state: State, { log }: LogScreen, width: number): readonly Line[] {
  if (log.is === 'failed') return [[], ...errorLines(log.error, width)];
  if (log.is === 'loading') {
    const { ellipsis } = glyphsOf(state.ascii);
    return [line(`  ${waitingText('reading the log', { ...log, now: state.now, ellipsis })}`)];
  }
  if (log.value.length === 0) return [[], line('  Nothing was ever run here.')];
  const what = Math.max(...log.value.map(each => widthOf(each.what)));
  return log.value.flatMap(each => eventLines(state, each, { what, width }));
}

function eventLines(
  state: State,
  event: LogLine,
  { what, width }: { readonly what: number; readonly width: number },
): readonly Line[] {
  const { ellipsis } = glyphsOf(state.ascii);
  const time = event.at.replace('T', ' ').replace(/(?:\.\d+)?Z$/, 'Z');
  const subject =
    event.revision === null ? (event.direction ?? '') : shortId(state, event.revision);
  const lead = `  ${time}  ${padEnd(event.what, what)}  `;
  const rest = cut(aboutOf(state, event), width - widthOf(lead) - 11, ellipsis);
  return [
    [
      span(`  ${time}`, 'faint'),
      span(`  ${padEnd(event.what, what)}  `),
      span(padEnd(subject, 8), 'key'),
      span(`  ${rest}`),
    ],
    ...(event.error === null
      ? []
      : wrap(event.error, { width: width - 2, first: '    ' }).map(text => line(text, 'error'))),
  ];
}

/** `mara@build   12 ms   audit: events` */
function aboutOf(state: State, { revision, durationMs, by, host }: LogLine): string {
  const title = revision === null ? undefined : revisionOf(state, revision)?.message.split('\n')[0];
  const time = durationMs === null ? undefined : formatDuration(durationMs);
  return [`${by}@${host}`, time, title].filter(part => part !== undefined).join('   ');
}
