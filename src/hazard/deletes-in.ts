import { tokenize, unquote } from '../schema/tokens.ts';

/**
 * The tables that a text of statements deletes rows of: `delete from t`, `truncate t`, SQLite's `replace into t`. It goes by
 * words, so what is put together at run time (`execute format(…)`) is not seen.
 */
export function deletesIn(sql: string): readonly string[] {
  const tokens = tokenize(sql).filter(({ kind }) => kind !== 'space' && kind !== 'string');
  const word = (at: number): string => tokens[at]?.text.toLowerCase() ?? '';
  const found = tokens.flatMap((_, at): readonly string[] => {
    const start = startsAt(word, at);
    return start === undefined ? [] : [nameAt(tokens, start)];
  });
  return [...new Set(found)];
}

/** Where the name stands, behind the words that delete. */
function startsAt(word: (at: number) => string, at: number): number | undefined {
  const behind = (...words: readonly string[]): number | undefined =>
    words.every((each, by) => word(at + by) === each) ? at + words.length : undefined;
  const isEvent = ['before', 'after', 'of', 'or', 'on'].includes(word(at - 1));
  if (word(at) === 'truncate' && !isEvent) {
    const next = behind('truncate', 'table') ?? at + 1;
    return word(next) === 'only' ? next + 1 : next;
  }
  const from = behind('delete', 'from', 'only') ?? behind('delete', 'from');
  return from ?? behind('replace', 'into');
}

function nameAt(
  tokens: readonly { readonly kind: string; readonly text: string }[],
  at: number,
): string {
  const part = (index: number): string => {
    const token = tokens[index];
    if (token === undefined) return '';
    return token.kind === 'quoted' ? unquote(token.text) : token.text.toLowerCase();
  };
  return tokens[at + 1]?.text === '.' ? `${part(at)}.${part(at + 2)}` : part(at);
}
