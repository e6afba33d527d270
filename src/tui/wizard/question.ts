import type { Alike } from '../../schema/alike.ts';
import { alike } from '../../schema/alike.ts';
import type { Question, QuestionOption } from '../../schema/question.ts';
import type { WizardScreen } from './state.ts';

/** The question on the screen: the first that is open. */
export function openQuestion({ evaluation }: WizardScreen): Question | undefined {
  return evaluation?.questions[0];
}

/** Its options, without the one that stops: that is what esc does. */
export function optionsOf(question: Question | undefined): readonly QuestionOption[] {
  return (question?.options ?? []).filter(({ value }) => value !== 'stop');
}

/** The option that is marked. */
export function selectedOption(screen: WizardScreen): QuestionOption | undefined {
  return optionsOf(openQuestion(screen))[screen.option];
}

/** The other open questions that the selected option may answer too. */
export function alikeOf(screen: WizardScreen): readonly Alike[] {
  const question = openQuestion(screen);
  const option = selectedOption(screen);
  if (question === undefined || option === undefined) return [];
  return alike(question, option.value, screen.evaluation?.questions ?? []);
}
