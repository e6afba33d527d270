import type { Operation } from '../../../operation/operation.ts';
import { tokenize, unquote } from '../../../schema/tokens.ts';
import type { CompiledStatement } from '../../statement.ts';
import type { Touched } from './stored-view.ts';

/**
 * The columns whose type the statements change, or that they drop and add anew: what PostgreSQL does not do under a view.
 * Read from the statements, so that whatever operation makes them is seen. A column that goes for good is left out: the
 * view would not come back.
 */
export function touchedBy(
  operation: Operation,
  statements: readonly CompiledStatement[],
): readonly Touched[] {
  const all: Touched[] = statements.flatMap(({ sql }) => alteredIn(sql));
  // The type is made anew: a view may name a value of it without reading a column.
  if (operation.kind === 'removeEnumValue') all.push({ relation: operation.name, isType: true });
  if (operation.kind !== 'dropColumn') return distinct(all);
  const { table, column } = operation;
  return distinct(all.filter(each => each.relation !== table || each.column !== column));
}

function alteredIn(sql: string): readonly Touched[] {
  if (!/^alter table /i.test(sql)) return [];
  const words = tokenize(sql)
    .filter(({ kind }) => kind !== 'space')
    .map(({ kind, text }) => (kind === 'quoted' ? unquote(text) : text));
  const isQualified = words[3] === '.';
  const relation = isQualified ? `${words[2] ?? ''}.${words[4] ?? ''}` : (words[2] ?? '');
  return words.flatMap((word, at): readonly Touched[] => {
    const column = words[at + 2];
    if (words[at + 1] !== 'column' || column === undefined) return [];
    const isTyped = word === 'alter' && words[at + 3] === 'type';
    return isTyped || word === 'drop' ? [{ relation, column }] : [];
  });
}

function distinct(touched: readonly Touched[]): readonly Touched[] {
  return touched.filter(
    (each, at) =>
      touched.findIndex(
        other => other.relation === each.relation && other.column === each.column,
      ) === at,
  );
}
