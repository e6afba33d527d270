import type { ReactNode } from 'react';

import type { QuestionKind } from '../../schema/question.ts';
import { panesOf, twoPanes } from '../layout.ts';
import type { State } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { Panes } from '../view/panes.tsx';
import { Rows } from '../view/rows.tsx';
import { rule } from '../view/rule.ts';
import { Section } from '../view/section.tsx';
import { previewLines } from './preview-lines.ts';
import { questionWindow } from './question-window.ts';
import { answeredLines, diffLines, diffTitle, openLines, questionNumber } from './rows.ts';
import type { WizardScreen } from './state.ts';
import type { WizardViewProps } from './view-props.ts';

/** The question that is open; beside or below it what is still to be asked and what was answered. */
export function QuestionView(props: WizardViewProps): ReactNode {
  const { columns } = props.canvas.layout;
  return columns >= twoPanes ? <WideQuestion {...props} /> : <NarrowQuestion {...props} />;
}

function WideQuestion({ state, screen, canvas }: WizardViewProps): ReactNode {
  const { columns, body } = canvas.layout;
  const { glyphs } = canvas;
  const [right, left] = panesOf(columns);
  const { lines, position } = questionWindow(state, screen, body - 1);
  const title = [
    ...titleOf(screen),
    span(`   ${[countOf(screen), position].filter(Boolean).join('   ')}`),
  ];
  const joint = { column: left, tee: 'down' as const, title };
  const changes = line(diffTitle(screen), 'strong');
  const beside = [
    ...titled('STILL TO ASK', openLines(screen, left)),
    ...titled('ANSWERED', answeredLines(screen, left)),
  ];
  const writes = writtenLines(state, screen, { width: right, height: body - lines.length - 3 });
  return (
    <>
      <Rows lines={[rule(changes, { width: columns, glyphs, joint })]} width={columns} height={1} />
      <Panes
        left={[...diffLines(screen, left), [], ...beside]}
        right={[...lines, [], ...titled('WHAT IT WRITES', writes)]}
        widths={[left, right]}
        height={body - 1}
        glyphs={glyphs}
      />
    </>
  );
}

function NarrowQuestion({ state, screen, canvas }: WizardViewProps): ReactNode {
  const { columns, body } = canvas.layout;
  const frame = { width: columns, glyphs: canvas.glyphs };
  const { lines, position } = questionWindow(state, screen, body - 1);
  const rest = body - lines.length - 3;
  const { title, content } = belowQuestion(state, screen, { width: columns, height: rest });
  return (
    <>
      <Section
        rule={rule(titleOf(screen), { ...frame, right: line(position || countOf(screen)) })}
        lines={lines}
        width={columns}
        height={content.length > 0 ? lines.length + 1 : body - 1}
      />
      {content.length > 0 && (
        <Section
          rule={rule(line(title, 'strong'), frame)}
          lines={content}
          width={columns}
          height={rest}
        />
      )}
    </>
  );
}

/** Below a question stands what the selected option writes; where that cannot be said, what else is asked. */
function belowQuestion(
  state: State,
  screen: WizardScreen,
  { width, height }: { readonly width: number; readonly height: number },
): { readonly title: string; readonly content: readonly Line[] } {
  if (height < 2) return { title: '', content: [] };
  const writes = writtenLines(state, screen, { width, height });
  if (writes.length > 0) return { title: 'What it writes', content: writes };
  const open = openLines(screen, width);
  const answered = answeredLines(screen, width);
  return open.length > 0
    ? { title: 'Still to ask', content: [...open, [], ...titled('ANSWERED', answered)] }
    : { title: 'Answered', content: answered };
}

/** What the selected option writes, as far as there is room; the last line says how to see the rest. */
function writtenLines(
  state: State,
  screen: WizardScreen,
  { width, height }: { readonly width: number; readonly height: number },
): readonly Line[] {
  const lines = previewLines(state, screen, width);
  if (lines.length <= height) return lines;
  if (height < 2) return [];
  const key = screen.phase === 'value' ? 'tab' : 'p';
  if (height < 4) return [line(`  ${key} shows it: ${lines.length} lines`, 'faint')];
  return [...lines.slice(0, height - 1), line(`  ${key} shows all ${lines.length} lines`, 'faint')];
}

function titled(title: string, lines: readonly Line[]): readonly Line[] {
  return lines.length === 0 ? [] : [line(`  ${title}`, 'strong'), ...lines, []];
}

const kindTitles: Readonly<Record<QuestionKind, string>> = {
  head: 'On which head?',
  rename: 'Rename or replace?',
  fill: 'What fills the rows?',
  convert: 'How are values converted?',
  drop: 'Drop, keep or archive?',
  duplicates: 'Which of the duplicates stays?',
  orphans: 'What becomes of the orphans?',
  violators: 'What mends rows that break it?',
  'enum-value': 'What do rows with this value get?',
  unsafe: 'Safe for a large table?',
  split: 'One revision, or several?',
};

function titleOf({ evaluation }: WizardScreen): Line {
  const [question] = evaluation?.questions ?? [];
  return line(question === undefined ? '' : kindTitles[question.kind], 'strong');
}

function countOf(screen: WizardScreen): string {
  const { number, all } = questionNumber(screen);
  return `question ${number} of ${all}`;
}
