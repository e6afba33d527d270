import type { PreparedPlan } from '../../app/plan.ts';
import type { Layout } from '../layout.ts';

/** Rows of the parts of a preview: its revisions, the SQL of one of them, the summary. */
export interface PlanHeights {
  readonly steps: number;
  readonly sql: number;
  readonly summary: number;
}

/** The parts share the body: the SQL gets what the others leave. */
export function planHeights({ body }: Pick<Layout, 'body'>, prepared: PreparedPlan): PlanHeights {
  const steps = Math.min(
    Math.max(1, prepared.plan.steps.length),
    Math.max(2, Math.floor(body / 4)),
  );
  const summary = body < 16 ? 3 : Math.min(8, Math.floor(body / 4));
  // Three rules, and the line that asks.
  return { steps, summary, sql: Math.max(1, body - steps - summary - 4) };
}
