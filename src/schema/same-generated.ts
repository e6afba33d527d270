import type { SqlText } from './objects.ts';
import { sameExpression } from './same-expression.ts';
import type { Generated } from './schema.ts';

/** Whether two columns are computed alike. */
export function sameGenerated(a: Generated | undefined, b: Generated | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    a.stored === b.stored &&
    (['postgresql', 'sqlite'] as const).every(dialect =>
      sameExpression(textFor(a.expression, dialect), textFor(b.expression, dialect)),
    )
  );
}

function textFor(text: SqlText, dialect: 'postgresql' | 'sqlite'): string | undefined {
  return typeof text === 'string' ? text : text[dialect];
}
