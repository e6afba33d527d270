/** The number that a text writes digit by digit; undefined for one whose digits JavaScript would change, and for no number. */
export function exactNumber(digits: string): number | undefined {
  const number = Number(digits);
  return String(number) === digits && !isRounded(number) ? number : undefined;
}

/**
 * Whether a number in a file may be another one than was meant: past 2^53 JavaScript rounds whole numbers. From 1e21 on a
 * number is written with an exponent: nobody meant its last digit.
 */
export function isRounded(value: number): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21;
}
