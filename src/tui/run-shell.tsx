import process from 'node:process';

import { render } from 'ink';

import type { AppContext } from '../app/context.ts';
import { makeEffects } from './effects.ts';
import type { Effects, Outside } from './effects.ts';
import { initialState } from './initial-state.ts';
import { Shell } from './shell.tsx';
import { watchSignals } from './signals.ts';
import type { ShellOptions } from './start.ts';
import type { Store } from './store.ts';
import { makeStore } from './store.ts';
import type { Streams, Suspend } from './terminal.ts';
import {
  clearSequence,
  clipboardSequence,
  editFile,
  stopProcess,
  withTerminal,
} from './terminal.ts';
import { looksOf, wantsColor } from './theme.ts';

/** Draws the shell until it is left; answers with the exit code. */
export async function runShell(context: AppContext, options: ShellOptions): Promise<number> {
  const { streams = process, now = Date.now } = options;
  const startedAt = now();
  const outside = makeOutside(context, streams);
  const effects: Effects = makeEffects(context, outside, message => store.dispatch(message));
  const store: Store = makeStore({
    initial: initialState({
      size: { columns: streams.stdout.columns, rows: streams.stdout.rows },
      ascii: options.ascii,
      grammar: options.grammar,
      startedAt,
    }),
    elapsed: () => now() - startedAt,
    perform: effect => effects.run(effect),
  });
  const instance = render(
    <Shell
      store={store}
      looks={looksOf(wantsColor(options.noColor, process.env))}
      onReady={outside.setSuspend}
    />,
    { ...streamsOf(streams), ...renderOptions },
  );
  outside.setClear(() => instance.clear());
  const signals = watchSignals(code => outside.leave(code));
  effects.run({ do: 'load' });
  // A component that throws ends Ink; its error is for the screen that comes back, where it can be read.
  const drawn = instance.waitUntilExit();
  let left = 0;
  try {
    left = await Promise.race([outside.left, drawn.then(() => 0)]);
  } finally {
    await effects.end();
    store.close();
    instance.unmount();
    signals.end();
  }
  await drawn;
  const { deeds } = store.getState();
  if (deeds.length > 0) streams.stdout.write(`${deeds.join('\n')}\n`);
  return left;
}

const renderOptions = {
  alternateScreen: true,
  incrementalRendering: true,
  maxFps: 60,
  exitOnCtrlC: false,
  patchConsole: false,
  interactive: true,
};

function streamsOf({ stdin, stdout, stderr }: Streams): Streams {
  return { stdin, stdout, stderr };
}

/** Before Ink has said how, the terminal is nobody's. */
const justRun: Suspend = run => run();
const doNothing = (): void => {};

interface ShellOutside extends Outside {
  /** The code that the shell was left with. */
  readonly left: Promise<number>;
  readonly setSuspend: (suspend: Suspend) => void;
  readonly setClear: (clear: () => void) => void;
}

function makeOutside(context: AppContext, streams: Streams): ShellOutside {
  const { promise: left, resolve: leave } = Promise.withResolvers<number>();
  let suspend = justRun;
  let clear = doNothing;
  return {
    left,
    leave,
    setSuspend: given => {
      suspend = given;
    },
    setClear: given => {
      clear = given;
    },
    async edit(path) {
      let problem: string | null = null;
      await withTerminal(streams, suspend, async () => {
        problem = await editFile(context.project.root, path);
      });
      return problem;
    },
    copy: text => void streams.stdout.write(clipboardSequence(text)),
    suspend: () => withTerminal(streams, suspend, stopProcess),
    redraw() {
      streams.stdout.write(clearSequence);
      clear();
      streams.stdout.emit('resize');
    },
  };
}
