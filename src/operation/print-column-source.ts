import { hashPartitions } from '../schema/partitioning.ts';
import type { Generated, Table } from '../schema/schema.ts';
import type { CreateSequence } from './object-operation.ts';
import type { Call, Code } from './print-code.ts';
import { literal, object, options, expressionArgument, text } from './print-literal.ts';

/** `'price * amount', { stored: false }` */
export function generatedArguments({ expression, stored }: Generated): readonly Code[] {
  return [
    expressionArgument(expression),
    ...options({ stored: stored ? undefined : literal(false) }),
  ];
}

/** `'invoice_number', { start: 1000 }`: a number where JavaScript keeps it, else its digits as text. */
export function sequenceArguments({ sequence, only }: CreateSequence): readonly Code[] {
  const { name, type, start, increment, min, max, cache, cycle } = sequence;
  return [
    text(name),
    ...options({
      type: type === undefined ? undefined : text(type),
      start: wholeNumber(start),
      increment: wholeNumber(increment),
      min: wholeNumber(min),
      max: wholeNumber(max),
      cache: wholeNumber(cache),
      cycle: cycle && literal(true),
      only: only === undefined ? undefined : text(only),
    }),
  ];
}

/** `t.partitionBy('hash (id)', 4)` */
export function partitionCalls({ name, partitioning }: Table): readonly Call[] {
  if (partitioning === undefined) return [];
  const { by, partitions } = partitioning;
  const usual = hashPartitions(name, partitions.length);
  const isUsual =
    /^hash\b/i.test(by) &&
    partitions.every(
      (each, at) => each.name === usual[at]?.name && each.bound === usual[at]?.bound,
    );
  const listed: Code = {
    kind: 'list',
    items: partitions.map(each => object({ name: text(each.name), bound: text(each.bound) })),
  };
  return [
    { name: 'partitionBy', given: [text(by), isUsual ? literal(partitions.length) : listed] },
  ];
}

function wholeNumber(digits: string | undefined): Code | undefined {
  if (digits === undefined) return undefined;
  return Number.isSafeInteger(Number(digits)) ? literal(Number(digits)) : text(digits);
}
