import type { ReactNode } from 'react';

import { panesOf, twoPanes } from '../layout.ts';
import { editorOf } from '../line-editor.ts';
import type { State } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { waitingText } from '../text/spinner.ts';
import type { Canvas } from '../view/canvas.ts';
import { editorLine } from '../view/editor-line.ts';
import { Panes } from '../view/panes.tsx';
import { Rows } from '../view/rows.tsx';
import { rule } from '../view/rule.ts';
import { Section } from '../view/section.tsx';
import { Whole } from '../view/whole.tsx';
import { writtenLines } from '../wizard/written-lines.ts';
import { choiceLines, rebasedLines, rebaseLines } from './choice-lines.ts';
import { mergeHeights } from './heights.ts';
import { overlapLines, overlapPage } from './overlap.ts';
import { mergedPicture, rebasedPicture } from './picture.ts';
import { verdictWords } from './review-lines.ts';
import { alternativeLines, forkLine, headLines } from './rows.ts';
import type { MergeScreen } from './state.ts';
import { messageOf } from './ways.ts';

interface MergeViewProps {
  readonly state: State;
  readonly screen: MergeScreen;
  readonly canvas: Canvas;
}

/** Several heads: what joining them means, the picture that results, and what else can be done. */
export function MergeView(props: MergeViewProps): ReactNode {
  const { state, screen, canvas } = props;
  const { columns } = canvas.layout;
  if (screen.phase === 'choose') {
    const title = screen.choice.of === 'rebase' ? 'Rebase' : 'Edit';
    return <Whole title={title} canvas={canvas} lines={choiceLines(state, screen, columns)} />;
  }
  if (screen.phase === 'rebase') return <RebaseView {...props} />;
  if (screen.done?.is === 'merged') {
    const lines = writtenLines(state, screen.done.result);
    return <Whole title="Written" canvas={canvas} lines={lines} />;
  }
  if (screen.done !== null) {
    return <Whole title="Rebased" canvas={canvas} lines={rebasedLines(screen.rebase)} />;
  }
  return columns >= twoPanes ? <WideMerge {...props} /> : <NarrowMerge {...props} />;
}

function NarrowMerge({ state, screen, canvas }: MergeViewProps): ReactNode {
  const { layout, glyphs } = canvas;
  const { columns } = layout;
  const heights = mergeHeights(state, screen, layout);
  const frame = { width: columns, glyphs };
  const { heads, picture } = heights;
  const lines = overlapLines(state, screen, { columns, width: columns });
  return (
    <>
      <Section
        rule={rule(line('Heads', 'strong'), { ...frame, right: line('space toggles') })}
        lines={[
          ...headLines(state, screen, { width: columns, rows: heads }),
          forkLine(state, screen, columns),
        ]}
        width={columns}
        height={heads + 1}
      />
      <Section
        rule={rule(line('Overlap', 'strong'), { ...frame, right: verdictWords(screen) })}
        lines={overlapPage(lines, screen.top, heights)}
        width={columns}
        height={heights.review}
      />
      <Section
        rule={rule(line('Result', 'strong'), frame)}
        lines={mergedPicture(state, screen, { width: columns, rows: picture })}
        width={columns}
        height={picture}
      />
      <Section
        rule={rule(line('Message', 'strong'), frame)}
        lines={[messageLine({ state, screen, canvas }, '  ')]}
        width={columns}
        height={1}
      />
    </>
  );
}

function WideMerge({ state, screen, canvas }: MergeViewProps): ReactNode {
  const { layout, glyphs } = canvas;
  const { columns, body } = layout;
  const widths = panesOf(columns);
  const heights = mergeHeights(state, screen, layout);
  const { heads, picture } = heights;
  const title: Line = [span('Overlap', 'strong'), span('   '), ...verdictWords(screen)];
  const joint = { column: widths[0], tee: 'down' as const, title };
  const above = rule(line('Heads', 'strong'), {
    width: columns,
    glyphs,
    right: line('space toggles'),
    joint,
  });
  const [left, width] = widths;
  const found = overlapLines(state, screen, { columns, width });
  const lines = [
    ...headLines(state, screen, { width: left, rows: heads }),
    [],
    forkLine(state, screen, left),
    [],
    line('  RESULT', 'strong'),
    ...mergedPicture(state, screen, { width: left, rows: picture }),
    [],
    line('  INSTEAD', 'strong'),
    ...alternativeLines(state, screen, left),
  ];
  return (
    <>
      <Rows lines={[above]} width={columns} height={1} />
      <Panes
        left={lines}
        right={overlapPage(found, screen.top, heights)}
        widths={widths}
        height={body - 2}
        glyphs={glyphs}
      />
      <Rows
        lines={[messageLine({ state, screen, canvas }, ' message: ')]}
        width={columns}
        height={1}
      />
    </>
  );
}

function messageLine({ state, screen, canvas }: MergeViewProps, prompt: string): Line {
  const text = messageOf(state, screen);
  if (screen.phase === 'writing') {
    const { ellipsis } = canvas.glyphs;
    const words = waitingText('writing', { since: screen.since, now: state.now, ellipsis });
    return line(`${prompt}${words}`);
  }
  if (screen.phase !== 'message') {
    return [span(prompt), text === '' ? span('(none)', 'faint') : span(text)];
  }
  return editorLine(screen.message ?? editorOf(text), {
    width: canvas.layout.columns,
    glyphs: canvas.glyphs,
    prompt,
    placeholder: ' what the merge joins',
  });
}

function RebaseView({ state, screen, canvas }: MergeViewProps): ReactNode {
  const { layout, glyphs } = canvas;
  const { columns, body } = layout;
  const { rebase } = screen;
  if (rebase === null) return null;
  const above = rule(line('Rebase', 'strong'), {
    width: columns,
    glyphs,
    right: line('nothing is written yet'),
  });
  if (rebase.prepared.is !== 'ready') {
    const { since } = rebase.prepared.is === 'loading' ? rebase.prepared : { since: state.now };
    const { ellipsis } = glyphs;
    const words = waitingText('asking the database', { since, now: state.now, ellipsis });
    return <Section rule={above} lines={[line(`  ${words}`)]} width={columns} height={body - 1} />;
  }
  const lines = rebaseLines(state, rebase, columns);
  const height = Math.min(lines.length, Math.floor(body / 2));
  const picture = { heads: screen.chosen, moves: rebase.prepared.value.moves };
  const rows = body - height - 3;
  return (
    <>
      <Section rule={above} lines={lines} width={columns} height={height} />
      <Section
        rule={rule(line('Result', 'strong'), { width: columns, glyphs })}
        lines={rebasedPicture(state, picture, { width: columns, rows })}
        width={columns}
        height={rows}
      />
      <Rows lines={[rebaseQuestion(screen)]} width={columns} height={1} />
    </>
  );
}

function rebaseQuestion({ rebase }: MergeScreen): Line {
  const count = rebase?.prepared.is === 'ready' ? rebase.prepared.value.moves.length : 0;
  const files = `${count} ${count === 1 ? 'file' : 'files'}`;
  return [
    span(` Write the new parents into ${files}?`, 'strong'),
    span('   y ', 'key'),
    span('write'),
    span('   esc ', 'key'),
    span('cancel'),
  ];
}
