import type { Line } from '../text/line.ts';
import { line } from '../text/line.ts';
import { wrapSql } from '../text/wrap.ts';

/** A file's text; lines that are too long go on below, indented. */
export function fileLines(text: string, width: number): readonly Line[] {
  return text
    .trimEnd()
    .split('\n')
    .flatMap(each => {
      const indent = /^ */.exec(each)?.[0] ?? '';
      return wrapSql(each, { width, first: '  ', rest: `    ${indent}` });
    })
    .map(each => line(each, /^ {2,3}(?:\/\*\*|\*)/.test(each) ? 'faint' : undefined));
}
