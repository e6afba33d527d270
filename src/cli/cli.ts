// cli/: argv → command → text, JSON and prompts. Decides nothing about revisions or databases: that is app/. Imports a command when it runs.
import { doAtTheEnd } from '../app/at-the-end.ts';
import type { Call, CommandModule } from './call.ts';
import { withContext } from './call.ts';
import type { CommandName } from './commands.ts';
import { commands } from './commands.ts';
import { flags } from './flags.ts';
import { commandHelp, overview } from './help.ts';
import { watchSignals } from './interruption.ts';
import type { Mode } from './mode.ts';
import { decideMode } from './mode.ts';
import type { Output } from './output.ts';
import { openOutput, tolerateClosedPipes } from './output.ts';
import type { Invocation } from './parse.ts';
import { isOn, parse } from './parse.ts';
import { errorShape, exitCodeOf, printError, printStack } from './print-error.ts';
import type { Strays } from './strays.ts';
import { readVersion } from './version.ts';

/** Runs one command line, or the full screen; answers with the exit code. Nothing is thrown. */
export async function runCommandLine(argv: readonly string[], strays?: Strays): Promise<number> {
  tolerateClosedPipes();
  let output = outputBeforeParsing(argv);
  let streams = false;
  if (strays !== undefined) strays.report = error => void report(error, output, streams);
  try {
    const invocation = parse(argv);
    streams = isRun(invocation);
    const mode = modeOf(invocation);
    output = openOutput({
      json: isOn(invocation, 'json'),
      quiet: isOn(invocation, 'quiet'),
      verbose: isOn(invocation, 'verbose'),
      noColor: isOn(invocation, 'no-color'),
      ascii: mode.ascii,
    });
    return await dispatch(invocation, { mode, output, strays });
  } catch (error) {
    return report(error, output, streams);
  } finally {
    await doAtTheEnd();
  }
}

/** What was typed may not have been understood: whether the error is wanted as JSON can still be seen. */
function outputBeforeParsing(argv: readonly string[]): Output {
  return openOutput({
    json: argv.includes('--json'),
    quiet: false,
    verbose: argv.includes('-v') || argv.includes('--verbose'),
    noColor: argv.includes('--no-color'),
    ascii: argv.includes('--ascii'),
  });
}

function modeOf(invocation: Invocation): Mode {
  return decideMode(
    {
      command: invocation.command !== undefined,
      json: isOn(invocation, 'json'),
      noInput: isOn(invocation, 'no-input'),
      ascii: isOn(invocation, 'ascii'),
    },
    {
      stdinIsTerminal: process.stdin.isTTY,
      stdoutIsTerminal: process.stdout.isTTY,
      stderrIsTerminal: process.stderr.isTTY,
      env: process.env,
    },
  );
}

interface Surroundings {
  readonly mode: Mode;
  readonly output: Output;
  readonly strays: Strays | undefined;
}

async function dispatch(
  invocation: Invocation,
  { mode, output, strays }: Surroundings,
): Promise<number> {
  const { command } = invocation;
  if (isOn(invocation, 'help')) {
    output.write(command === undefined ? overview(output.out) : commandHelp(command, output.out));
    return 0;
  }
  if (isOn(invocation, 'version')) return printVersion(output);
  if (mode.surface === 'shell') return startShell(invocation, mode);
  const name = command ?? 'status';
  const { run } = await modules[name]();
  const interruption = watchSignals();
  if (strays !== undefined) strays.stop = () => interruption.stop(1);
  const call: Call = { command: name, invocation, mode, output, interruption };
  return run(call);
}

const modules: Readonly<Record<CommandName, () => Promise<CommandModule>>> = {
  init: () => import('./command/init.ts'),
  status: () => import('./command/status.ts'),
  history: () => import('./command/history.ts'),
  heads: () => import('./command/heads.ts'),
  branches: () => import('./command/branches.ts'),
  current: () => import('./command/current.ts'),
  show: () => import('./command/show.ts'),
  log: () => import('./command/log.ts'),
  check: () => import('./command/check.ts'),
  revision: () => import('./command/revision.ts'),
  migrate: () => import('./command/revision.ts'),
  merge: () => import('./command/merge.ts'),
  rebase: () => import('./command/rebase.ts'),
  edit: () => import('./command/edit.ts'),
  upgrade: () => import('./command/upgrade.ts'),
  downgrade: () => import('./command/upgrade.ts'),
  stamp: () => import('./command/stamp.ts'),
};

function printVersion(output: Output): number {
  const version = readVersion();
  if (output.json) output.document({ version });
  else output.write(`migsh ${version}\n`);
  return 0;
}

function startShell(invocation: Invocation, mode: Mode): Promise<number> {
  return withContext(invocation, async context => {
    const { startShell: start } = await import('../tui/start.ts');
    const noColor = isOn(invocation, 'no-color');
    return start(context, { ascii: mode.ascii, noColor, grammar: { commands, flags, parse } });
  });
}

/** With `--json` it writes one event per line, so that its errors do too. */
function isRun(invocation: Invocation): boolean {
  const runs = invocation.command === 'upgrade' || invocation.command === 'downgrade';
  return runs && !isOn(invocation, 'plan') && !isOn(invocation, 'sql');
}

function report(error: unknown, output: Output, streams: boolean): number {
  const shape = { error: errorShape(error) };
  if (!output.json) output.say(printError(error, output.err));
  else if (streams) output.line({ event: 'error', ...shape, current: null });
  else output.document(shape);
  const code = exitCodeOf(error);
  if (code === 70 && output.verbose) output.say(printStack(error));
  return code;
}
