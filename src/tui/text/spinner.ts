/** `reading the database … 1.2 s`; for the first moments only the words, so that nothing flickers by. */
export function waitingText(
  words: string,
  {
    since,
    now,
    ellipsis,
  }: { readonly since: number; readonly now: number; readonly ellipsis: string },
): string {
  const waited = now - since;
  if (waited < 300) return `${words}${ellipsis}`;
  return `${words}${ellipsis}  ${(waited / 1000).toFixed(1)} s`;
}
