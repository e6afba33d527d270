import { derivedName } from '../schema/names.ts';
import { type Index, type IndexColumn, indexColumns, isOnColumns } from '../schema/schema.ts';
import {
  asColumns,
  asList,
  asOptions,
  asText,
  given,
  isPlainObject,
  optionalBoolean,
  optionalCount,
  optionalText,
  optionalWord,
  refuse,
} from './record-check.ts';
import { asSqlText } from './record-computed.ts';

const known = [
  'name',
  'unique',
  'where',
  'using',
  'include',
  'nullsNotDistinct',
  'fillFactor',
  'statement',
];

const orders = ['asc', 'desc'] as const;
const nullPlaces = ['first', 'last'] as const;

/** The index that arguments describe. `more`: options of the call that are none of the index. */
export function asIndex(
  table: string,
  over: unknown,
  indexOptions: unknown,
  more: readonly string[] = [],
): Index {
  const options = asOptions(indexOptions, [...known, ...more]);
  if (options['statement'] !== undefined) return asWritten(over, options);
  const columns = asParts(over);
  const unique = optionalBoolean(options['unique'], 'unique') ?? false;
  const include = options['include'];
  return {
    name: nameOf(table, { columns, unique }, options['name']),
    columns,
    unique,
    ...given('where', optionalText(options['where'], 'where')),
    ...given('using', optionalText(options['using'], 'using')),
    ...given('include', include === undefined ? undefined : asColumns(include, 'include')),
    ...nullsNotDistinct(options['nullsNotDistinct'], unique),
    ...given('fillFactor', fillFactor(options['fillFactor'])),
  };
}

/** `concurrently`, as an operation carries it: absent or true. */
export function asConcurrently(value: unknown): { readonly concurrently?: true } {
  return given<'concurrently', true>(
    'concurrently',
    optionalBoolean(value, 'concurrently') === true ? true : undefined,
  );
}

/** `nullsNotDistinct`, as a unique carries it: absent or true. */
export function nullsNotDistinct(
  value: unknown,
  unique = true,
): { readonly nullsNotDistinct?: true } {
  const isSaid = optionalBoolean(value, 'nullsNotDistinct') === true;
  if (isSaid && !unique) throw refuse('nullsNotDistinct is for unique indexes', 'add unique: true');
  return given<'nullsNotDistinct', true>('nullsNotDistinct', isSaid ? true : undefined);
}

function asParts(over: unknown): readonly IndexColumn[] {
  if (typeof over === 'string') {
    throw refuse('the columns must be a list', `write ['${over}'] instead of '${over}'`);
  }
  const parts = asList(over, 'the columns').map(asPart);
  const names = indexColumns({ columns: parts });
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw refuse(`the columns name '${twice}' twice`);
  return parts;
}

function asPart(part: unknown): IndexColumn {
  if (!isPlainObject(part)) return asText(part, 'a name in the columns');
  const options = asOptions(
    part,
    ['column', 'expression', 'order', 'nulls', 'collation', 'operatorClass'],
    'a part of the index',
  );
  const { column, expression } = options;
  if ((column === undefined) === (expression === undefined)) {
    throw refuse(
      'a part of the index is either a column or an expression',
      "write { column: '…' }",
    );
  }
  return {
    ...given('column', optionalText(column, 'the column')),
    ...given('expression', expression === undefined ? undefined : asSqlText(expression)),
    ...given('order', optionalWord(options['order'], 'order', orders)),
    ...given('nulls', optionalWord(options['nulls'], 'nulls', nullPlaces)),
    ...given('collation', optionalText(options['collation'], 'collation')),
    ...given('operatorClass', optionalText(options['operatorClass'], 'operatorClass')),
  };
}

function nameOf(table: string, index: Pick<Index, 'columns' | 'unique'>, name: unknown): string {
  const said = optionalText(name, 'name');
  if (said !== undefined) return said;
  if (!isOnColumns(index)) {
    throw refuse(
      'an index over an expression has no name of its own',
      "give it one: { name: '…' }",
    );
  }
  return derivedName(table, indexColumns(index), index.unique ? 'unique' : 'index');
}

/** The whole `create index` as written: of all else it has a name, and what `unique` says. */
function asWritten(over: unknown, options: Readonly<Record<string, unknown>>): Index {
  const { name, unique, statement, ...rest } = options;
  const besides = Object.keys(rest).find(key => key !== 'concurrently');
  if (besides !== undefined) throw refuse(`the statement says all, ${besides} too`, 'leave it out');
  if (!Array.isArray(over) || over.length > 0) {
    throw refuse('the statement says what it is over', 'write [] for the columns');
  }
  return {
    name: asText(name, 'the name'),
    columns: [],
    unique: optionalBoolean(unique, 'unique') ?? false,
    statement: asText(statement, 'the statement'),
  };
}

function fillFactor(value: unknown): number | undefined {
  const percent = optionalCount(value, 'fillFactor', 10);
  if (percent !== undefined && percent > 100) throw refuse('fillFactor is at most 100');
  return percent;
}
