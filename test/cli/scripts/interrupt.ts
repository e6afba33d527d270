// Runs something that ends well when it is asked to, as an upgrade does: run by interruption.test.ts.
import { watchSignals } from '../../../src/cli/interruption.ts';

const [kind] = process.argv.slice(2);
const interruption = watchSignals();
const idle = setInterval(() => {}, 1000);
if (kind === 'run') {
  await interruption.during(async signal => {
    const aborted = Promise.withResolvers<void>();
    signal.addEventListener('abort', () => aborted.resolve());
    process.stdout.write('ready\n');
    await aborted.promise;
    process.stdout.write(`stopped well, ${interruption.exitCode()}\n`);
  });
  clearInterval(idle);
  process.exitCode = interruption.exitCode() ?? 0;
} else if (kind === 'stubborn') {
  await interruption.during(async signal => {
    signal.addEventListener('abort', () => process.stdout.write('asked\n'));
    process.stdout.write('ready\n');
    await new Promise(() => {});
  });
} else {
  process.stdout.write('ready\n');
}
