import { answerLoss } from '../../schema/alike.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';
import { alikeOf } from './question.ts';
import type { WizardScreen } from './state.ts';

/** Which other questions the selected option may answer too, and what they would lose by it. */
export function alikeLines(screen: WizardScreen, width: number): readonly Line[] {
  const typing = screen.phase === 'value';
  const found = typing && !screen.forAll ? [] : alikeOf(screen);
  if (found.length === 0) return [];
  const subjects = listed(found.map(({ question }) => question.subject));
  const text = `${subjects}  (${typing ? 'enter' : 'A'} answers ${found.length === 1 ? 'it' : 'them'} the same)`;
  const losses = found.flatMap(each => answerLoss(each) ?? []);
  return [
    ...wrap(text, { width: width - 2, first: '  alike: ' }).map(each => line(each, 'faint')),
    ...losses.slice(0, shown).flatMap(loss => lossLines(loss, width)),
    ...(losses.length > shown ? [line(`${indent}and ${losses.length - shown} more`, 'faint')] : []),
  ];
}

/** More names and losses than these are counted. */
const shown = 4;
const indent = ' '.repeat(9);

function listed(subjects: readonly string[]): string {
  const more = subjects.length - shown;
  return subjects.slice(0, shown).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function lossLines(loss: string, width: number): readonly Line[] {
  const [first = '', ...rest] = wrap(loss, { width: width - 2, first: `${indent}     ` });
  return [
    [span(indent), span('LOSS', 'loss'), span(first.slice(indent.length + 4))],
    ...rest.map(text => line(text)),
  ];
}
