import type { SqlText } from '../schema/objects.ts';
import type { Column, Generated, Identity } from '../schema/schema.ts';
import { asOptions, asText, given, optionalBoolean, refuse } from './record-check.ts';

/** The two kinds of an identity. */
export const identities = ['always', 'by default'] as const satisfies readonly Identity[];

/** How a column is computed, as arguments describe it: stored unless they say otherwise. */
export function asGenerated(expression: unknown, options: unknown): Generated {
  const { stored } = asOptions(options, ['stored']);
  return { expression: asSqlText(expression), stored: optionalBoolean(stored, 'stored') ?? true };
}

/** Refuses a column that would take its values from two places. */
export function refuseContradiction(column: Column): void {
  const sources = (['default', 'autoincrement', 'identity', 'generated'] as const).filter(
    key => column[key] !== undefined,
  );
  const [first, second] = sources;
  if (second === undefined) return;
  throw refuse(
    `column ${column.name} is given two sources of values: ${words[first ?? second]} and ${words[second]}`,
    'leave one of them out',
  );
}

const words = {
  default: 'a default',
  autoincrement: 'autoincrement',
  identity: 'an identity',
  generated: 'an expression',
};

/** SQL for every dialect or one each, as arguments give it. */
export function asSqlText(text: unknown, what = 'the expression'): SqlText {
  if (typeof text === 'string') return asText(text, what);
  const { postgresql, sqlite } = asOptions(text ?? {}, ['postgresql', 'sqlite'], what);
  if (postgresql === undefined && sqlite === undefined) throw refuse(`${what} is missing`);
  return {
    ...given(
      'postgresql',
      postgresql === undefined ? undefined : asText(postgresql, `${what} for postgresql`),
    ),
    ...given('sqlite', sqlite === undefined ? undefined : asText(sqlite, `${what} for sqlite`)),
  };
}
