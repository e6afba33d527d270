import { proofWords } from '../app/proof-words.ts';
import type { Proof } from '../app/proof.ts';
import { changeLines } from './print-draft.ts';
import { sanitize } from './sanitize.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

/** What came of trying a draft out, under its SQL. */
export function printProof(proof: Proof, style: Style): string {
  const { heading, changes, prose } = proofWords(proof);
  const lines = [
    style.paint('heading', 'proof'),
    ...wrap(sanitize(heading), { width: style.width, first: '  ' }),
    ...changes.flatMap(change => changeLines(sanitize(change), style)),
    ...(prose === '' ? [] : wrap(prose, { width: style.width, first: '  ' })),
  ];
  return `${lines.join('\n')}\n`;
}
