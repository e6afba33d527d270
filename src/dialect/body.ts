import { tokenize } from '../schema/tokens.ts';

/** Statements with the semicolon that the last one may leave out; what ends in a line comment ends its line. */
export function finished(body: string): string {
  const text = body.trim();
  const tokens = tokenize(text).filter(
    ({ kind, text: each }) => kind !== 'space' || each.startsWith('--'),
  );
  const last = tokens.findLast(({ kind }) => kind !== 'space');
  const line = tokens.at(-1)?.kind === 'space' ? '\n' : '';
  return `${text}${line}${last?.text === ';' ? '' : ';'}`;
}
