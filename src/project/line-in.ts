import { pathToFileURL } from 'node:url';

/** The line, from 1, at which a file stands first in an error's stack; undefined where it does not. */
export function lineIn(error: unknown, path: string): number | undefined {
  if (!(error instanceof Error) || error.stack === undefined) return undefined;
  const names = [pathToFileURL(path).href, path];
  for (const frame of error.stack.split('\n')) {
    const name = names.find(known => frame.includes(known));
    if (name === undefined) continue;
    const line = /^(?:\?[^:)]*)?:(\d+)/.exec(frame.slice(frame.indexOf(name) + name.length));
    if (line !== null) return Number(line[1]);
  }
  return undefined;
}
