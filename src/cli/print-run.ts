import type { RunEvent } from '../runner/events.ts';
import { formatDuration } from './duration.ts';
import { sanitizeLine } from './sanitize.ts';
import type { Style } from './style.ts';
import { ellipsis } from './style.ts';
import type { Titles } from './titles.ts';
import { cut } from './wrap.ts';

/** What telling a run in lines needs. */
export interface RunPrinterOptions {
  readonly titles: Titles;
  readonly style: Style;
  /** Every statement as it starts, with the time of day: for logs, and for `--verbose`. */
  readonly statements: boolean;
  /** The time of day; absent where somebody watches. */
  readonly clock?: () => Date;
}

/** Folds run events to lines: gives what to print for each, often nothing. What went wrong and what came out is said elsewhere. */
export function runPrinter(options: RunPrinterOptions): (event: RunEvent) => string {
  let place = '';
  let waited = -reminder;
  return event => {
    switch (event.event) {
      case 'revision-start':
        place = `${event.index}/${event.count}`;
        return '';
      case 'statement-start':
        return options.statements ? statementLine(event, options) : '';
      case 'revision-end':
        return line(revisionText(event, place, options), options);
      case 'waiting':
        if (event.seconds < waited + reminder) return '';
        waited = event.seconds;
        return line(waitingText(event), options);
      case 'plan':
      case 'statement-end':
      case 'done':
      case 'error':
        break;
    }
    return '';
  };
}

/** Seconds between two lines that say what is waited for. */
const reminder = 10;

type EventOf<K extends RunEvent['event']> = Extract<RunEvent, { event: K }>;

function revisionText(
  event: EventOf<'revision-end'>,
  place: string,
  { titles, style }: RunPrinterOptions,
): string {
  const title = sanitizeLine(titles[event.revision] ?? '');
  const time = formatDuration(event.milliseconds);
  const id = style.paint('id', sanitizeLine(event.revision));
  return `${place}  ${event.direction.padEnd(4)}  ${id}  ${title}  ${time}`;
}

function statementLine(event: EventOf<'statement-start'>, options: RunPrinterOptions): string {
  const head = `${sanitizeLine(event.revision)}  ${event.index}/${event.count}  `;
  const text = event.sql ?? `code: ${event.code ?? ''}`;
  const sql = sanitizeLine(text.replaceAll(/\s+/g, ' '));
  return line(
    head + cut(sql, options.style.width - head.length - 10, ellipsis(options.style)),
    options,
  );
}

function waitingText(event: EventOf<'waiting'>): string {
  const what = awaited[event.for];
  const holder = event.holder === undefined ? '' : ` (${sanitizeLine(event.holder)})`;
  return `waiting for ${what}${holder}, ${Math.round(event.seconds)} s`;
}

const awaited: Readonly<Record<EventOf<'waiting'>['for'], string>> = {
  'run-lock': 'another run of migsh',
  lock: 'a lock',
  code: 'code that sends nothing and does not end (Ctrl-C stops it)',
};

function line(text: string, { clock }: RunPrinterOptions): string {
  const time = clock === undefined ? '' : `${clock().toISOString().slice(11, 19)}  `;
  return `${time}${text}\n`;
}
