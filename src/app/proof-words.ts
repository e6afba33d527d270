import type { Proof } from './proof.ts';

/** Whether a person should look before the file is written. */
export function isDoubtful(proof: Proof | null): boolean {
  return proof?.outcome === 'rest' || proof?.outcome === 'failed';
}

/** A proof in words: what came of it, what is left, and what that may come from. */
export interface ProofWords {
  readonly heading: string;
  readonly changes: readonly string[];
  readonly prose: string;
}

/** The words for a proof, in English sentences. */
export function proofWords(proof: Proof): ProofWords {
  if (proof.outcome === 'proven') {
    const { on, later = [] } = proof;
    if (later.length === 0) return said(`it ran on ${on}, and nothing is left to do`);
    return { heading: `it ran on ${on}; answers leave for later:`, changes: later, prose: '' };
  }
  if (proof.outcome === 'not-decided') return said(`it was not tried out: ${proof.message}`);
  if (proof.outcome === 'failed') {
    return said(`it did not run on ${proof.on}: ${proof.message}`, byHand);
  }
  return {
    heading: `it ran on ${proof.on}, and this is left to do:`,
    changes: proof.rest,
    prose: byHand,
  };
}

const byHand = 'Perhaps somebody changed the database by hand.';

function said(heading: string, prose = ''): ProofWords {
  return { heading, changes: [], prose };
}
