import type { LogLine } from '../runner/log.ts';
import { formatDuration } from './duration.ts';
import { sanitize, sanitizeLine } from './sanitize.ts';
import type { Style } from './style.ts';
import { ellipsis } from './style.ts';
import type { Titles } from './titles.ts';
import { cut, wrap } from './wrap.ts';

/** `log`: one row per event, what went wrong below it. With `verbose` the process too. */
export function printLog(
  lines: readonly LogLine[],
  titles: Titles,
  { style, verbose }: { readonly style: Style; readonly verbose: boolean },
): string {
  const columns = {
    what: longest(lines.map(({ what }) => what)),
    revision: longest(lines.map(subject)),
    by: longest(lines.map(line => author(line, verbose))),
  };
  const row = (line: LogLine): string => {
    const time = line.at.replace('T', ' ').replace(/(?:\.\d+)?Z$/, 'Z');
    const lead = [
      style.paint('faint', time),
      line.what.padEnd(columns.what),
      style.paint('id', subject(line).padEnd(columns.revision)),
      author(line, verbose).padEnd(columns.by),
    ].join('  ');
    const used = time.length + columns.what + columns.revision + columns.by + 8;
    const about = cut(describe(line, titles), style.rowWidth - used, ellipsis(style));
    return `${lead}  ${about}`.trimEnd();
  };
  return lines.flatMap(line => [row(line), ...errorLines(line, style)].map(end)).join('');
}

function subject({ revision, what, direction }: LogLine): string {
  if (revision !== null) return sanitizeLine(revision);
  return what === 'started' && direction !== null ? direction : '';
}

function author({ by, host, pid }: LogLine, verbose: boolean): string {
  return sanitizeLine(`${by}@${host}${verbose ? ` pid ${pid}` : ''}`);
}

function describe({ revision, durationMs }: LogLine, titles: Titles): string {
  const time = durationMs === null ? '' : `${formatDuration(durationMs)}  `;
  return time + (revision === null ? '' : (titles[revision] ?? '(its file is gone)'));
}

function errorLines({ error }: LogLine, style: Style): string[] {
  return error === null ? [] : wrap(sanitize(error), { width: style.width, first: '    ' });
}

const end = (line: string): string => `${line}\n`;

function longest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(text => text.length));
}
