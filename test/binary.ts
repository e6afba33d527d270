import { resolve } from 'node:path';
import process from 'node:process';

/** What tests run as `migsh`: the sources, or what MIGSH_TEST_BINARY names; `npm test` names what it has just built, which starts sooner. */
export const binary = resolve(process.env['MIGSH_TEST_BINARY'] ?? 'src/main.ts');
