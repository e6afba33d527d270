import { quoteIdentifier } from '../../schema/tokens.ts';

/** `collate nocase`; a name that is no plain word stands in quotes. */
export function collateClause(name: string): string {
  return `collate ${/^\w+$/.test(name) ? name : quoteIdentifier(name)}`;
}
