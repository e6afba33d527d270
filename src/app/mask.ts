/**
 * A value's shape without the value: letters become `x`, digits `9`, what stands between them stays, since that is what tells
 * `12,50` from `12.50`. For the screen; the value itself goes nowhere.
 */
export function maskValue(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean') return 'a boolean';
  if (value instanceof Uint8Array) return `${value.byteLength} bytes`;
  const text = textOf(value);
  if (text === '') return 'an empty text';
  if (text.trim() === '') return `${text.length} blanks`;
  const shape = text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\p{Lu}/gu, 'X')
    .replaceAll(/(?!X)[\p{L}\p{M}]/gu, 'x')
    .replaceAll(/\p{N}/gu, '9')
    .replaceAll(/[\p{So}\p{C}]/gu, '·');
  return shape.length > longest ? `${shape.slice(0, longest)}…` : shape;
}

const longest = 24;

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (value instanceof Date) return value.toISOString();
  return JSON.stringify(value) ?? '';
}
