import type { ReactNode } from 'react';

import type { Line } from '../text/line.ts';
import { Rows } from './rows.tsx';

interface SectionProps {
  /** The rule above it. */
  readonly rule: Line;
  readonly lines: readonly Line[];
  readonly width: number;
  /** Without the rule. */
  readonly height: number;
}

/** A part of a screen under its rule. */
export function Section({ rule, lines, width, height }: SectionProps): ReactNode {
  return <Rows lines={[rule, ...lines]} width={width} height={height + 1} />;
}
