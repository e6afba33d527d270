#!/usr/bin/env node
import { complainAboutNode } from './check-node.ts';

const complaint = complainAboutNode(process.versions.node);
if (complaint === undefined) {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache();
  const { watchStrays } = await import('./cli/strays.ts');
  const strays = watchStrays();
  const { runCommandLine } = await import('./cli/cli.ts');
  // Not awaited: Node would say of a command that never comes back what is wrong with this file.
  void runCommandLine(process.argv.slice(2), strays).then(code => strays.leave(code));
} else {
  process.stderr.write(`${complaint}\n`);
  process.exitCode = 1;
}
