// Makes the example shop's database ready: `npm start` runs it before the shell opens.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { seed } from '../fixtures/shop/seed.ts';
import { openContext, openForWriting } from '../src/app/context.ts';
import { createDatabase } from '../src/app/create-database.ts';
import { current } from '../src/app/current.ts';
import { planUpgrade } from '../src/app/plan.ts';
import { runPlan } from '../src/app/run.ts';
import { MigshError } from '../src/error.ts';

/** Three revisions stand above it: orders: note, and the open branch `audit`. */
const start = 'c6e38b1f4a92';
const folder = join(process.cwd(), '.example');

if (process.argv.includes('--reset')) {
  rmSync(join(folder, 'shop.sqlite'), { force: true });
  console.log('the example is as new: npm start');
} else {
  await prepare().catch(report);
}

async function prepare(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const context = openContext({ cwd: process.cwd() });
  try {
    await createDatabase(context);
    const { current: applied } = await current(context);
    if (applied.length > 0) return;
    const prepared = await planUpgrade(context, start);
    const { signal } = new AbortController();
    await runPlan(context, prepared, { signal, onEvent: () => {} });
    const database = await openForWriting(context);
    for (const statement of seed()) await database.query(statement);
    await database.close();
  } finally {
    await context.close();
  }
}

function report(error: unknown): void {
  if (!(error instanceof MigshError)) throw error;
  console.error(`error: ${error.message}`);
  if (error.hint !== undefined) console.error(`hint: ${error.hint}`);
  process.exitCode = error.exitCode;
}
