import type { ReactNode } from 'react';

import type { QuestionKind } from '../../schema/question.ts';
import { panesOf, twoPanes } from '../layout.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { Panes } from '../view/panes.tsx';
import { Rows } from '../view/rows.tsx';
import { rule } from '../view/rule.ts';
import { Section } from '../view/section.tsx';
import { diffLines, otherLines, questionLines } from './rows.ts';
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
  const others = otherLines(screen, left);
  const beside = others.length === 0 ? [] : [[], line('  STILL TO ASK', 'strong'), ...others];
  return (
    <>
      <Rows lines={[rule(changes, { width: columns, glyphs, joint })]} width={columns} height={1} />
      <Panes
        left={[...diffLines(screen, left), ...beside]}
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
  const others = otherLines(screen, columns);
  const rest = body - lines.length - 3;
  const below = others.length > 0 && rest > 1;
  return (
    <>
      <Section
        rule={rule(titleOf(screen), { ...frame, right: line(countOf(screen)) })}
        lines={lines}
        width={columns}
        height={below ? lines.length + 1 : body - 1}
      />
      {below && (
        <Section
          rule={rule(line('Still to ask', 'strong'), frame)}
          lines={others}
          width={columns}
          height={rest}
        />
      )}
    </>
  );
}

const kindTitles: Readonly<Record<QuestionKind, string>> = {
  head: 'On which head?',
  rename: 'Rename or replace?',
  fill: 'What fills the rows?',
  convert: 'How are values converted?',
  drop: 'Drop, keep or archive?',
};

function titleOf({ evaluation }: WizardScreen): Line {
  const [question] = evaluation?.questions ?? [];
  return line(question === undefined ? '' : kindTitles[question.kind], 'strong');
}

function countOf({ evaluation }: WizardScreen): string {
  const { answered = [], questions = [] } = evaluation ?? {};
  return `question ${answered.length + 1} of ${answered.length + questions.length}`;
}
