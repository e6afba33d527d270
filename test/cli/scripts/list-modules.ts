import { writeSync } from 'node:fs';
// Prints the address of every module that is loaded after it: `node --import …/list-modules.ts`.
import { registerHooks } from 'node:module';

registerHooks({
  load(url, context, nextLoad) {
    writeSync(2, `loads ${url}\n`);
    return nextLoad(url, context);
  },
});
