import type { Partitioning } from '../schema/objects.ts';
import { hashPartitions } from '../schema/partitioning.ts';
import { asList, asOptions, asTable, asText, optionalCount, refuse } from './record-check.ts';

/** How a table is split, as arguments describe it; a number stands for as many partitions by hash. */
export function asPartitioning(table: string, by: unknown, partitions: unknown): Partitioning {
  const text = asText(by, 'what the table is split by').trim();
  if (!/^(?:hash|list|range)\b/i.test(text)) {
    throw refuse(
      `'${text}' is no way to split a table`,
      "write 'hash (id)', 'list (region)' or 'range (day)'",
    );
  }
  return { by: text, partitions: asPartitions(table, text, partitions) };
}

function asPartitions(table: string, by: string, given: unknown): Partitioning['partitions'] {
  if (typeof given === 'number') {
    if (!/^hash\b/i.test(by)) {
      throw refuse(
        `a number of partitions goes with hash alone, not with ${by}`,
        "name each: [{ name: 'event_2026', bound: \"for values from ('2026-01-01') to ('2027-01-01')\" }]",
      );
    }
    return hashPartitions(table, optionalCount(given, 'the number of partitions', 1) ?? 1);
  }
  const list = asList(given, 'the partitions').map(asPartition);
  const twice = list.find(({ name }, at) => list.findIndex(each => each.name === name) !== at);
  if (twice !== undefined) throw refuse(`two partitions are named ${twice.name}`);
  return list;
}

function asPartition(given: unknown): Partitioning['partitions'][number] {
  const { name, bound } = asOptions(given ?? {}, ['name', 'bound'], 'a partition');
  const text = asText(bound, 'the bound of a partition').trim();
  if (!/^(?:for values|default)\b/i.test(text)) {
    throw refuse(`'${text}' is no bound of a partition`, `write 'for values ${text}' or 'default'`);
  }
  return { name: asTable(name, 'the name of a partition'), bound: text };
}
