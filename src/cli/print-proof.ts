import type { Proof } from '../app/proof.ts';
import { changeLines } from './print-draft.ts';
import { sanitize } from './sanitize.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

/** What came of trying a draft out, under its SQL. */
export function printProof(proof: Proof, style: Style): string {
  const { heading, changes, prose } = wordsOf(proof);
  const lines = [
    style.paint('heading', 'proof'),
    ...wrap(sanitize(heading), { width: style.width, first: '  ' }),
    ...changes.flatMap(change => changeLines(sanitize(change), style)),
    ...(prose === '' ? [] : wrap(prose, { width: style.width, first: '  ' })),
  ];
  return `${lines.join('\n')}\n`;
}

/** Whether a person should look before the file is written. */
export function isDoubtful(proof: Proof | null): boolean {
  return proof?.outcome === 'rest' || proof?.outcome === 'failed';
}

interface Words {
  readonly heading: string;
  readonly changes: readonly string[];
  readonly prose: string;
}

function wordsOf(proof: Proof): Words {
  if (proof.outcome === 'proven') {
    return said(`it ran on ${proof.on}, and nothing is left to do`);
  }
  if (proof.outcome === 'not-decided') return said(`it was not tried out: ${proof.message}`);
  if (proof.outcome === 'failed') {
    return said(`it did not run on ${proof.on}: ${proof.message}`, differs);
  }
  return {
    heading: `it ran on ${proof.on}, and this is left to do:`,
    changes: proof.rest,
    prose: `An answer left it for later, or ${differs}`,
  };
}

const differs = 'the database is not what its revisions make: migsh status, migsh log';

function said(heading: string, prose = ''): Words {
  return { heading, changes: [], prose };
}
