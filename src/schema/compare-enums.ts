import type { Holder } from './ask-enum-value.ts';
import { enumCandidate, renameObjectQuestion } from './ask-object.ts';
import type { ObjectChange } from './change-objects.ts';
import type { ColumnType } from './column-type.ts';
import { compareValues, type ValuesStep } from './compare-values.ts';
import type { Interview } from './interview.ts';
import type { EnumType } from './objects.ts';
import { pairUp } from './pair-up.ts';
import { quotedTable } from './question-id.ts';
import type { Schema } from './schema.ts';

/** What came, went and changed among native enums. */
export interface EnumComparison {
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  readonly changes: readonly ObjectChange[];
}

/** Asks which enum types and values were renamed, and what becomes of rows that hold a value which goes. */
export function compareEnums(
  interview: Interview,
  recorded: Schema,
  desired: Schema,
): EnumComparison {
  const { enums: old = [] } = recorded;
  const { enums: fresh = [] } = desired;
  const found = pairUp(interview, {
    added: missing(fresh, old),
    removed: missing(old, fresh),
    quote: quotedTable,
    id: name => `rename:enum:${quotedTable(name)}`,
    candidate: (from, to) => enumCandidate(enumNamed(old, from), enumNamed(fresh, to)),
    question: (name, candidates) =>
      renameObjectQuestion(
        { id: `rename:enum:${quotedTable(name)}`, subject: name, sort: 'enum' },
        name,
        candidates,
      ),
  });
  const former = (name: string): string =>
    found.renamed.find(({ to }) => to === name)?.from ?? name;
  const pairs = fresh.flatMap(type => {
    const was = old.find(each => each.name === former(type.name));
    return was === undefined ? [] : [{ old: { ...was, name: type.name }, fresh: type }];
  });
  return {
    renamed: found.renamed,
    changes: [
      ...fresh
        .filter(({ name }) => found.added.includes(name))
        .map(type => ({ kind: 'enumAdded' as const, enum: type })),
      ...pairs.flatMap(pair =>
        valueChanges(interview, pair, {
          holders: holdersOf(desired, pair.fresh.name),
          stored: holdersOf(recorded, former(pair.fresh.name)),
        }),
      ),
      ...old
        .filter(({ name }) => found.open.length === 0 && found.removed.includes(name))
        .map(type => ({ kind: 'enumRemoved' as const, enum: type })),
    ],
  };
}

interface EnumPair {
  readonly old: EnumType;
  readonly fresh: EnumType;
}

function valueChanges(
  interview: Interview,
  { old, fresh }: EnumPair,
  held: Pick<ValuesStep, 'holders' | 'stored'>,
): readonly ObjectChange[] {
  const { name } = fresh;
  const found = compareValues(interview, {
    place: quotedTable(name),
    subject: name,
    sort: 'enum',
    old: old.values,
    fresh: fresh.values,
    ...held,
  });
  const kept = old.values.flatMap(value => {
    const to = found.renamed.find(({ from }) => from === value)?.to ?? value;
    return fresh.values.includes(to) ? [to] : [];
  });
  const steady = fresh.values.filter(value => kept.includes(value));
  const isReordered = steady.some((value, at) => kept[at] !== value);
  return [
    ...found.renamed.map(({ from, to }) => ({
      kind: 'enumValueRenamed' as const,
      enum: name,
      from,
      to,
    })),
    ...additions(fresh, found.added),
    ...found.removed.map(({ value, replacement }): ObjectChange =>
      replacement === undefined
        ? { kind: 'enumValueRemoved', enum: name, value }
        : { kind: 'enumValueRemoved', enum: name, value, replacement },
    ),
    ...(isReordered ? [{ kind: 'enumReordered' as const, enum: name, values: fresh.values }] : []),
  ];
}

/** New values, each in front of the value that it is to stand before; the last ones first, so that this is there. */
function additions({ name, values }: EnumType, added: readonly string[]): readonly ObjectChange[] {
  return values
    .map((value, at) => ({ value, before: values[at + 1] }))
    .filter(({ value }) => added.includes(value))
    .map(({ value, before }): ObjectChange =>
      before === undefined
        ? { kind: 'enumValueAdded', enum: name, value }
        : { kind: 'enumValueAdded', enum: name, value, before },
    )
    .toReversed();
}

function enumNamed(list: readonly EnumType[], name: string): EnumType {
  return list.find(each => each.name === name) ?? { name, values: [] };
}

function holdersOf({ tables }: Schema, name: string): readonly Holder[] {
  return tables.flatMap(table =>
    table.columns
      .filter(({ type }) => isOf(type, name))
      .map(column => ({ table, column: column.name })),
  );
}

function isOf(type: ColumnType, name: string): boolean {
  if (type.name === 'array') return isOf(type.of, name);
  return type.name === 'nativeEnum' && type.enum === name;
}

function missing(list: readonly EnumType[], other: readonly EnumType[]): readonly string[] {
  return list.map(({ name }) => name).filter(name => !other.some(each => each.name === name));
}
