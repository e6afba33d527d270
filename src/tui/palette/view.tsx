import type { ReactNode } from 'react';

import type { State } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { padEnd } from '../text/width.ts';
import { wrap } from '../text/wrap.ts';
import type { Canvas } from '../view/canvas.ts';
import { editorLine } from '../view/editor-line.ts';
import { marked } from '../view/marked.ts';
import { rule } from '../view/rule.ts';
import { Section } from '../view/section.tsx';
import { listingLines, listingTitles } from './listing-lines.ts';
import type { ListingScreen } from './listing.ts';
import type { PaletteOverlay } from './state.ts';
import { chosen, proposalLimit, proposed } from './update.ts';

interface PaletteViewProps {
  readonly state: State;
  readonly overlay: PaletteOverlay;
  readonly canvas: Canvas;
}

/** Rows that the palette takes from the screen under it. */
export const paletteRows = proposalLimit + 4;

/** A command line, and what it could become. */
export function PaletteView({ state, overlay, canvas }: PaletteViewProps): ReactNode {
  const { columns } = canvas.layout;
  const above = rule(line(': command', 'strong'), {
    width: columns,
    glyphs: canvas.glyphs,
    right: line('same grammar as the shell'),
  });
  const field = editorLine(overlay.editor, {
    width: columns,
    glyphs: canvas.glyphs,
    prompt: '  : ',
  });
  const lines = [field, [], ...belowField(state, overlay, columns)];
  return <Section rule={above} lines={lines} width={columns} height={paletteRows - 1} />;
}

function belowField(state: State, { problem }: PaletteOverlay, width: number): readonly Line[] {
  if (problem !== null) {
    return wrap(problem, { width: width - 2, first: '  ' }).map(text => line(text, 'error'));
  }
  const list = proposed(state);
  const selected = chosen(state);
  const widest = Math.min(40, Math.max(0, ...list.map(({ text }) => text.length)));
  return list.map(proposal =>
    marked([span(`  ${padEnd(proposal.text, widest)}   `), span(proposal.help, 'faint')], {
      selected: proposal.text === selected?.text,
      width,
      ascii: state.ascii,
    }),
  );
}

interface ListingViewProps {
  readonly state: State;
  readonly screen: ListingScreen;
  readonly canvas: Canvas;
}

/** What a command answered in lines. */
export function ListingView({ state, screen, canvas }: ListingViewProps): ReactNode {
  const { columns, body } = canvas.layout;
  const above = rule(line(listingTitles[screen.listing], 'strong'), {
    width: columns,
    glyphs: canvas.glyphs,
  });
  const lines = listingLines(state, screen).slice(screen.top);
  return <Section rule={above} lines={[[], ...lines]} width={columns} height={body - 1} />;
}
