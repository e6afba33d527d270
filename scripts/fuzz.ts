// `npm run fuzz`: random alterations on real databases, as in the test run but many more of them.
// `npm run fuzz -- 5000` for so many a dialect; `npm run fuzz -- 5000 sqlite` for one dialect alone.
import { spawnSync } from 'node:child_process';

const [alterations = '20000', dialect] = process.argv.slice(2);
const only = dialect === undefined ? [] : ['-t', `on ${dialect} `];
const seed = process.env['MIGSH_FUZZ_SEED'] ?? String(Math.floor(Math.random() * 1e9));
const { status } = spawnSync('vitest', ['run', 'test/laws/operations.test.ts', ...only], {
  stdio: 'inherit',
  env: { ...process.env, MIGSH_FUZZ_ALTERATIONS: alterations, MIGSH_FUZZ_SEED: seed },
});
process.exitCode = status ?? 1;
