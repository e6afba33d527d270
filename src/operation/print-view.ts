import type { CreateView, DropView } from './object-operation.ts';
import type { Code } from './print-code.ts';
import { literal, options, sqlTextArgument, text } from './print-literal.ts';

/** `'active_customer', 'select …', { materialized: true }` */
export function createViewArguments({ view, replace }: CreateView): readonly Code[] {
  const { name, select, materialized, withData, comment } = view;
  return [
    text(name),
    sqlTextArgument(select),
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
