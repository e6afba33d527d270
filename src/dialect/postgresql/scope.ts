import { quoteText } from '../../schema/tokens.ts';

/** Which schemas a catalog query reads: the current one, until `widened` says more. `n` is pg_namespace. */
export const inScope = 'n.nspname in (current_schema())';

/** A name as schemas of revisions have it: with its schema before it where that is not the current one. */
export function qualified(namespace: string, name: string): string {
  return `case when ${namespace}.nspname = current_schema() then ${name}::text else ${namespace}.nspname || '.' || ${name} end`;
}

/** The catalog queries, reading some more schemas besides the current one. */
export function widened(
  queries: Readonly<Record<string, string>>,
  schemas: readonly string[],
): Readonly<Record<string, string>> {
  const scope = ['current_schema()', ...schemas.map(quoteText)].join(', ');
  return Object.fromEntries(
    Object.entries(queries).map(([name, sql]) => [
      name,
      sql.replaceAll(inScope, () => `n.nspname in (${scope})`),
    ]),
  );
}
