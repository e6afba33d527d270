import process from 'node:process';

/** The exit code that a shell gives for a process that a signal ended. */
const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Has a signal leave the shell in good order: what runs is cancelled and rolled back first. A second one, while that goes on,
 * ends the process at once.
 */
export function watchSignals(leave: (code: number) => void): { readonly end: () => void } {
  let left = false;
  const handlers = Object.entries(codes).map(([signal, code]) => {
    const handler = (): void => {
      if (left) process.exit(code);
      left = true;
      leave(code);
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return {
    end() {
      for (const off of handlers) off();
    },
  };
}
