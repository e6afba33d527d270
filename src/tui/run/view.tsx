import type { ReactNode } from 'react';

import type { State } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line } from '../text/line.ts';
import type { Canvas } from '../view/canvas.ts';
import { rule } from '../view/rule.ts';
import { Section } from '../view/section.tsx';
import { logLines, progressLines, resultLines, waitingLines } from './rows.ts';
import type { RunScreen } from './state.ts';

interface RunViewProps {
  readonly state: State;
  readonly screen: RunScreen;
  readonly canvas: Canvas;
}

/** A plan on its way: each revision, the statement that runs, the log; at the end the result. */
export function RunView({ state, screen, canvas }: RunViewProps): ReactNode {
  const { layout, glyphs } = canvas;
  const { columns, body } = layout;
  const frame = { width: columns, glyphs };
  const below = belowLines(state, screen, columns);
  const steps = progressLines(state, screen, columns);
  const stepRows = Math.max(1, Math.min(steps.length, Math.floor(body / 2) - 1));
  const log = Math.max(0, body - 2 - stepRows - below.length);
  return (
    <>
      <Section
        rule={rule(line('Revisions', 'strong'), frame)}
        lines={aroundRunning(steps, screen, stepRows)}
        width={columns}
        height={stepRows + below.length === 0 ? 1 : stepRows}
      />
      {below.length > 0 && (
        <Section rule={[]} lines={below} width={columns} height={below.length} />
      )}
      <Section
        rule={rule(line('Log', 'strong'), frame)}
        lines={logLines(state, screen, log)}
        width={columns}
        height={log}
      />
    </>
  );
}

function belowLines(state: State, screen: RunScreen, width: number): readonly Line[] {
  const { end } = screen;
  return end === null ? waitingLines(screen, width) : resultLines(state, screen, { end, width });
}

/** As many lines as there is room for, around the revision that runs. */
function aroundRunning(
  lines: readonly Line[],
  { fold }: RunScreen,
  height: number,
): readonly Line[] {
  const running = fold.steps.findIndex(({ state }) => state === 'running' || state === 'failed');
  const at = running === -1 ? fold.steps.length : running;
  const top = Math.max(0, Math.min(at - Math.floor(height / 2), lines.length - height));
  return lines.slice(top, top + height);
}
