import type { ReactNode } from 'react';

import { shortId } from '../history/rows.ts';
import type { State } from '../state.ts';
import { valueOf } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { cut } from '../text/width.ts';
import type { Canvas } from '../view/canvas.ts';
import { editorLine } from '../view/editor-line.ts';
import { marked } from '../view/marked.ts';
import { rule } from '../view/rule.ts';
import { Section } from '../view/section.tsx';
import { writtenLines } from '../wizard/written-lines.ts';
import type { NoteScreen } from './state.ts';

interface NoteViewProps {
  readonly state: State;
  readonly screen: NoteScreen;
  readonly canvas: Canvas;
}

/** A new empty revision: its head, its message, the file. */
export function NoteView({ state, screen, canvas }: NoteViewProps): ReactNode {
  const { columns, body } = canvas.layout;
  const title = screen.phase === 'written' ? 'Written' : 'New revision';
  const above = rule(line(title, 'strong'), { width: columns, glyphs: canvas.glyphs });
  return (
    <Section
      rule={above}
      lines={linesOf({ state, screen, canvas })}
      width={columns}
      height={body - 1}
    />
  );
}

function linesOf({ state, screen, canvas }: NoteViewProps): readonly Line[] {
  if (screen.phase === 'written') return writtenLines(state, screen.result);
  if (screen.phase === 'head') return headLines(state, screen, canvas);
  const head = screen.heads.length > 1 ? screen.heads[screen.selected] : screen.heads[0];
  const on = screen.request.head ?? head;
  return [
    [],
    line(`  on  ${on === undefined ? 'nothing: the first revision' : describe(state, on, canvas)}`),
    [],
    line('  What does the revision do? The first line is its title and names the file.'),
    [],
    editorLine(screen.message, {
      width: canvas.layout.columns,
      glyphs: canvas.glyphs,
      prompt: '  > ',
      placeholder: ' such as: orders: fill in the totals',
    }),
    [],
    ...(screen.phase === 'writing' ? [line('  writing')] : []),
  ];
}

function headLines(state: State, screen: NoteScreen, canvas: Canvas): readonly Line[] {
  const { columns } = canvas.layout;
  return [
    [],
    line(`  There are ${screen.heads.length} heads. On which one does the new revision stand?`),
    [],
    ...screen.heads.map((id, at) =>
      marked([span(` ${at + 1}  ${describe(state, id, canvas)}`)], {
        selected: at === screen.selected,
        width: columns,
        ascii: state.ascii,
      }),
    ),
  ];
}

function describe(state: State, id: string, { layout, glyphs }: Canvas): string {
  const history = valueOf(state.project.history);
  const title = history?.byId.get(id)?.message.split('\n')[0] ?? '';
  const labels = history?.graph.labels(id) ?? [];
  const names = labels.length === 0 ? '' : `  (${labels.join(', ')})`;
  return cut(`${shortId(state, id)}  ${title}${names}`, layout.columns - 8, glyphs.ellipsis);
}
