import type { WizardPhase } from './state.ts';

/** Rows that scroll in a phase: the rest of the body is a rule, and what stands fast around them. */
export function scrolledHeight(phase: WizardPhase, body: number): number {
  return Math.max(1, body - (around[phase] ?? 1));
}

// The diff has a rule, a blank line and what is asked next; the draft a rule, its tabs and a blank line.
const around: Partial<Record<WizardPhase, number>> = { diff: 3, draft: 3 };
