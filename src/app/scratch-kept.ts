import type { ScratchPlace } from '../orm/scratch-place.ts';
import { atTheEnd, isDone } from './at-the-end.ts';
import type { AppContext } from './context.ts';

interface Kept {
  readonly key: string;
  readonly place: ScratchPlace;
  /** Ends what waits for nobody having wanted it. */
  readonly forget: () => void;
}

const kept = new WeakMap<AppContext, Kept>();

/** Milliseconds that a place on a server is kept for the next who wants one: making one takes longer than using it. */
const patience = 10_000;

/** Has a place removed where the process is told to end. */
export function watch(place: ScratchPlace): void {
  atTheEnd(place, () => place.remove());
}

/** Leaves nothing of a place behind. */
export async function remove(place: ScratchPlace): Promise<void> {
  await place.remove();
  isDone(place);
}

/** Takes the place that was kept, if it is for the same. */
export function takeKept(context: AppContext, key: string): ScratchPlace | undefined {
  const found = kept.get(context);
  if (found?.key !== key) return undefined;
  kept.delete(context);
  found.forget();
  return found.place;
}

/** Keeps a place until it is taken, until nobody has wanted it for a while, or until the context is closed. */
export async function keep(context: AppContext, key: string, place: ScratchPlace): Promise<void> {
  if (kept.has(context)) return remove(place);
  const removeKept = async (): Promise<void> => {
    if (takeKept(context, key) !== undefined) await remove(place);
  };
  // Whoever waits for nothing else need not wait for this.
  const timer = setTimeout(() => void removeKept().catch(() => {}), patience).unref();
  context.whenClosed.add(removeKept);
  const forget = (): void => {
    clearTimeout(timer);
    context.whenClosed.delete(removeKept);
  };
  kept.set(context, { key, place, forget });
}
