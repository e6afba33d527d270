import type { ErrorShape } from '../../runner/events.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';

/** An error as people read it: what is wrong, what to type next, and its code. */
export function errorLines({ message, hint, code }: ErrorShape, width: number): readonly Line[] {
  const [title = '', ...more] = hidePasswords(message).split('\n');
  const [first = '', ...rest] = wrap(title, { width: width - 2, first: '  ' });
  return [
    [span(first, 'error')],
    ...rest.map(text => line(text, 'error')),
    // What follows the first line is a piece of a file with its caret: wrapped, it would point elsewhere.
    ...more.map(text => line(`  ${text}`)),
    ...(hint === undefined
      ? []
      : [
          [],
          ...wrap(hidePasswords(hint), { width: width - 2, first: '  ' }).map(text => line(text)),
        ]),
    [],
    line(`  [${code}]`, 'faint'),
  ];
}

/** A password in a URL (`postgresql://user:secret@host`) is not for screens. */
function hidePasswords(text: string): string {
  return text.replaceAll(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@]+@/gi, '$1:***@');
}
