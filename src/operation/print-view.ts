import type { SqlText } from '../schema/objects.ts';
import type { CreateView, DropView } from './object-operation.ts';
import type { Code } from './print-code.ts';
import { literal, object, options, sqlText, text } from './print-literal.ts';

/** `'active_customer', 'select …', { materialized: true }` */
export function createViewArguments({ view, replace }: CreateView): readonly Code[] {
  const { name, select, materialized, withData, comment } = view;
  return [
    text(name),
    selectArgument(select),
    ...options({
      materialized: materialized && literal(true),
      withData: withData === false ? literal(false) : undefined,
      replace: replace && literal(true),
      comment: comment === undefined ? undefined : text(comment),
    }),
  ];
}

/** `'active_customer', { cascade: true }` */
export function dropViewArguments({ name, cascade }: DropView): readonly Code[] {
  return [text(name), ...options({ cascade: cascade && literal(true) })];
}

function selectArgument(select: SqlText): Code {
  if (typeof select === 'string') return sqlText(select);
  const { postgresql, sqlite } = select;
  return object({
    postgresql: postgresql === undefined ? undefined : sqlText(postgresql),
    sqlite: sqlite === undefined ? undefined : sqlText(sqlite),
  });
}
