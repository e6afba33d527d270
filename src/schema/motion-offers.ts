import type { ColumnType } from './column-type.ts';
import { conversionLoss } from './conversion.ts';
import { copyValue } from './copies.ts';
import { enumerate } from './enumerate.ts';
import { nameLikeness } from './name-likeness.ts';
import type { Offer } from './pair-up.ts';
import { namesInAnswer, quotedName } from './question-id.ts';
import { sameType } from './same-type.ts';
import { type Column, findColumn, type Table } from './schema.ts';

/** One table as it was, under the new names but those of columns, and as it is to be. */
export interface TableSides {
  readonly recorded: Table;
  readonly desired: Table;
}

/**
 * Ways in which a column that came may hold what columns of its table held: joined from several, a piece of one, a copy. A copy
 * of what does not look like it is offered to the answer that wants it.
 */
export function columnOffers(
  sides: TableSides,
  name: string,
  answer: string | undefined,
): readonly Offer[] {
  const to = findColumn(sides.desired, name);
  if (to === undefined) return [];
  const went = sources(sides);
  const came = targets(sides);
  const texts = isText(to)
    ? [...mergeOffers({ to, went, came }, answer), ...splitOffers(to, went, came)]
    : [];
  const copies = copyOffers(to, went, sides).filter(
    ({ from, option }) => went.length === 1 || isAlike(from, to) || option.value === answer,
  );
  return [...texts, ...copies];
}

/** The columns that go and whose values may go elsewhere: what is computed or finds the rows stays out. */
export function sources({ recorded, desired }: TableSides): readonly Column[] {
  return recorded.columns.filter(
    ({ name, generated }) =>
      generated === undefined &&
      findColumn(desired, name) === undefined &&
      recorded.primaryKey?.columns.includes(name) !== true,
  );
}

/** The columns that come and take values. */
export function targets({ recorded, desired }: TableSides): readonly Column[] {
  return desired.columns.filter(
    ({ name, generated }) => generated === undefined && findColumn(recorded, name) === undefined,
  );
}

interface Arrival {
  readonly to: Column;
  readonly went: readonly Column[];
  readonly came: readonly Column[];
}

/** `merge:first_name,last_name`, where more texts went than came, or their names say so, or an answer wants just these. */
function mergeOffers(arrival: Arrival, answer: string | undefined): readonly Offer[] {
  const { to, went, came } = arrival;
  const texts = went.filter(isText);
  const alike = texts.filter(each => isAlike(each, to));
  const near = texts.length <= 3 ? texts : texts.filter(each => !isOthers(each, arrival));
  const isFewer = came.filter(isText).length < texts.length;
  const all = isFewer && near.length <= 3 ? [near, ...pairsOf(near)] : [];
  const sets = [...(alike.length > 1 ? [alike] : []), ...all, ...wantedSet(texts, answer)];
  const joined = sets.filter(set => set.length > 1);
  return [...new Map(joined.map(set => [mergeValue(set), set])).values()].map(set =>
    mergeOffer(to, set, { isLikely: alike.length > 1 && mergeValue(set) === mergeValue(alike) }),
  );
}

/** Whether a column looks like another that came, and not like this one. */
function isOthers(column: Column, { to, came }: Arrival): boolean {
  return !isAlike(column, to) && came.some(other => other !== to && isAlike(column, other));
}

/** The columns that an answer joins, in its order. */
function wantedSet(
  texts: readonly Column[],
  answer: string | undefined,
): readonly (readonly Column[])[] {
  if (answer?.startsWith('merge:') !== true) return [];
  const set = [...new Set(namesInAnswer(answer.slice('merge:'.length)))].map(name =>
    texts.find(each => each.name === name),
  );
  const found = set.filter(each => each !== undefined);
  return found.length === set.length && mergeValue(found) === answer ? [found] : [];
}

