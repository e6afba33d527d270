import type { Partitioning } from './objects.ts';

/** The partitions that MikroORM makes of a number: `event_0` to `event_3`, each with its remainder. */
export function hashPartitions(table: string, count: number): Partitioning['partitions'] {
  return Array.from({ length: count }, (_, remainder) => ({
    name: `${table}_${remainder}`,
    bound: `for values with (modulus ${count}, remainder ${remainder})`,
  }));
}
