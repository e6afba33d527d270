import type { ReactNode } from 'react';

import { stopLines } from '../run/stop-lines.ts';
import type { ErrorOverlay } from '../state.ts';
import { line } from '../text/line.ts';
import type { Canvas } from './canvas.ts';
import { errorLines } from './error-lines.ts';
import { rule } from './rule.ts';
import { Section } from './section.tsx';

/** Rows that the error takes from the screen under it. */
export function errorRows({ error }: ErrorOverlay, { columns, body }: Canvas['layout']): number {
  return Math.min(errorLines(error, columns).length + 2, body - 4);
}

/** What went wrong and what to type next. */
export function ErrorPanel({
  overlay,
  canvas,
}: {
  readonly overlay: ErrorOverlay;
  readonly canvas: Canvas;
}): ReactNode {
  const { columns } = canvas.layout;
  const above = rule(line('Error', 'error'), { width: columns, glyphs: canvas.glyphs });
  const height = errorRows(overlay, canvas.layout) - 1;
  return (
    <Section
      rule={above}
      lines={errorLines(overlay.error, columns)}
      width={columns}
      height={height}
    />
  );
}

/** Rows that the question whether to stop takes. */
export const stopRows = stopLines.length + 2;

/** Whether to stop what runs. */
export function StopPanel({ canvas }: { readonly canvas: Canvas }): ReactNode {
  const { columns } = canvas.layout;
  const above = rule(line('Stop', 'strong'), { width: columns, glyphs: canvas.glyphs });
  return <Section rule={above} lines={stopLines} width={columns} height={stopRows - 1} />;
}
