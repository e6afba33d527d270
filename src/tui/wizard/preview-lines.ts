import type { AnswerPreview } from '../../app/preview-answer.ts';
import { fileLines } from '../sql/file-lines.ts';
import { statementLines } from '../sql/statement-lines.ts';
import type { State } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';
import { glyphsOf } from '../theme.ts';
import { isWorkedOut, valueToPreview } from './preview-value.ts';
import { openQuestion } from './question.ts';
import type { WizardScreen } from './state.ts';

/** What the selected option writes: calls of the file and their SQL, up and down. Nothing where that cannot be said yet. */
export function previewLines(state: State, screen: WizardScreen, width: number): readonly Line[] {
  const value = valueToPreview(screen);
  if (value === undefined) return [];
  const { preview } = screen;
  if (preview === null || preview.of !== `${openQuestion(screen)?.id}=${value}`) {
    const waiting = `  ${glyphsOf(state.ascii).ellipsis}`;
    const key = screen.phase === 'value' ? 'tab' : 'p';
    return [line(isWorkedOut(screen) ? waiting : `  ${key} works it out`, 'faint')];
  }
  const { content, problem } = preview;
  if (content === null) return prose(problem ?? '', width);
  const lines = (['up', 'down'] as const).flatMap(direction =>
    partLines(state, { direction, ...content[direction] }, width),
  );
  return lines.length > 0 ? lines : prose('no line of the file, and no statement', width);
}

type Part = AnswerPreview['up'] & { readonly direction: 'up' | 'down' };

function partLines(
  state: State,
  { direction, calls, statements }: Part,
  width: number,
): readonly Line[] {
  if (calls === '' && statements.length === 0) return [];
  const style = { width, glyphs: glyphsOf(state.ascii), marked: -1 };
  return [
    line(`  ${direction}`, 'strong'),
    ...(calls === '' ? [] : fileLines(calls, width)),
    ...statementLines(statements, style).lines,
  ];
}

function prose(text: string, width: number): readonly Line[] {
  return wrap(text, { width: width - 2, first: '  ' }).map(each => line(each));
}
