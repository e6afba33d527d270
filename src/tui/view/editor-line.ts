import type { Editor } from '../line-editor.ts';
import { splitAtCursor } from '../line-editor.ts';
import type { Line } from '../text/line.ts';
import { span } from '../text/line.ts';
import { graphemesOf, take, widthOf } from '../text/width.ts';
import type { Glyphs } from '../theme.ts';

/** How a field is drawn. */
export interface FieldStyle {
  readonly width: number;
  readonly glyphs: Glyphs;
  /** In front of what is typed. */
  readonly prompt: string;
  /** Stands there as long as nothing is typed. */
  readonly placeholder?: string;
}

/** A line that is being typed, with its cursor; a text that is too long is shown around the cursor. */
export function editorLine(editor: Editor, style: FieldStyle): Line {
  const { width, glyphs, prompt, placeholder = '' } = style;
  const [before, after] = splitAtCursor(editor);
  const room = Math.max(4, width - widthOf(prompt) - 2);
  const left = lastOf(before, Math.max(room - widthOf(after), Math.ceil(room / 2)));
  const right = take(after, room - widthOf(left));
  const hint = editor.text === '' ? placeholder : '';
  return [
    span(prompt, 'strong'),
    span(left),
    { text: glyphs.cursor, role: 'accent' },
    span(right),
    span(hint, 'faint'),
  ];
}

function lastOf(text: string, width: number): string {
  const kept: string[] = [];
  let used = 0;
  for (const grapheme of graphemesOf(text).toReversed()) {
    used += widthOf(grapheme);
    if (used > width) break;
    kept.unshift(grapheme);
  }
  return kept.join('');
}
