import { mentions } from '../schema/expression.ts';
import { bareName } from '../schema/names.ts';
import type { Policy, Trigger } from '../schema/objects.ts';
import { findTable, type Schema } from '../schema/schema.ts';
import { tokenize, unquote } from '../schema/tokens.ts';
import type { Footprint, Touched } from './footprint.ts';
import type { ForEachOperation, OperationKind } from './operation.ts';

/** What operations on triggers, policies and routines touch. A body is known by its words: it says rather too much. */
export const touchedCode = {
  createTrigger: ({ table, trigger }, before) => ({
    reads: [onTable(table), ...readBy(textsOf(trigger), { table, before })],
    changes: [named('trigger', table, trigger.name)],
  }),
  dropTrigger: ({ table, name }) => ({
    reads: [onTable(table)],
    changes: [named('trigger', table, name)],
  }),
  createPolicy: ({ table, policy }, before) => ({
    reads: [onTable(table), ...readBy(expressionsOf(policy), { table, before })],
    changes: [named('policy', table, policy.name)],
  }),
  dropPolicy: ({ table, name }) => ({
    reads: [onTable(table)],
    changes: [named('policy', table, name)],
  }),
  rowSecurity: ({ table }) => ({
    reads: [onTable(table)],
    changes: [named('row-level security', table, table)],
  }),
  createFunction: ({ routine }, before) => ({
    reads: readBy([routine.body], { before }).filter(each => each.name !== routine.name),
    changes: [named('function', '', routine.name)],
  }),
  dropFunction: ({ name }) => ({ changes: [named('function', '', name)] }),
} satisfies Partial<{ [K in OperationKind]: ForEachOperation<Partial<Footprint>, Schema>[K] }>;

function onTable(table: string): Touched {
  return { sort: 'table', table, name: '' };
}

function named(sort: Touched['sort'], table: string, name: string): Touched {
  return { sort, table, name };
}

function textsOf({ body, when }: Trigger): readonly string[] {
  return [body, when ?? []].flatMap(text =>
    typeof text === 'string' ? text : Object.values(text),
  );
}

function expressionsOf({ using, check }: Policy): readonly string[] {
  return [using ?? [], check ?? []].flat();
}

/** The tables, columns and routines that a text says. */
function readBy(
  texts: readonly string[],
  { table: owner, before }: { readonly table?: string; readonly before: Schema },
): readonly Touched[] {
  const words = new Set(texts.flatMap(wordsIn));
  const isSaid = (name: string): boolean => words.has(bareName(name).toLowerCase());
  const others = before.tables.filter(({ name }) => name !== owner && isSaid(name));
  const own = owner === undefined ? undefined : findTable(before, owner);
  return [
    ...others.map(({ name }) => onTable(name)),
    ...[...(own ? [own] : []), ...others].flatMap(table =>
      table.columns
        .filter(column => texts.some(text => mentions(text, column.name)))
        .map(column => named('column', table.name, column.name)),
    ),
    ...(before.routines ?? [])
      .filter(({ name }) => isSaid(name))
      .map(({ name }) => named('function', '', name)),
  ];
}

function wordsIn(sql: string): readonly string[] {
  return tokenize(sql).flatMap(({ kind, text }) => {
    if (kind === 'quoted') return [unquote(text).toLowerCase()];
    // The body of a function stands between dollars.
    if (text.startsWith('$')) return wordsIn(text.replaceAll(/^\$\w*\$|\$\w*\$$/g, ''));
    return kind === 'word' ? [text.toLowerCase()] : [];
  });
}
