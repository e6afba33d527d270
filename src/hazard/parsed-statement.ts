import type { ParseResult } from '@pgsql/types';

/** What PostgreSQL's own parser made of one statement: its tree, or why it could not read it. Parsed by the caller. */
export type ParsedStatement = { readonly tree: ParseResult } | { readonly error: string };
