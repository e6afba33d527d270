import type { Invocation } from './parse.ts';
import { isOn, textOf } from './parse.ts';
import { usage } from './usage.ts';

/** How findings are written: for people, as a document, or as the annotations that GitHub shows beside lines. */
export type FindingFormat = 'text' | 'json' | 'github';

/** `--format`; `--json` is `--format json`. */
export function readFormat(invocation: Invocation): FindingFormat {
  const format = textOf(invocation, 'format');
  if (format === undefined) return isOn(invocation, 'json') ? 'json' : 'text';
  if (!isFormat(format)) {
    throw usage(`there is no format ${format}`, `--format ${formats.join(', --format ')}`);
  }
  if (isOn(invocation, 'json') && format !== 'json') {
    throw usage(`--json and --format ${format} want two different things`, 'leave one of them out');
  }
  return format;
}

const formats = ['text', 'json', 'github'] as const satisfies readonly FindingFormat[];

function isFormat(name: string): name is FindingFormat {
  return formats.some(format => format === name);
}
