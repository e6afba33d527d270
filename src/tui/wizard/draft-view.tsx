import type { ReactNode } from 'react';

import { twoPanes } from '../layout.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { cutMiddle } from '../text/width.ts';
import { wrap } from '../text/wrap.ts';
import { Panes } from '../view/panes.tsx';
import { positionText } from '../view/position.ts';
import { Rows } from '../view/rows.tsx';
import { rule } from '../view/rule.ts';
import { Whole } from '../view/whole.tsx';
import { draftLines, draftWidth, sqlOf } from './draft-lines.ts';
import { scrolledHeight } from './scrolled.ts';
import type { DraftTab, WizardScreen } from './state.ts';
import { draftTabs } from './state.ts';
import type { WizardViewProps } from './view-props.ts';

/** The file that would be written, with its SQL in the other tabs; on a wide screen the SQL stands beside it. */
export function DraftView({ state, screen, canvas }: WizardViewProps): ReactNode {
  const { columns, body } = canvas.layout;
  const { glyphs } = canvas;
  const draft = screen.evaluation?.draft;
  if (draft == null) return null;
  if (draft.empty) {
    const lines = keptLines(screen, columns);
    return <Whole title="Nothing to write" canvas={canvas} lines={lines} />;
  }
  const height = scrolledHeight('draft', body);
  const all = draftLines(state, screen);
  const lines = all.slice(screen.top, screen.top + height);
  const bar = draftBar(screen);
  const path = cutMiddle(draft.path, Math.min(columns, draftWidth(state)) - 28, glyphs.ellipsis);
  const position = positionText(screen.top, height, all.length);
  if (columns < twoPanes) {
    return <Whole title={path} right={position} canvas={canvas} lines={[bar, [], ...lines]} />;
  }
  const left = draftWidth(state);
  const right = columns - left - 1;
  const joint = { column: left, tee: 'down' as const, title: line('Up SQL', 'strong') };
  return (
    <>
      <Rows
        lines={[
          rule(line(path, 'strong'), { width: columns, glyphs, right: line(position), joint }),
        ]}
        width={columns}
        height={1}
      />
      <Panes
        left={[bar, [], ...lines]}
        right={[[], ...[draft, ...draft.following].flatMap(each => sqlOf(state, each.up, right))]}
        widths={[left, right]}
        height={body - 1}
        glyphs={glyphs}
      />
    </>
  );
}

function draftBar({ tab, proof }: WizardScreen): Line {
  return draftTabs.flatMap((each, at) => {
    const text = `${at + 1} ${tabTitles[each]}${each === 'proof' ? proofMark(proof) : ''}`;
    return each === tab ? [span(` [${text}]`, 'strong')] : [span(`  ${text} `)];
  });
}

const tabTitles: Readonly<Record<DraftTab, string>> = {
  file: 'File',
  up: 'Up SQL',
  down: 'Down SQL',
  proof: 'Proof',
};

function proofMark(proof: WizardScreen['proof']): string {
  const marks = { proven: ': ran', rest: ': left to do', failed: ': failed', 'not-decided': '' };
  return proof === null ? '' : marks[proof.outcome];
}

/** All that differs was kept: no file, but what is to be left out of comparisons from now on. */
function keptLines({ evaluation }: WizardScreen, width: number): readonly Line[] {
  const kept = evaluation?.kept ?? [];
  const prose = (text: string): readonly Line[] =>
    wrap(text, { width: width - 2, first: '  ' }).map(each => line(each));
  return [
    [],
    ...prose('Nothing is left that a revision would change.'),
    ...(kept.length === 0
      ? []
      : [
          [],
          ...prose('Left out of comparisons from now on, in package.json:'),
          ...kept.flatMap(each => prose(`  ${each}`)),
        ]),
  ];
}
