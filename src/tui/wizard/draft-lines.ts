import { proofWords } from '../../app/proof-words.ts';
import type { StatementShape } from '../../app/shapes.ts';
import { panesOf, twoPanes } from '../layout.ts';
import { fileLines } from '../sql/file-lines.ts';
import { statementLines } from '../sql/statement-lines.ts';
import type { State } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';
import { glyphsOf } from '../theme.ts';
import type { WizardScreen } from './state.ts';

/** The part of the draft that is open: the file's text, or the SQL of one direction. */
export function draftLines(state: State, screen: WizardScreen): readonly Line[] {
  const draft = screen.evaluation?.draft;
  if (draft == null) return [];
  const width = draftWidth(state);
  const { tab } = screen;
  if (tab === 'proof') return proofLines(screen.proof, width);
  return [draft, ...draft.following].flatMap((each, at) => {
    const title = at === 0 ? [] : [[], line(`  ${each.path}`, 'strong'), []];
    const lines = tab === 'file' ? fileLines(each.text, width) : sqlOf(state, each[tab], width);
    return title.concat(lines);
  });
}

function proofLines(proof: WizardScreen['proof'], width: number): readonly Line[] {
  if (proof === null) return [line('  it was not tried out')];
  const { heading, changes, prose } = proofWords(proof);
  const said = (text: string, first: string): readonly Line[] =>
    wrap(text, { width: width - 1, first }).map(each => line(each));
  return [
    ...said(heading, '  '),
    ...(changes.length === 0 ? [] : [[]]),
    ...changes.flatMap(change => said(change, '    ')),
    ...(prose === '' ? [] : [[], ...said(prose, '  ')]),
  ];
}

/** Columns of the pane with the draft. */
export function draftWidth({ size }: State): number {
  return size.columns >= twoPanes ? panesOf(size.columns)[0] : size.columns;
}

/** SQL of a direction, or that there is none. */
export function sqlOf(
  state: State,
  statements: readonly StatementShape[],
  width: number,
): readonly Line[] {
  if (statements.length === 0) return [line('  no statement')];
  return statementLines(statements, { width, glyphs: glyphsOf(state.ascii), marked: -1 }).lines;
}
