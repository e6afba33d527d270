import type { ReactNode } from 'react';

import type { PreparedPlan } from '../../app/plan.ts';
import { shortId } from '../history/rows.ts';
import { panesOf, twoPanes } from '../layout.ts';
import { select } from '../scroll.ts';
import type { State } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { waitingText } from '../text/spinner.ts';
import type { Canvas } from '../view/canvas.ts';
import { errorLines } from '../view/error-lines.ts';
import { marked } from '../view/marked.ts';
import { Panes } from '../view/panes.tsx';
import { Rows } from '../view/rows.tsx';
import { rule } from '../view/rule.ts';
import { Section } from '../view/section.tsx';
import type { PlanHeights } from './heights.ts';
import { planHeights } from './heights.ts';
import { hazardPane, question, selectedStep, sqlLines, stepLines, summaryLines } from './rows.ts';
import type { PlanScreen } from './state.ts';

interface PlanViewProps {
  readonly state: State;
  readonly screen: PlanScreen;
  readonly canvas: Canvas;
}

/** A plan before it runs: its revisions, the SQL of one of them, what all of it costs and loses. */
export function PlanView({ state, screen, canvas }: PlanViewProps): ReactNode {
  const { layout, glyphs } = canvas;
  const { columns, body } = layout;
  const { prepared } = screen;
  const title = rule(line('Plan', 'strong'), { width: columns, glyphs });
  if (prepared.is === 'ready') {
    return <ReadyPlan state={state} screen={screen} canvas={canvas} prepared={prepared.value} />;
  }
  if (prepared.is === 'failed') {
    const lines = [[], ...errorLines(prepared.error, columns)];
    return <Section rule={title} lines={lines} width={columns} height={body - 1} />;
  }
  const { ellipsis } = glyphs;
  const words = waitingText('computing the plan', { ...prepared, now: state.now, ellipsis });
  return <Section rule={title} lines={[line(`  ${words}`)]} width={columns} height={body - 1} />;
}

interface ReadyPlanProps extends PlanViewProps {
  readonly prepared: PreparedPlan;
}

function ReadyPlan({ state, screen, canvas, prepared }: ReadyPlanProps): ReactNode {
  const { layout, glyphs } = canvas;
  const { columns } = layout;
  const heights = planHeights(layout, prepared);
  const frame = { width: columns, glyphs };
  const summary = summaryLines(prepared, columns);
  return (
    <>
      <Section
        rule={rule(line('Plan', 'strong'), { ...frame, right: line(counts(prepared)) })}
        lines={stepPage(state, { screen, prepared, heights, columns })}
        width={columns}
        height={heights.steps}
      />
      <SqlPart state={state} screen={screen} canvas={canvas} prepared={prepared} />
      <Section
        rule={rule(line('Summary', 'strong'), frame)}
        lines={fitted(summary, heights.summary, glyphs.ellipsis)}
        width={columns}
        height={heights.summary}
      />
      <Rows lines={[questionLine(prepared)]} width={columns} height={1} />
    </>
  );
}

function SqlPart({ state, screen, canvas, prepared }: ReadyPlanProps): ReactNode {
  const { layout, glyphs } = canvas;
  const { columns } = layout;
  const { sql: height } = planHeights(layout, prepared);
  const step = selectedStep(screen);
  const all = sqlLines(state, screen, columns);
  const end = Math.min(all.length, screen.top + height);
  const lines = all.slice(screen.top, end);
  const right = all.length <= height ? [] : line(`${screen.top + 1}-${end} of ${all.length} lines`);
  const title = line(
    step === undefined ? 'SQL' : `${shortId(state, step.revision)}  SQL`,
    'strong',
  );
  if (columns < twoPanes) {
    const above = rule(title, { width: columns, glyphs, right });
    return <Section rule={above} lines={lines} width={columns} height={height} />;
  }
  const widths = panesOf(columns);
  const joint = { column: widths[0], tee: 'down' as const, title: line('Hazards', 'strong') };
  return (
    <>
      <Rows
        lines={[rule(title, { width: columns, glyphs, right, joint })]}
        width={columns}
        height={1}
      />
      <Panes
        left={lines}
        right={fitted(hazardPane(state, prepared, widths[1]), height, glyphs.ellipsis)}
        widths={widths}
        height={height}
        glyphs={glyphs}
      />
    </>
  );
}

interface StepPage {
  readonly screen: PlanScreen;
  readonly prepared: PreparedPlan;
  readonly heights: PlanHeights;
  readonly columns: number;
}

function stepPage(state: State, { screen, prepared, heights, columns }: StepPage): readonly Line[] {
  const lines = stepLines(state, prepared, columns - 1);
  const { selected } = screen.selection;
  const extent = { count: lines.length, height: heights.steps };
  const { top } = select(screen.selection, selected, extent);
  return lines.slice(top, top + heights.steps).map((each, at) =>
    marked(each, {
      selected: top + at === selected && prepared.plan.steps.length > 0,
      width: columns,
      ascii: state.ascii,
    }),
  );
}

function counts({ plan }: PreparedPlan): string {
  const statements = plan.steps.reduce((sum, step) => sum + step.statements.length, 0);
  const revisions = `${plan.steps.length} ${plan.steps.length === 1 ? 'revision' : 'revisions'}`;
  const each = plan.steps.every(step => step.transactional) ? '   one transaction each' : '';
  return `${revisions}   ${statements} ${statements === 1 ? 'statement' : 'statements'}${each}`;
}

function questionLine(prepared: PreparedPlan): Line {
  if (prepared.plan.steps.length === 0) return [];
  const wantsName = prepared.losses.length > 0 || prepared.isProtected;
  const verb = prepared.direction === 'up' ? 'apply' : 'take back';
  // With the database's label and eighty columns there is no room for more.
  const rest = wantsName ? [span(', then its name')] : [span('   esc ', 'key'), span('cancel')];
  return [span(` ${question(prepared)}`, 'strong'), span('   y ', 'key'), span(verb), ...rest];
}

function fitted(lines: readonly Line[], height: number, ellipsis: string): readonly Line[] {
  if (lines.length <= height) return lines;
  const left = lines.length - height + 1;
  return [...lines.slice(0, height - 1), line(`  ${ellipsis} ${left} more lines`, 'faint')];
}
