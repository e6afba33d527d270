import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';

import type { Size } from './layout.ts';

/** Ink's way to hand the terminal to somebody else until a promise ends. */
export type Suspend = (run: () => Promise<void>) => Promise<void>;

/** The process's streams, or others that are a terminal. */
export interface Streams {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream & Size;
  readonly stderr: NodeJS.WritableStream;
}

/**
 * Gives the terminal away and takes it back. Ink stops listening but goes on reading: without the pause the first
 * keys for the other program would land here.
 */
export async function withTerminal(
  { stdin }: Streams,
  suspend: Suspend,
  run: () => Promise<void>,
): Promise<void> {
  await suspend(async () => {
    await new Promise(resolve => setImmediate(resolve));
    stdin.pause();
    await run();
  });
}

/** Opens a file in $VISUAL, $EDITOR or vi, and says what went wrong. */
export function editFile(root: string, path: string): Promise<string | null> {
  const editor = [process.env['VISUAL'], process.env['EDITOR']].find(each => each) ?? 'vi';
  // The variable may hold arguments (`code --wait`), so a shell splits it; the path is handed over as it is.
  const child = spawn('/bin/sh', ['-c', `${editor} "$1"`, 'sh', join(root, path)], {
    stdio: 'inherit',
  });
  return new Promise(resolve => {
    child.once('error', error => resolve(`${editor} did not start: ${error.message}`));
    child.once('close', code => {
      resolve(code === 0 ? null : `${editor} ended with ${code ?? 'a signal'}: set $EDITOR`);
    });
  });
}

/** Stops this process as ctrl-z does at a shell; resolves when it goes on. */
export function stopProcess(): Promise<void> {
  return new Promise(resolve => {
    // A handler for a signal does not keep the process alive, and its input is paused: without a timer it would end on its return.
    const alive = setInterval(() => {}, 60_000);
    process.once('SIGCONT', () => {
      clearInterval(alive);
      resolve();
    });
    process.kill(process.pid, 'SIGTSTP');
  });
}

/** The sequence that puts text into the terminal's clipboard (OSC 52). */
export function clipboardSequence(text: string): string {
  return `\u001B]52;c;${Buffer.from(text).toString('base64')}\u0007`;
}

/** Clears the whole screen, cursor at the top. */
export const clearSequence = '\u001B[2J\u001B[H';
