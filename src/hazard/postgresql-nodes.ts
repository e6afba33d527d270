import type { Node, RangeVar, TypeName } from '@pgsql/types';

import type { SqlType } from './facts.ts';

/** What stands under a key of the parsed tree: `Body<'DropStmt'>`. */
export type Body<K extends string> = Extract<Node, Readonly<Record<K, unknown>>>[K];

/** The table's name as migsh writes it: `event`, or `audit.event` where the statement says the schema. */
export function tableName(relation: RangeVar | undefined): string {
  const { schemaname, relname = '' } = relation ?? {};
  return schemaname === undefined ? relname : `${schemaname}.${relname}`;
}

/** A name in pieces, `audit.event`: those of a list, or a single one. */
export function nameOf(node: Node | undefined): string {
  if (node === undefined) return '';
  if ('TypeName' in node) return (node.TypeName.names ?? []).map(nameOf).join('.');
  if ('List' in node) return (node.List.items ?? []).map(nameOf).join('.');
  return 'String' in node ? (node.String.sval ?? '') : '';
}

/** The type under its catalog name, with its modifiers. */
export function typeOf(type: TypeName | undefined): SqlType {
  const parts = (type?.names ?? []).map(nameOf);
  return {
    name: parts[0] === 'pg_catalog' ? parts.slice(1).join('.') : parts.join('.'),
    modifiers: (type?.typmods ?? []).flatMap(integerOf),
    array: type?.arrayBounds !== undefined,
  };
}

/** Whether the piece of tree holds a node of that kind at any depth, for which `found` says yes. */
export function holds(
  tree: unknown,
  key: string,
  found: (body: unknown) => boolean = () => true,
): boolean {
  if (typeof tree !== 'object' || tree === null) return false;
  return Object.entries(tree).some(
    ([name, value]: [string, unknown]) =>
      (name === key && found(value)) || holds(value, key, found),
  );
}

function integerOf(node: Node): readonly number[] {
  if (!('A_Const' in node)) return [];
  const { ival } = node.A_Const;
  return ival === undefined ? [] : [ival.ival ?? 0];
}
