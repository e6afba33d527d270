import type { ReactNode } from 'react';

import type { State } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import type { Canvas } from '../view/canvas.ts';
import { editorLine } from '../view/editor-line.ts';
import { Rows } from '../view/rows.tsx';
import { rule } from '../view/rule.ts';
import { Section } from '../view/section.tsx';
import { stampLines } from './rows.ts';
import type { StampScreen } from './state.ts';
import { canStamp, stampNameLeft, stampOf } from './update.ts';

interface StampViewProps {
  readonly state: State;
  readonly screen: StampScreen;
  readonly canvas: Canvas;
}

/** What would count as applied, and the question whether it shall. */
export function StampView({ state, screen, canvas }: StampViewProps): ReactNode {
  const { columns, body } = canvas.layout;
  const lines = stampLines(state, screen, columns);
  const height = body - 2;
  const end = Math.min(lines.length, screen.top + height);
  const right = lines.length > height ? line(`${screen.top + 1}-${end} of ${lines.length}`) : [];
  const above = rule(line('Stamp', 'strong'), { width: columns, glyphs: canvas.glyphs, right });
  return (
    <>
      <Section rule={above} lines={lines.slice(screen.top, end)} width={columns} height={height} />
      <Rows lines={[questionLine({ state, screen, canvas })]} width={columns} height={1} />
    </>
  );
}

function questionLine({ state, screen, canvas }: StampViewProps): Line {
  const prepared = stampOf(state);
  if (prepared === undefined) return [];
  if (screen.phase === 'stamping') return line(' writing the journal', 'strong');
  if (screen.phase === 'confirm') {
    const left = stampNameLeft(state);
    return [
      ...editorLine(screen.name, {
        width: Math.min(60, canvas.layout.columns - 26),
        glyphs: canvas.glyphs,
        prompt: ` Type ${prepared.database.name} to go on: `,
      }),
      span(left === true ? '   (enter writes it)' : `   (${left})`, 'faint'),
    ];
  }
  if (canStamp(state) !== true) return [];
  const asks = prepared.isProtected ? ', once its name is typed' : '';
  return [
    span(` Stamp ${prepared.database.label}?`, 'strong'),
    span('   y ', 'key'),
    span(`stamp${asks}`),
    span('   esc ', 'key'),
    span('cancel'),
  ];
}
