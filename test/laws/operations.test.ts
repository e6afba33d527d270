import { describe, expect, test } from 'vitest';

import { Dice } from '../operation/random-schema.ts';
import { headerOf, textOf } from './compile-revision.ts';
import { Broken, type Revision, type Source, travel, type Travelled } from './journey.ts';
import { type LawDatabase, openSqliteLaw } from './law-database.ts';
import { openPostgresqlLaw } from './law-postgresql.ts';
import { randomOperations } from './random-operations.ts';
import { shrink, signatureOf } from './shrink.ts';

/**
 * Random revisions on real databases. A failing run prints its seed and the smallest revisions that fail alike;
 * MIGSH_FUZZ_SEED starts with that seed (`npm run fuzz` with a fresh one), MIGSH_FUZZ_ALTERATIONS says how many operations are carried out.
 */
const seed = Number(process.env['MIGSH_FUZZ_SEED'] ?? 20_261_121);
const wanted = Number(process.env['MIGSH_FUZZ_ALTERATIONS'] ?? 300);
const revisionsOfOne = 14;

/** Random revisions that follow from the seed. */
function randomSource(database: LawDatabase, dice: Dice): Source {
  let left = revisionsOfOne;
  return stand => {
    if (left === 0) return undefined;
    left -= 1;
    const operations = randomOperations({ ...stand, dice, physics: database.physics });
    return { operations, back: dice.maybe(45) };
  };
}

function replay(revisions: readonly Revision[]): Source {
  const left = [...revisions];
  return () => left.shift();
}

/** The smallest revisions that break the same law, as text that can be pasted into files. */
async function report(
  database: LawDatabase,
  { revisions, broken }: Travelled,
  from: number,
): Promise<string> {
  const wantedSignature = broken && signatureOf(broken);
  const fails = async (candidate: readonly Revision[]): Promise<boolean> => {
    const { broken: other } = await travel(database, replay(candidate)).catch(() => ({
      broken: undefined,
    }));
    return other !== undefined && signatureOf(other) === wantedSignature;
  };
  const smallest = await shrink(revisions, fails, performance.now() + 40_000);
  const again = await travel(database, replay(smallest)).catch(() => undefined);
  const texts = smallest.map(({ operations, back }, at) =>
    textOf(
      { up: operations, down: null },
      headerOf(back ? 'taken back and carried out again' : 'a revision', at + 1),
    ),
  );
  const { dialect } = database.physics;
  return [
    `MIGSH_FUZZ_SEED=${from} on ${dialect}`,
    again?.broken?.message ?? `only with all that came before: ${broken?.message}`,
    ...texts,
  ].join('\n\n');
}

describe.each([
  ['sqlite', openSqliteLaw],
  ['postgresql', openPostgresqlLaw],
])('on %s', (dialect, open) => {
  test(
    `random alterations leave what the model says, with seed ${seed}`,
    async () => {
      const database = await open();
      const total = { carriedOut: 0, refused: 0, takenBack: 0 };
      const kinds = new Map<string, number>();
      const failures: string[] = [];
      const most = Number(process.env['MIGSH_FUZZ_FAILURES'] ?? 1);
      try {
        for (let at = seed; total.carriedOut < wanted && failures.length < most; at += 1) {
          const travelled = await travel(database, randomSource(database, new Dice(at)));
          total.carriedOut += travelled.carriedOut;
          total.refused += travelled.refused;
          total.takenBack += travelled.takenBack;
          for (const [kind, count] of travelled.kinds)
            kinds.set(kind, (kinds.get(kind) ?? 0) + count);
          if (travelled.broken instanceof Broken)
            failures.push(await report(database, travelled, at));
        }
      } finally {
        await database.close();
      }
      console.log(dialect, { seed, ...total, kinds: Object.fromEntries(kinds) });
      expect(failures.join('\n\n')).toBe('');
    },
    60_000 + wanted * 500,
  );
});
