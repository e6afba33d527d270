/** Columns that a text takes in a terminal, as Ink measures it. */
export function widthOf(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
}

/** The text in pieces that a cursor steps over as one. */
export function graphemesOf(text: string): readonly string[] {
  if (plain.test(text)) return text.split('');
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/** As many whole graphemes from the start as fit into `width`. */
export function take(text: string, width: number): string {
  if (plain.test(text)) return text.slice(0, Math.max(0, width));
  let taken = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    used += graphemeWidth(segment);
    if (used > width) break;
    taken += segment;
  }
  return taken;
}

/** The text cut at its end to `width`, with the ellipsis where something is missing. */
export function cut(text: string, width: number, ellipsis: string): string {
  if (widthOf(text) <= width) return text;
  return width < widthOf(ellipsis)
    ? take(text, width)
    : take(text, width - widthOf(ellipsis)) + ellipsis;
}

/** The text cut in its middle: paths and ids tell most at both ends. */
export function cutMiddle(text: string, width: number, ellipsis: string): string {
  if (widthOf(text) <= width) return text;
  const room = width - widthOf(ellipsis);
  if (room < 2) return cut(text, width, ellipsis);
  const end = Math.ceil(room / 2);
  const tail = take(graphemesOf(text).toReversed().join(''), end);
  return take(text, room - end) + ellipsis + graphemesOf(tail).toReversed().join('');
}

/** The text with spaces behind it, at least `width` columns wide. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** The text with spaces before it, at least `width` columns wide. */
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
// ASCII, Latin letters and the characters that are drawn here: each one code unit, one grapheme and one column.
const plain =
  /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u2193\u2500-\u259f\u25a0-\u25fc\u2713\u2717]*$/;
const invisible = /^[\p{Default_Ignorable_Code_Point}\p{Control}\p{Mark}]+$/u;
const emoji = /^(?:\p{RGI_Emoji}|\p{Emoji_Presentation})/v;
// The scripts and blocks that Unicode's EastAsianWidth gives as W or F; halfwidth forms are not among them.
const wide =
  /^(?![\uff61-\uffdc])[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;

function graphemeWidth(segment: string): number {
  if (invisible.test(segment)) return 0;
  return wide.test(segment) || emoji.test(segment) ? 2 : 1;
}
