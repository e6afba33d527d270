import { revisionOf, shortId } from '../history/rows.ts';
import type { State } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';
import { glyphsOf } from '../theme.ts';
import { marked } from '../view/marked.ts';
import { shortened } from './review-lines.ts';
import type { MergeScreen, RebaseStep } from './state.ts';
import { editOptions, rebaseOptions } from './ways.ts';

/** Which branch to rebase, or which file to edit. */
export function choiceLines(state: State, screen: MergeScreen, width: number): readonly Line[] {
  const rebase = screen.choice.of === 'rebase';
  return [
    [],
    line(rebase ? '  Which branch is put on the other one?' : '  Which file is edited?'),
    [],
    ...answers(state, screen).map((text, at) =>
      marked([span(` ${at + 1}  ${text}`)], {
        selected: at === screen.choice.selected,
        width,
        ascii: state.ascii,
      }),
    ),
  ];
}

/** The files that a rebase changes, and what is known of databases. */
export function rebaseLines(state: State, step: RebaseStep, width: number): readonly Line[] {
  if (step.prepared.is !== 'ready') return [];
  const { moves, database, trouble } = step.prepared.value;
  const { arrow } = glyphsOf(state.ascii);
  const spell = (ids: readonly string[]): string =>
    ids.map(id => shortId(state, id)).join(', ') || 'none';
  const asked =
    database === null
      ? 'No database could be asked whether they are applied: only you know.'
      : `On ${database} none of it is applied. Only you know of other databases.`;
  return [
    ...moves.flatMap(({ path, from, to }) => [
      [span('  '), span(path, 'strong')] as const,
      line(`    @parents  ${spell(from)} ${arrow} ${spell(to)}`),
    ]),
    ...(trouble === null
      ? []
      : wrap(shortened(state, trouble), { width: width - 2, first: '  ! ' }).map(text =>
          line(text, 'strong'),
        )),
    [],
    ...wrap(`${asked} Where one has applied this branch, merge instead.`, {
      width: width - 2,
      first: '  ',
    }).map(text => line(text)),
  ];
}

/** The files that a rebase has changed, and what to do next. */
export function rebasedLines(step: RebaseStep | null): readonly Line[] {
  if (step?.prepared.is !== 'ready') return [];
  return [
    [],
    ...step.prepared.value.moves.map(({ path }) => line(`  rebased  ${path}`, 'strong')),
    [],
    line('  next: migsh upgrade heads   (u)'),
  ];
}

function answers(state: State, screen: MergeScreen): readonly string[] {
  if (screen.choice.of === 'edit') {
    return editOptions(screen).map(id => revisionOf(state, id)?.path ?? id);
  }
  return rebaseOptions(state, screen).map(({ head, onto, off }) => {
    const why = off === null ? '' : `   off: ${off}`;
    return `${named(state, head)} onto ${named(state, onto)}${why}`;
  });
}

function named(state: State, id: string): string {
  const title = revisionOf(state, id)?.message.split('\n')[0] ?? '';
  return `${shortId(state, id)} (${title})`;
}
