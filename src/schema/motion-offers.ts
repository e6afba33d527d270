import type { ColumnType } from './column-type.ts';
import { conversionLoss } from './conversion.ts';
import { copyValue } from './copies.ts';
import { enumerate } from './enumerate.ts';
import { nameLikeness } from './name-likeness.ts';
import type { Offer } from './pair-up.ts';
import { quotedName } from './question-id.ts';
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
  const texts = isText(to) ? [...mergeOffers(to, went, came), ...splitOffers(to, went, came)] : [];
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

/** `merge:first_name,last_name`, where more texts went than came, or their names say so. */
function mergeOffers(
  to: Column,
  went: readonly Column[],
  came: readonly Column[],
): readonly Offer[] {
  const texts = went.filter(isText);
  if (texts.length < 2) return [];
  const alike = texts.filter(each => isAlike(each, to));
  const isFewer = came.filter(isText).length < texts.length;
  const all = isFewer && texts.length <= 3 ? [texts, ...pairsOf(texts)] : [];
  const sets = [...(alike.length > 1 ? [alike] : []), ...all];
  return [...new Map(sets.map(set => [mergeValue(set), set])).values()].map(set =>
    mergeOffer(to, set, { isLikely: alike.length > 1 && mergeValue(set) === mergeValue(alike) }),
  );
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
