import type { ReactNode } from 'react';

import type { QuestionKind } from '../../schema/question.ts';
import { panesOf, twoPanes } from '../layout.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { Panes } from '../view/panes.tsx';
import { Rows } from '../view/rows.tsx';
import { rule } from '../view/rule.ts';
import { Section } from '../view/section.tsx';
import { answeredLines, diffLines, openLines, questionLines, questionNumber } from './rows.ts';
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
  const title = [...titleOf(screen), span(`   ${countOf(screen)}`)];
  const joint = { column: left, tee: 'down' as const, title };
  const changes = line(`Diff   ${screen.evaluation?.changes.length ?? 0} changes`, 'strong');
  const beside = [
    ...titled('STILL TO ASK', openLines(screen, left)),
    ...titled('ANSWERED', answeredLines(screen, left)),
  ];
  return (
    <>
      <Rows lines={[rule(changes, { width: columns, glyphs, joint })]} width={columns} height={1} />
      <Panes
        left={[...diffLines(screen, left), [], ...beside]}
        right={questionLines(state, screen, right)}
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
  const lines = questionLines(state, screen, columns);
  const open = openLines(screen, columns);
  const answered = answeredLines(screen, columns);
  const rest = body - lines.length - 3;
  const below = open.length > 0 ? [...open, [], ...titled('ANSWERED', answered)] : answered;
  return (
    <>
      <Section
        rule={rule(titleOf(screen), { ...frame, right: line(countOf(screen)) })}
        lines={lines}
        width={columns}
        height={below.length > 0 && rest > 1 ? lines.length + 1 : body - 1}
      />
      {below.length > 0 && rest > 1 && (
        <Section
          rule={rule(line(open.length > 0 ? 'Still to ask' : 'Answered', 'strong'), frame)}
          lines={below}
          width={columns}
          height={rest}
        />
      )}
    </>
  );
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
};

function titleOf({ evaluation }: WizardScreen): Line {
  const [question] = evaluation?.questions ?? [];
  return line(question === undefined ? '' : kindTitles[question.kind], 'strong');
}

function countOf(screen: WizardScreen): string {
  const { number, all } = questionNumber(screen);
  return `question ${number} of ${all}`;
}
