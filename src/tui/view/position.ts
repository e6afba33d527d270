/** Which lines of how many are on the screen: `1-8 of 11 lines`; '' where all of them are. */
export function positionText(top: number, height: number, count: number): string {
  if (count <= height) return '';
  return `${top + 1}-${Math.min(count, top + height)} of ${count} lines`;
}
