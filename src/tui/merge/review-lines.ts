import type { MergeReview, MergeTouch, Overlap } from '../../app/merge-review.ts';
import { shortId } from '../history/rows.ts';
import type { State } from '../state.ts';
import { valueOf } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { waitingText } from '../text/spinner.ts';
import { wrap } from '../text/wrap.ts';
import { glyphsOf } from '../theme.ts';
import { errorLines } from '../view/error-lines.ts';
import type { MergeScreen } from './state.ts';
import { chooseTwo } from './ways.ts';

/** What the branches touch in common, who does what there, and whether the order matters. */
export function reviewLines(state: State, screen: MergeScreen, width: number): readonly Line[] {
  const { review } = screen;
  if (review === null) return [line(`  ${chooseTwo}`)];
  if (review.is === 'failed') return errorLines(review.error, width);
  if (review.is === 'loading') {
    const { ellipsis } = glyphsOf(state.ascii);
    return [line(`  ${waitingText('comparing', { ...review, now: state.now, ellipsis })}`)];
  }
  return foundLines(state, review.value, width);
}

/** The verdict in the rule above it. */
export function verdictWords({ review }: MergeScreen): Line {
  if (review?.is !== 'ready') return [];
  const { verdict, unknown } = review.value;
  if (verdict === 'disagrees') return line('the order matters', 'fail');
  if (verdict === 'agrees') return line('every order gives the same');
  return line(unknown.length === 0 ? 'no conflict' : 'no conflict known');
}

/** A text with the ids in it as short as lists show them. */
export function shortened(state: State, text: string): string {
  const ids = valueOf(state.project.history)?.shortIds;
  return text.replaceAll(/\w+/g, word => ids?.get(word) ?? word);
}

function foundLines(state: State, review: MergeReview, width: number): readonly Line[] {
  return [
    ...review.overlaps.flatMap(overlap => overlapLines(state, overlap, width)),
    ...review.trouble.flatMap(text =>
      wrap(shortened(state, withoutPaths(text)), { width: width - 2, first: '  ! ' }).map(each =>
        line(each, 'strong'),
      ),
    ),
    ...sentence(verdicts[review.verdict], width),
    ...unknownLines(state, review.unknown, width),
  ];
}

/** The file is the revision's, and `e` opens it. */
function withoutPaths(text: string): string {
  return text.replaceAll(/\(\S+:(\d+)\)/g, '(line $1)');
}

const verdicts: Readonly<Record<MergeReview['verdict'], string>> = {
  independent: 'No object is touched by both sides: the order does not matter.',
  agrees: 'Replayed in every order, the branches give the same schema.',
  disagrees: '',
};

function overlapLines(
  state: State,
  { object, kind, touches }: Overlap,
  width: number,
): readonly Line[] {
  const words = kind === 'both change' ? 'both sides change it' : 'one side relies on it';
  return [
    [span(`  ${object}`, 'strong'), span(`   ${words}`, 'faint')],
    ...touches.flatMap(touch => touchLines(state, touch, width)),
  ];
}

function touchLines(state: State, { revision, what }: MergeTouch, width: number): readonly Line[] {
  const id = shortId(state, revision);
  const [first = '', ...rest] = wrap(what, { width: width - 6 - id.length });
  return [
    [span('    '), span(id, 'key'), span(`  ${first}`)],
    ...rest.map(text => line(' '.repeat(6 + id.length) + text)),
  ];
}

function unknownLines(
  state: State,
  unknown: readonly MergeTouch[],
  width: number,
): readonly Line[] {
  if (unknown.length === 0) return [];
  return [
    ...sentence('What these touch is not known; read them before you merge:', width),
    ...unknown.flatMap(touch => touchLines(state, touch, width)),
  ];
}

function sentence(text: string, width: number): readonly Line[] {
  if (text === '') return [];
  return wrap(text, { width: width - 2, first: '  ' }).map(each => line(each));
}
