import type { Schema } from '../schema/schema.ts';
import { apply } from './apply.ts';
import { type Footprint, footprint, type Touched } from './footprint.ts';
import type { Operation } from './operation.ts';
import { Origins } from './origins.ts';

/**
 * What a list of operations touches, by the names that things had before the first of them: renames in between are followed,
 * so that two branches can be compared by what they started from. What a branch makes is known by the name it gave it.
 */
export function footprintOfAll(operations: readonly Operation[], before: Schema): Footprint {
  const origins = new Origins();
  const reads: Touched[] = [];
  const changes: Touched[] = [];
  let unknown = false;
  let schema = before;
  for (const operation of operations) {
    const one = footprint(operation, schema);
    reads.push(...one.reads.map(each => origins.of(each)));
    changes.push(...one.changes.map(each => origins.of(each)));
    unknown ||= one.unknown;
    origins.follow(operation);
    schema = apply(schema, operation);
  }
  return { reads: distinct(reads), changes: distinct(changes), unknown };
}

/**
 * What one list changes and the other one changes or takes for granted. A table that is dropped or renamed concerns
 * everything in it. Where either is `unknown` an empty answer says nothing.
 */
export function overlap(a: Footprint, b: Footprint): readonly Touched[] {
  const own = a.changes.filter(each => meets(each, [...b.changes, ...b.reads]));
  const theirs = b.changes.filter(each => meets(each, [...a.changes, ...a.reads]));
  return distinct([...own, ...theirs]);
}

function meets(changed: Touched, others: readonly Touched[]): boolean {
  return others.some(other => isSame(changed, other) || contains(changed, other));
}

function isSame(a: Touched, b: Touched): boolean {
  return a.sort === b.sort && a.table === b.table && a.name === b.name;
}

function contains(a: Touched, b: Touched): boolean {
  return a.sort === 'table' && a.table === b.table;
}

function distinct(list: readonly Touched[]): readonly Touched[] {
  return list.filter((each, at) => list.findIndex(other => isSame(each, other)) === at);
}
