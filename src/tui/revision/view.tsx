import type { ReactNode } from 'react';

import { revisionOf } from '../history/rows.ts';
import { panesOf, twoPanes } from '../layout.ts';
import type { State } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line } from '../text/line.ts';
import { waitingText } from '../text/spinner.ts';
import { glyphsOf } from '../theme.ts';
import type { Canvas } from '../view/canvas.ts';
import { errorLines } from '../view/error-lines.ts';
import { Panes } from '../view/panes.tsx';
import { Rows } from '../view/rows.tsx';
import { rule } from '../view/rule.ts';
import { Section } from '../view/section.tsx';
import { infoLines, shownShape, tabBar, tabLines } from './rows.ts';
import type { RevisionScreen } from './state.ts';

interface RevisionViewProps {
  readonly state: State;
  readonly screen: RevisionScreen;
  readonly canvas: Canvas;
}

/** One revision: tabs with its SQL, its file and its place; on a wide screen the place stands beside them. */
export function RevisionView({ state, screen, canvas }: RevisionViewProps): ReactNode {
  const { layout, glyphs } = canvas;
  const { columns, body } = layout;
  const height = body - 3;
  const { lines, position } = content(state, screen, { height, width: columns });
  const shape = shownShape(state, screen);
  const bar = tabBar(screen, shape);
  const message = revisionOf(state, screen.id)?.message ?? '';
  const title = line(message.split('\n')[0] ?? '', 'strong');
  if (columns < twoPanes || shape === undefined) {
    const above = rule(title, { width: columns, glyphs, right: line(position) });
    return <Section rule={above} lines={[bar, [], ...lines]} width={columns} height={body - 1} />;
  }
  const widths = panesOf(columns);
  const joint = { column: widths[0], tee: 'down' as const, title: line('Info', 'strong') };
  const above = rule(title, { width: columns, glyphs, right: line(position), joint });
  return (
    <>
      <Rows lines={[above]} width={columns} height={1} />
      <Panes
        left={[bar, [], ...lines]}
        right={infoLines(state, shape, widths[1])}
        widths={widths}
        height={body - 1}
        glyphs={glyphs}
      />
    </>
  );
}

interface Content {
  readonly lines: readonly Line[];
  readonly position: string;
}

function content(
  state: State,
  screen: RevisionScreen,
  { height, width }: { readonly height: number; readonly width: number },
): Content {
  const shown = state.project.shown[screen.id];
  if (shown?.is === 'failed') return { lines: errorLines(shown.error, width), position: '' };
  if (shown?.is !== 'ready') {
    const { ellipsis } = glyphsOf(state.ascii);
    const since = shown?.since ?? state.now;
    const words = waitingText('compiling this revision', { since, now: state.now, ellipsis });
    return { lines: [line(`  ${words}`)], position: '' };
  }
  const { lines } = tabLines(state, screen);
  const end = Math.min(lines.length, screen.top + height);
  const position =
    lines.length <= height ? '' : `${screen.top + 1}-${end} of ${lines.length} lines`;
  return { lines: lines.slice(screen.top, end), position };
}
