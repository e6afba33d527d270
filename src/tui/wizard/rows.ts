import { answerWords } from '../../schema/answer-words.ts';
import type { Line } from '../text/line.ts';
import { line } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';
import type { Role } from '../theme.ts';
import { isTyping } from './preview-value.ts';
import { openQuestion, selectedOption } from './question.ts';
import type { WizardPhase, WizardScreen } from './state.ts';

/** The difference, a line a change, and what could not be compared. */
export function diffLines({ evaluation, notes }: WizardScreen, width: number): readonly Line[] {
  const changes = evaluation?.changes ?? [];
  return [
    ...changes.flatMap(change =>
      wrap(change, { width: width - 2, first: '  ', rest: '      ' }).map(text =>
        line(text, changeRole(change)),
      ),
    ),
    ...notes.flatMap(note => [
      [],
      ...wrap(note, { width: width - 2, first: '  note: ' }).map(text => line(text)),
    ]),
  ];
}

/** `Diff   3 changes` */
export function diffTitle({ evaluation }: WizardScreen): string {
  const { length } = evaluation?.changes ?? [];
  return `Diff   ${length} ${length === 1 ? 'change' : 'changes'}`;
}

/** What is still to be asked, in two lines each at most. */
export function openLines(screen: WizardScreen, width: number): readonly Line[] {
  const { number } = questionNumber(screen);
  const open = screen.evaluation?.questions.slice(1) ?? [];
  return open.flatMap((question, at) =>
    wrap(question.message, { width: width - 2, first: `  ${number + 1 + at}  ` })
      .slice(0, 2)
      .map(text => line(text)),
  );
}

/** What was answered so far. */
export function answeredLines(screen: WizardScreen, width: number): readonly Line[] {
  const answered = screen.evaluation?.answered ?? [];
  return screen.answers.flatMap(each =>
    wrap(answerWords(each, answered), { width: width - 2, first: '  ', rest: '      ' }).map(text =>
      line(text),
    ),
  );
}

/** Which question is open, of how many that are known so far. */
export function questionNumber({ answers, evaluation }: WizardScreen): {
  readonly number: number;
  readonly all: number;
} {
  const all = answers.length + (evaluation?.questions.length ?? 0);
  return { number: Math.min(all, answers.length + 1), all };
}

/** `--answer rename:column:users.full_name=rename:name`, for the selected option. */
export function answerFlag(screen: WizardScreen): string | null {
  const question = openQuestion(screen);
  const option = selectedOption(screen);
  if (question === undefined || option === undefined) return null;
  const typed = isTyping(screen) ? screen.value.text : '';
  const value = option.value.endsWith(':') ? option.value + (typed || '…') : option.value;
  return question.kind === 'head' ? `--head ${value}` : `--answer ${question.id}=${value}`;
}

/** The five steps, the present one marked: `1 Diff  2 Questions 1/3  3 Message  4 Preview  5 Write`. */
export function stepTitles(screen: WizardScreen): readonly (readonly [string, boolean])[] {
  const at = stepOf[screen.phase] ?? stepOf[screen.before] ?? 0;
  const { number, all } = questionNumber(screen);
  const counted = at === 1 ? ` ${number}/${all}` : '';
  return ['Diff', `Questions${counted}`, 'Message', 'Preview', 'Write'].map((title, step) => [
    `${step + 1} ${title}`,
    step === at,
  ]);
}

const stepOf: Partial<Record<WizardPhase, number>> = {
  comparing: 0,
  diff: 0,
  resume: 1,
  same: 0,
  question: 1,
  value: 1,
  preview: 1,
  message: 2,
  draft: 3,
  writing: 4,
  written: 4,
};

function changeRole(change: string): Role | undefined {
  if (change.startsWith('+')) return 'add';
  if (change.startsWith('-')) return 'remove';
  return change.startsWith('~') ? 'change' : undefined;
}
