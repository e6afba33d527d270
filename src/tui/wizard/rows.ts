import type { Question, QuestionOption } from '../../schema/question.ts';
import type { State } from '../state.ts';
import type { Line, Span } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';
import type { Role } from '../theme.ts';
import { glyphsOf } from '../theme.ts';
import { editorLine } from '../view/editor-line.ts';
import { alikeLines } from './alike-lines.ts';
import { openQuestion, optionsOf, selectedOption } from './question.ts';
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

/** The question that is open: what it is about, its options, and what speaks for one of them. */
export function questionLines(state: State, screen: WizardScreen, width: number): readonly Line[] {
  const question = openQuestion(screen);
  if (question === undefined) return [];
  return [
    [],
    ...wrap(question.message, { width: width - 2, first: '  ' }).map(text => line(text)),
    [],
    ...optionsOf(question).flatMap((option, at) =>
      optionLines(state, screen, { question, option, at, width }),
    ),
    [],
    ...evidenceLines(question, width),
    ...sampleLines(screen.evaluation?.samples[question.id] ?? [], width),
    ...alikeLines(screen, width),
  ];
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
  return screen.answers.flatMap(({ id, value }) =>
    wrap(`${id} = ${value}`, { width: width - 2, first: '  ' }).map(text => line(text)),
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
  const typed = screen.phase === 'value' ? screen.value.text : '';
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

interface OptionStyle {
  readonly question: Question;
  readonly option: QuestionOption;
  readonly at: number;
  readonly width: number;
}

function optionLines(state: State, screen: WizardScreen, style: OptionStyle): readonly Line[] {
  const { question, option, at, width } = style;
  const selected = at === screen.option;
  const likely = question.likely === option.value ? '   (likely)' : '';
  const [first = '', ...rest] = wrap(option.label + likely, {
    width: width - 2,
    first: `  ${at + 1}  `,
  });
  const role = selected ? 'strong' : undefined;
  const typing = screen.phase === 'value' && selected;
  return [
    [selected ? markerSpan(state) : { text: ' ' }, span(first.slice(1), role)],
    ...rest.map(text => line(text, role)),
    ...(option.loses === undefined ? [] : lossLines(option.loses, width)),
    ...(typing ? [valueLine(state, screen, { option, width })] : []),
  ];
}

function markerSpan({ ascii }: State): Span {
  return { text: glyphsOf(ascii).marker, role: 'accent' };
}

function lossLines(loses: string, width: number): readonly Line[] {
  const [first = '', ...rest] = wrap(loses, { width: width - 2, first: ' '.repeat(10) });
  return [
    [span('     '), span('LOSS', 'loss'), span(` ${first.slice(10)}`)],
    ...rest.map(text => line(text)),
  ];
}

function valueLine(
  state: State,
  screen: WizardScreen,
  { option, width }: { readonly option: QuestionOption; readonly width: number },
): Line {
  return editorLine(screen.value, {
    width,
    glyphs: glyphsOf(state.ascii),
    prompt: `     ${option.value} `,
    placeholder: placeholders[option.value] ?? ' a value',
  });
}

const placeholders: Readonly<Record<string, string>> = {
  'sql:': ' an expression, such as now()',
  'as-is:': ' the reason, such as at night nobody writes',
};

function evidenceLines({ evidence, likely }: Question, width: number): readonly Line[] {
  const why = likely === undefined ? 'known: ' : 'why "likely": ';
  return evidence.flatMap((fact, at) =>
    wrap(fact, { width: width - 2, first: at === 0 ? `  ${why}` : ' '.repeat(why.length + 2) }).map(
      text => line(text, 'faint'),
    ),
  );
}

/** Rows that the question is about, masked: seen here and kept nowhere. */
function sampleLines(samples: readonly string[], width: number): readonly Line[] {
  if (samples.length === 0) return [];
  return wrap(samples.join(' · '), { width: width - 2, first: '  masked: ' }).map(text =>
    line(text, 'faint'),
  );
}
