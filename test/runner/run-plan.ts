// Runs a plan in a process of its own, for tests that kill it: `node run-plan.ts ROOT PLAN`, the plan as JSON.
import { loadConfig } from '../../src/orm/config.ts';
import { openDatabase } from '../../src/orm/database.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { runPlan } from './plans.ts';

const [root = '', json = ''] = process.argv.slice(2);
const plan: Plan = JSON.parse(json);
const config = await loadConfig({ root });
const database = await openDatabase({ root }, config, { mode: 'write' });
await runPlan(database, plan, {
  onEvent: event => {
    process.stdout.write(`${event.event}\n`);
  },
});
await database.close();
