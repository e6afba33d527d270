import { isName, type Token } from './tokens.ts';

/**
 * A name in double quotes that nothing bears, where a value is wanted: SQLite takes it for a string, or refuses it,
 * but a table whose view has one cannot be changed (https://www.sqlite.org/quirks.html, section 8).
 */
export function textInDoubleQuotes(
  tokens: readonly Token[],
  isKnown: (name: string) => boolean,
): string | undefined {
  const suspects = tokens.filter(
    (token, at) =>
      token.text.startsWith('"') &&
      !isKnown(token.name) &&
      tokens[at + 1]?.text !== '.' &&
      wantsValue(tokens[at - 1]),
  );
  return suspects.find(({ name }) => timesNamed(tokens, name) === timesSuspect(suspects, name))
    ?.name;
}

function wantsValue(before: Token | undefined): boolean {
  if (before?.kind === 'sign') return /^[=<>(,|+-]$/.test(before.text);
  return (
    before?.kind === 'word' &&
    /^(?:like|glob|in|is|not|and|or|between|then|else|when|where)$/.test(before.name)
  );
}

function timesNamed(tokens: readonly Token[], name: string): number {
  return tokens.filter(token => isName(token) && token.name.toLowerCase() === name.toLowerCase())
    .length;
}

function timesSuspect(suspects: readonly Token[], name: string): number {
  return suspects.filter(token => token.name.toLowerCase() === name.toLowerCase()).length;
}
