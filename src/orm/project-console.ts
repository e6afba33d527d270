import { Console } from 'node:console';

import { foreign } from './foreign.ts';

const console = globalThis.console;
const quiet = ['log', 'info', 'debug', 'table', 'dir', 'group', 'groupCollapsed'] as const;

/** Runs code of the project with everything its console writes going to stderr: stdout belongs to what the user asked for. */
export async function withProjectConsole<Result>(run: () => Promise<Result>): Promise<Result> {
  const onStderr = new Console({ stdout: process.stderr, stderr: process.stderr });
  const before = quiet.map(name => console[name]);
  for (const name of quiet) console[name] = onStderr[name].bind(onStderr);
  try {
    return await run();
  } finally {
    quiet.forEach((name, index) => {
      console[name] = foreign(before[index]);
    });
  }
}