/** Says why columns cannot be joined as an answer wants it; undefined for another answer. */
export function whyNoMerge(
  { recorded, desired }: TableSides,
  name: string,
  answer: string,
): string | undefined {
  if (!answer.startsWith('merge:')) return undefined;
  const to = findColumn(desired, name);
  if (to === undefined || !isText(to)) return `${name} is no text`;
  const names = namesInAnswer(answer.slice('merge:'.length));
  if (names.length < 2) return 'a join takes two columns or more';
  if (new Set(names).size < names.length) return 'a column is joined once';
  const went = sources({ recorded, desired });
  for (const each of names) {
    const column = findColumn(recorded, each);
    if (column === undefined) return `${desired.name} had no column ${each}`;
    if (!went.includes(column)) return `${each} does not go`;
    if (!isText(column)) return `${each} is no text`;
  }
  return 'another answer takes one of them';
}

function pairsOf(columns: readonly Column[]): readonly (readonly Column[])[] {
  return columns.flatMap((one, at) => columns.slice(at + 1).map(other => [one, other]));
}

function mergeOffer(
  to: Column,
  from: readonly Column[],
  { isLikely }: { readonly isLikely: boolean },
): Offer {
  const names = from.map(({ name }) => name);
  const label = `joined: ${names.join(' + ')} → ${to.name}, with a blank between; the old values stay in an archive`;
  return {
    option: { value: mergeValue(from), label },
    takes: names,
    ...(isLikely && { likely: true }),
    reasons: isLikely ? [`${enumerate(names)} each share a word with ${to.name}`] : [],
  };
}

/** The answer that joins these columns. */
function mergeValue(columns: readonly Column[]): string {
  return `merge:${columns.map(({ name }) => quotedName(name)).join(',')}`;
}

/** `split:name`, where more texts came than went, or their names say so. */
function splitOffers(
  to: Column,
  went: readonly Column[],
  came: readonly Column[],
): readonly Offer[] {
  const texts = came.filter(isText);
  if (texts.length < 2) return [];
  const isMore = texts.length > went.filter(isText).length;
  return went.filter(isText).flatMap((from): readonly Offer[] => {
    const alike = texts.filter(each => isAlike(from, each));
    const isLikely = alike.length > 1 && alike.includes(to);
    if (!isLikely && !(isMore && texts.length <= 4)) return [];
    const label = `split: ${to.name} takes a word of ${from.name}, in the order of the columns that do so; the last takes the rest; the old values stay in an archive`;
    return [
      {
        option: { value: `split:${quotedName(from.name)}`, label },
        takes: [from.name],
        shared: true,
        ...(isLikely && { likely: true }),
        reasons: isLikely
          ? [`${enumerate(alike.map(({ name }) => name))} share a word with ${from.name}`]
          : [],
      },
    ];
  });
}

/** `copy:mail`, where each of the two takes every value of the other's sort. */
function copyOffers(
  to: Column,
  went: readonly Column[],
  { desired }: TableSides,
): readonly (Offer & { readonly from: Column })[] {
  if (desired.primaryKey?.columns.includes(to.name) === true || isNumbered(to)) return [];
  return went
    .filter(from => !isNumbered(from) && isOneSort(from.type, to.type))
    .filter(from => conversionLoss(from.type, to.type) === undefined)
    .map(from => ({
      from,
      option: {
        value: copyValue(from),
        label: `copied: ${from.name} → ${to.name}; ${from.name} stays until a later drop:column:${desired.name}.${from.name} is answered, which copies what came meanwhile`,
      },
      takes: [from.name],
      seldom: true as const,
      reasons: [],
    }));
}

function isNumbered({ autoincrement, identity }: Column): boolean {
  return autoincrement === true || identity !== undefined;
}

function isOneSort(from: ColumnType, to: ColumnType): boolean {
  return sameType(from, to) || sorts.some(sort => sort.has(from.name) && sort.has(to.name));
}

const sorts: readonly ReadonlySet<ColumnType['name']>[] = [
  new Set(['smallint', 'integer', 'bigint']),
  new Set(['string', 'text']),
];

function isAlike(from: Column, to: Column): boolean {
  return nameLikeness(from.name, to.name).score >= 0.4;
}

function isText({ type }: Column): boolean {
  return type.name === 'string' || type.name === 'text';
}
