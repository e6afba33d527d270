import type { State } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';
import { glyphsOf } from '../theme.ts';
import type { Offer, WizardScreen } from './state.ts';

/** Whether to go on with the answers of a wizard that was left, and which they are. */
export function resumeLines(state: State, screen: WizardScreen, width: number): readonly Line[] {
  const { offer } = screen;
  if (offer === null) return [];
  const { taken, at } = offer;
  const when = `${at.slice(0, 16).replace('T', ' ')} UTC`;
  const text = `A run that was left (${when}) had ${counted(taken.length, 'answer')} to what is asked now.`;
  return [
    [],
    ...wrap(text, { width: width - 2, first: '  ' }).map(each => line(each)),
    [],
    ...choiceWords(offer).map((words, choice) =>
      choiceLine(state, choice === screen.option, words),
    ),
    [],
    ...staleLines(offer, width),
    ...offer.words.flatMap(answer =>
      wrap(answer, { width: width - 2, first: '  ', rest: '      ' }).map(each =>
        line(each, 'faint'),
      ),
    ),
  ];
}

function choiceWords({ left }: Offer): readonly string[] {
  const rest = left === 0 ? 'no question is left' : `${counted(left, 'question')} left`;
  return [`1  go on with them: ${rest}`, '2  start over: they are forgotten'];
}

function choiceLine({ ascii }: State, selected: boolean, words: string): Line {
  return selected
    ? [{ text: glyphsOf(ascii).marker, role: 'accent' }, span(` ${words}`, 'strong')]
    : line(`  ${words}`);
}

function staleLines({ stale }: Offer, width: number): readonly Line[] {
  if (stale.length === 0) return [];
  const text = `${counted(stale.length, 'more answer')} not taken, for what was asked is gone or changed:`;
  return [
    ...wrap(text, { width: width - 2, first: '  ' }).map(each => line(each)),
    ...stale.flatMap(each =>
      wrap(each, { width: width - 2, first: '    ' }).map(words => line(words, 'faint')),
    ),
    [],
  ];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
