import type { PreparedStamp } from '../../app/stamp.ts';
import { revisionOf, shortId } from '../history/rows.ts';
import { quoteWord } from '../palette/grammar.ts';
import type { State } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { waitingText } from '../text/spinner.ts';
import { cut } from '../text/width.ts';
import { wrap } from '../text/wrap.ts';
import { glyphsOf } from '../theme.ts';
import { errorLines } from '../view/error-lines.ts';
import type { StampScreen } from './state.ts';

/** What counts as applied afterwards, and what does no more. */
export function stampLines(
  state: State,
  { prepared }: StampScreen,
  width: number,
): readonly Line[] {
  const { ellipsis } = glyphsOf(state.ascii);
  if (prepared.is === 'failed') return [[], ...errorLines(prepared.error, width)];
  if (prepared.is === 'loading') {
    const words = waitingText('reading the journal', { ...prepared, now: state.now, ellipsis });
    return [line(`  ${words}`)];
  }
  const { add, again, remove, from, to, makesTables } = prepared.value;
  const { arrow } = glyphsOf(state.ascii);
  const part = (title: string, ids: readonly string[], sign: '+' | '-' | '~'): readonly Line[] =>
    ids.length === 0
      ? []
      : [
          line(`  ${title}`, 'strong'),
          ...ids.map(id => revisionLine(state, prepared.value, { id, sign, width })),
          [],
        ];
  return [
    [],
    [
      span('  current  '),
      span(spelled(state, from), 'key'),
      span(` ${arrow} `),
      span(spelled(state, to), 'key'),
    ],
    [],
    ...part(
      'counts as applied afterwards',
      add.filter(id => !again.includes(id)),
      '+',
    ),
    ...part('is there, and will be as its file is now', again, '~'),
    ...part('counts as applied no more', remove, '-'),
    ...(makesTables ? [line("  The journal's tables are made."), []] : []),
    ...(add.length + remove.length === 0 && !makesTables
      ? [line('  Nothing would change.')]
      : wrap('No statement of these revisions runs: only the journal is written.', {
          width: width - 2,
          first: '  ',
        }).map(text => line(text))),
  ];
}

/** `migsh stamp 9f31c0ab` */
export function stampCommand(state: State, { request }: StampScreen): string {
  const targets = request.targets.map(target =>
    quoteWord(revisionOf(state, target) === undefined ? target : shortId(state, target)),
  );
  return ['migsh stamp', ...targets, ...(request.purge === true ? ['--purge'] : [])].join(' ');
}

interface Row {
  readonly id: string;
  readonly sign: '+' | '-' | '~';
  readonly width: number;
}

const roles = { '+': 'add', '-': 'remove', '~': 'change' } as const;

function revisionLine(state: State, { titles }: PreparedStamp, { id, sign, width }: Row): Line {
  const { ellipsis } = glyphsOf(state.ascii);
  const short = shortId(state, id);
  const title = cut(titles[id] ?? '(its file is gone)', width - short.length - 9, ellipsis);
  return [span(`    ${sign} `, roles[sign]), span(short, 'key'), span(`  ${title}`)];
}

function spelled(state: State, ids: readonly string[]): string {
  return ids.map(id => shortId(state, id)).join(', ') || 'nothing';
}
