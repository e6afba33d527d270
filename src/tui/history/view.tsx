import type { ReactNode } from 'react';

import type { Size } from '../layout.ts';
import { select } from '../scroll.ts';
import type { State } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line } from '../text/line.ts';
import type { Canvas } from '../view/canvas.ts';
import { Panes } from '../view/panes.tsx';
import { Rows } from '../view/rows.tsx';
import { rule } from '../view/rule.ts';
import { Section } from '../view/section.tsx';
import { listPage } from './list-lines.ts';
import { longPreview, shortPreview } from './preview-lines.ts';
import type { HistoryScreen } from './state.ts';
import { emptyLines, listTitle, position, previewTitle } from './titles.ts';

interface HistoryViewProps {
  readonly state: State;
  readonly screen: HistoryScreen;
  readonly canvas: Canvas;
}

/** Every revision as a graph, and what is known of the selected one beside or below it. */
export function HistoryView({ state, screen, canvas }: HistoryViewProps): ReactNode {
  const { layout, glyphs } = canvas;
  const { columns } = layout;
  const arrangement = screen.preview ? layout.arrangement : 'alone';
  const size = arrangement === 'alone' ? { columns, rows: layout.body - 1 } : layout.list;
  const list = listOf(state, screen, size);
  const row = screen.rows[screen.selection.selected];
  const name = line(row === undefined ? '' : previewTitle(state, row));
  const frame = { width: columns, glyphs };
  const right = line(list.position);
  if (arrangement === 'beside') {
    const joint = { column: size.columns, tee: 'down' as const, title: name };
    return (
      <>
        <Rows lines={[rule(list.title, { ...frame, right, joint })]} width={columns} height={1} />
        <Panes
          left={list.lines}
          right={longPreview(state, row, layout.preview)}
          widths={[size.columns, layout.preview.columns]}
          height={size.rows}
          glyphs={glyphs}
        />
      </>
    );
  }
  const title = rule(list.title, { ...frame, right });
  const section = <Section rule={title} lines={list.lines} width={columns} height={size.rows} />;
  if (arrangement === 'alone') return section;
  return (
    <>
      {section}
      <Section
        rule={rule(name, { ...frame, right: line('p hides') })}
        lines={shortPreview(state, row, layout.preview)}
        width={columns}
        height={layout.preview.rows}
      />
    </>
  );
}

interface DrawnList {
  readonly lines: readonly Line[];
  readonly title: Line;
  readonly position: string;
}

function listOf(state: State, screen: HistoryScreen, size: Size): DrawnList {
  const extent = { count: screen.rows.length, height: size.rows };
  const { top } = select(screen.selection, screen.selection.selected, extent);
  const { lines, hiddenLanes } = listPage(state, screen, { top, size });
  return {
    lines: lines.length > 0 ? lines : emptyLines(state, screen, size.columns),
    title: listTitle(state, screen),
    position: position(state, screen, { top, ...extent, hidden: hiddenLanes }),
  };
}
