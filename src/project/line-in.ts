import { pathToFileURL } from 'node:url';

/** The line, from 1, at which a file stands first among the calls of an error's stack; undefined where it does not. */
export function lineIn(error: unknown, path: string): number | undefined {
  if (!(error instanceof Error) || error.stack === undefined) return undefined;
  const names = [pathToFileURL(path).href, path];
  for (const frame of error.stack.split('\n')) {
    // What stands before the calls is the message, which may name the file too.
    const name = /^\s+at /.test(frame) ? names.find(known => frame.includes(known)) : undefined;
    if (name === undefined) continue;
    const line = /^(?:\?[^:)]*)?:(\d+)/.exec(frame.slice(frame.indexOf(name) + name.length));
    if (line !== null) return Number(line[1]);
  }
  return undefined;
}
