let ending = false;
const open = new Map<object, () => Promise<void>>();

/** Notes what has to be done about something before the process may end, also where a signal ends it: often, it counts once. */
export function atTheEnd(what: object, work: () => Promise<void>): void {
  open.set(what, work);
}

/** Nothing has to be done about it any more. */
export function isDone(what: object): void {
  open.delete(what);
}

/** Does what is noted; never fails, and never takes longer than a person would wait. */
export async function doAtTheEnd(): Promise<void> {
  if (open.size === 0) return;
  const all = Promise.allSettled([...open.values()].map(work => work()));
  const enough = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => enough.resolve(undefined), patience);
  await Promise.race([all, enough.promise]);
  clearTimeout(timer);
}

/** The same, where a signal ends the process in the middle of something. */
export async function doAtOnce(): Promise<void> {
  ending = true;
  await doAtTheEnd();
}

/** Where the process is told to end, what runs goes no further, for it would meet what is taken away under it. */
export async function orStop(): Promise<void> {
  // Nothing settles it; whoever ends the process does not wait for it.
  if (ending) await new Promise(() => {});
}

/** Whether there is something to do. */
export function isSomethingLeft(): boolean {
  return open.size > 0;
}

/** Milliseconds for a database to be dropped. */
const patience = 5000;
