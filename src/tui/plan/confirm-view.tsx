import type { ReactNode } from 'react';

import { shortId } from '../history/rows.ts';
import type { State } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';
import type { Canvas } from '../view/canvas.ts';
import { editorLine } from '../view/editor-line.ts';
import { rule } from '../view/rule.ts';
import { Section } from '../view/section.tsx';
import { fromTo } from './rows.ts';
import type { ConfirmOverlay } from './state.ts';
import { nameLeft } from './update.ts';

interface ConfirmViewProps {
  readonly state: State;
  readonly overlay: ConfirmOverlay;
  readonly canvas: Canvas;
}

/** Rows would be lost, or the database is protected: which rows, and the field for the database's name. */
export function ConfirmView({ state, overlay, canvas }: ConfirmViewProps): ReactNode {
  const { columns, body } = canvas.layout;
  const above = rule(line('Confirm', 'strong'), { width: columns, glyphs: canvas.glyphs });
  const field = fieldLines(state, overlay, canvas);
  const room = body - 1 - field.length - 1;
  const losses = lossLines(state, overlay, columns);
  const shown = losses.length <= room ? losses : pageOf(losses, overlay.top, room);
  return (
    <Section rule={above} lines={[...shown, [], ...field]} width={columns} height={body - 1} />
  );
}

/** As many lines as fit, and on the last how many there are beside them. */
function pageOf(lines: readonly Line[], top: number, room: number): readonly Line[] {
  const height = room - 1;
  const from = Math.min(top, lines.length - height);
  const below = lines.length - height - from;
  const where = [
    ...(from > 0 ? [`${from} above`] : []),
    ...(below > 0 ? [`${below} below`] : []),
  ].join(', ');
  const more = line(`     lines not shown: ${where}   (PgDn, PgUp)`, 'faint');
  return [...lines.slice(from, from + height), more];
}

function lossLines(state: State, { prepared }: ConfirmOverlay, width: number): readonly Line[] {
  const verb = prepared.direction === 'up' ? 'upgrade' : 'downgrade';
  const what = `: ${verb} ${fromTo(state, prepared)} on ${prepared.database.label}`;
  const prose = (text: string, first: string): readonly Line[] =>
    wrap(text, { width: width - 2, first }).map(each => line(each));
  if (prepared.losses.length === 0) {
    return [
      [span('  '), span('!! PROTECTED', 'loss'), span(what)],
      [],
      ...prose('The settings say that every change to this database wants its name.', '  '),
    ];
  }
  return [
    [span('  '), span('!! DATA LOSS', 'loss'), span(what)],
    [],
    ...prepared.losses.flatMap(({ revision, hazard }) =>
      prose(hazard.message, `     ${shortId(state, revision)}  `),
    ),
    [],
    ...prose('This cannot be undone: what is gone does not come back with the next command.', '  '),
  ];
}

function fieldLines(
  state: State,
  { prepared, editor }: ConfirmOverlay,
  canvas: Canvas,
): readonly Line[] {
  const left = nameLeft(state);
  const verdict = left === true ? '(enter runs it)' : `(enter is off: ${left})`;
  return [
    [span('  Type the name of the database to go on:  '), span(prepared.database.name, 'strong')],
    [
      ...editorLine(editor, {
        width: Math.min(44, canvas.layout.columns - 36),
        glyphs: canvas.glyphs,
        prompt: '  > ',
      }),
      span(`   ${verdict}`, 'faint'),
    ],
  ];
}
