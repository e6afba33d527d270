import type { ReactNode } from 'react';

import type { Line } from '../text/line.ts';
import { line } from '../text/line.ts';
import type { Canvas } from './canvas.ts';
import { rule } from './rule.ts';
import { Section } from './section.tsx';

interface WholeProps {
  readonly title: string;
  /** At the right end of the title's rule. */
  readonly right?: string;
  readonly canvas: Canvas;
  readonly lines: readonly Line[];
}

/** One part that fills the body. */
export function Whole({ title, right = '', canvas, lines }: WholeProps): ReactNode {
  const { columns, body } = canvas.layout;
  const above = rule(line(title, 'strong'), {
    width: columns,
    glyphs: canvas.glyphs,
    right: line(right),
  });
  return <Section rule={above} lines={lines} width={columns} height={body - 1} />;
}
