import type { Question, QuestionOption } from '../../schema/question.ts';
import type { State } from '../state.ts';
import type { Line, Span } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';
import { glyphsOf } from '../theme.ts';
import { editorLine } from '../view/editor-line.ts';
import { alikeLines } from './alike-lines.ts';
import { openQuestion, optionsOf } from './question.ts';
import type { WizardScreen } from './state.ts';

/** A question as lines, and where among them the selected option stands. */
export interface QuestionLines {
  readonly lines: readonly Line[];
  readonly from: number;
  /** The line after its last one. */
  readonly to: number;
}

/** The question that is open: what it is about, its options, and what speaks for one of them. */
export function questionLines(state: State, screen: WizardScreen, width: number): QuestionLines {
  const question = openQuestion(screen);
  if (question === undefined) return { lines: [], from: 0, to: 0 };
  const before = [
    [],
    ...wrap(question.message, { width: width - 2, first: '  ' }).map(text => line(text)),
    [],
  ];
  const options = optionsOf(question).map((option, at) =>
    optionLines(state, screen, { question, option, at, width }),
  );
  const from = before.length + options.slice(0, screen.option).flat().length;
  return {
    lines: [
      ...before,
      ...options.flat(),
      [],
      ...sampleLines(screen.evaluation?.samples[question.id] ?? [], width),
      ...evidenceLines(question, width),
      ...alikeLines(screen, width),
    ],
    from,
    to: from + (options[screen.option]?.length ?? 0),
  };
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
    ...(typing ? [valueLine(state, screen, { question, option, width })] : []),
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
  { question, option, width }: Pick<OptionStyle, 'question' | 'option' | 'width'>,
): Line {
  const statement = question.kind === 'violators' && option.value === 'sql:';
  return editorLine(screen.value, {
    width,
    glyphs: glyphsOf(state.ascii),
    prompt: `     ${option.value} `,
    placeholder: statement
      ? ' a statement, such as update … set … where …'
      : (placeholders[option.value] ?? ' a value'),
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
