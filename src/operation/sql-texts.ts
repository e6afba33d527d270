import { type SqlText, sqlText } from '../schema/objects.ts';

/** Texts put together to one: a single one where they are the same for every dialect, else one each. */
export function combineSql(
  texts: readonly SqlText[],
  put: (texts: readonly string[]) => string,
): SqlText {
  const forOne = (dialect: 'postgresql' | 'sqlite'): string =>
    put(texts.map(text => sqlText(text, dialect) ?? ''));
  const [postgresql, sqlite] = [forOne('postgresql'), forOne('sqlite')];
  return postgresql === sqlite ? postgresql : { postgresql, sqlite };
}
