import type { ReactNode } from 'react';

import type { State } from '../state.ts';
import type { Canvas } from '../view/canvas.ts';
import { Whole } from '../view/whole.tsx';
import { logLines } from './rows.ts';
import type { LogScreen } from './state.ts';

interface LogViewProps {
  readonly state: State;
  readonly screen: LogScreen;
  readonly canvas: Canvas;
}

/** What was run and stamped. */
export function LogView({ state, screen, canvas }: LogViewProps): ReactNode {
  const { columns, body } = canvas.layout;
  const lines = logLines(state, screen, columns);
  const height = body - 1;
  const end = Math.min(lines.length, screen.top + height);
  const right = lines.length > height ? `${screen.top + 1}-${end} of ${lines.length}` : '';
  return <Whole title="Log" right={right} canvas={canvas} lines={lines.slice(screen.top, end)} />;
}
