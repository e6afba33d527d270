#!/usr/bin/env node
import { complainAboutNode } from './check-node.ts';

const complaint = complainAboutNode(process.versions.node);
if (complaint === undefined) {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache();
  const { runCommandLine } = await import('./cli/cli.ts');
  process.exitCode = await runCommandLine(process.argv.slice(2));
} else {
  process.stderr.write(`${complaint}\n`);
  process.exitCode = 1;
}
