import type { QuestionOption } from './question.ts';

/** The option that every question has. */
export const stop: QuestionOption = { value: 'stop', label: 'stop; nothing is written' };
