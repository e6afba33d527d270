/** Lets time pass; rejects when the signal ends it. */
export async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  const { setTimeout: delay } = await import('node:timers/promises');
  await delay(milliseconds, undefined, { signal });
}
