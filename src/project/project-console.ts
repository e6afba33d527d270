import { Console } from 'node:console';

const toStdout = ['log', 'info', 'debug', 'table', 'dir', 'group', 'groupCollapsed'] as const;

let open = 0;
let undo = (): void => {};

/**
 * Turns the console to stderr until the returned function is called: while a revision's code runs, stdout belongs to
 * what the user asked for. Several may overlap.
 */
export function consoleToStderr(): () => void {
  if (open === 0) undo = redirect();
  open += 1;
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    open -= 1;
    if (open === 0) undo();
  };
}

let onStderr: Console | undefined;

function redirect(): () => void {
  const target = globalThis.console;
  const replaced = (onStderr ??= new Console({ stdout: process.stderr, stderr: process.stderr }));
  const before = toStdout.map(name => [name, Reflect.get(target, name)] as const);
  for (const name of toStdout) Reflect.set(target, name, replaced[name].bind(replaced));
  return () => {
    for (const [name, method] of before) Reflect.set(target, name, method);
  };
}
