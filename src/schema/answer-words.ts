import type { Question } from './question.ts';

/** An answer for people: `author.email: a fixed value: none`; as a flag has it where its question is not known. */
export function answerWords(
  { id, value }: { readonly id: string; readonly value: string },
  answered: readonly { readonly question: Question }[],
): string {
  const question = answered.find(each => each.question.id === id)?.question;
  const option =
    question?.options.find(each => each.value === value) ??
    question?.options.find(each => each.value.endsWith(':') && value.startsWith(each.value));
  if (question === undefined || option === undefined) return `${id} = ${value}`;
  const text = value.slice(option.value.length) || 'an empty text';
  const typed = option.value.endsWith(':') ? `: ${text}` : '';
  return `${question.subject}: ${option.label}${typed}`;
}
