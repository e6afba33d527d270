import type { Line } from './line.ts';
import { lineWidth } from './line.ts';

/**
 * A line for a terminal that draws only ASCII: arrows, dots and quotes of migsh's own words are spelled. What the project's own
 * texts hold besides stays: nothing else can stand for it.
 */
export function asciiLine(row: Line): Line {
  if (row.every(({ text }) => ascii.test(text))) return row;
  const spelled = row.map(each => ({ ...each, text: spell(each.text) }));
  const grown = lineWidth(spelled) - lineWidth(row);
  // Blanks that fill a line give way.
  const last = spelled.at(-1);
  if (grown <= 0 || last === undefined) return spelled;
  const blanks = last.text.length - last.text.trimEnd().length;
  const text = last.text.slice(0, last.text.length - Math.min(grown, blanks));
  return [...spelled.slice(0, -1), { ...last, text }];
}

const ascii = /^[ -~]*$/;

const spellings: Readonly<Record<string, string>> = {
  '→': '->',
  '←': '<-',
  '…': '...',
  '–': '-',
  '—': '-',
  '·': '.',
  '×': 'x',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '›': '>',
};

function spell(text: string): string {
  return text.replaceAll(/[→←…–—·×‘’“”›]/g, character => spellings[character] ?? character);
}
