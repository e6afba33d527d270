import type { ReactNode } from 'react';

import type { Binding } from '../binding.ts';
import type { State } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { cut, padEnd } from '../text/width.ts';
import type { Canvas } from '../view/canvas.ts';
import { editorLine } from '../view/editor-line.ts';
import { marked } from '../view/marked.ts';
import { rule } from '../view/rule.ts';
import { Section } from '../view/section.tsx';
import type { HelpLine } from './lines.ts';
import type { HelpOverlay } from './state.ts';
import { openLines } from './update.ts';

interface HelpViewProps {
  readonly state: State;
  readonly overlay: HelpOverlay;
  readonly canvas: Canvas;
  readonly keymap: readonly Binding[];
}

/** The keys that mean something where the help was opened; those that do nothing now say why. */
export function HelpView({ state, overlay, canvas, keymap }: HelpViewProps): ReactNode {
  const { columns, body } = canvas.layout;
  const above = rule(line('Keys', 'strong'), {
    width: columns,
    glyphs: canvas.glyphs,
    right: line('type to filter   enter runs the line'),
  });
  const field = editorLine(overlay.editor, {
    width: columns,
    glyphs: canvas.glyphs,
    prompt: '  > ',
  });
  const found = openLines(keymap, state);
  const chosen = found[overlay.selection.selected];
  // The row of the line may be too narrow for what it says.
  const whole = line(chosen === undefined ? '' : `    ${chosen.off ?? chosen.help}`, 'faint');
  const list = withHeadings(found, overlay.selection.selected, canvas);
  const at = list.findIndex(({ selected }) => selected);
  const height = body - 3;
  const top = Math.max(0, Math.min(at - Math.floor(height / 2), list.length - height));
  const shown = list.slice(top, top + height).map(each => each.line);
  const lines = shown.length > 0 ? shown : [line('  no key has these words')];
  return (
    <Section rule={above} lines={[field, whole, ...lines]} width={columns} height={body - 1} />
  );
}

interface Entry {
  readonly line: Line;
  readonly selected: boolean;
}

const headings = { here: 'HERE', move: 'MOVE', everywhere: 'EVERYWHERE' } as const;

function withHeadings(
  lines: readonly HelpLine[],
  selected: number,
  canvas: Canvas,
): readonly Entry[] {
  return lines.flatMap((each, at) => {
    const entry = { line: helpLine(each, at === selected, canvas), selected: at === selected };
    if (lines[at - 1]?.group === each.group) return [entry];
    const heading = { line: line(`  ${headings[each.group]}`, 'strong'), selected: false };
    return [heading, entry];
  });
}

function helpLine(each: HelpLine, selected: boolean, { layout, glyphs }: Canvas): Line {
  const { columns } = layout;
  const keys = padEnd(cut(each.spelling, 13, glyphs.ellipsis), 13);
  const title = padEnd(cut(each.title, 17, glyphs.ellipsis), 17);
  const text = each.off === null ? each.help : `off: ${each.off}`;
  return marked(
    [
      span(`  ${keys}  `, 'key'),
      span(`${title}  `),
      span(cut(text, columns - 38, glyphs.ellipsis), 'faint'),
    ],
    { selected, width: columns, ascii: glyphs.ascii },
  );
}
