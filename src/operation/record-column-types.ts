import type { ColumnType, PlainTypeName } from '../schema/column-type.ts';
import type { ColumnBuilder, ColumnTypes } from './record-builders.ts';
import { asOptions, given, optionalCount, optionalText, refuse } from './record-check.ts';
import { enumType, native, nativeEnumType, toColumnType } from './record-type.ts';

/** Puts a column into the draft; `check` is another name for an enum's check. */
export type AddDraft = (name: unknown, type: ColumnType, check?: string) => ColumnBuilder;

/** The calls that name a column's type, each putting a column into the draft. */
export function columnTypes(add: AddDraft): ColumnTypes {
  const plain =
    (type: PlainTypeName) =>
    (name: string): ColumnBuilder =>
      add(name, { name: type });
  return {
    text: plain('text'),
    integer: plain('integer'),
    smallint: plain('smallint'),
    tinyint: plain('tinyint'),
    mediumint: plain('mediumint'),
    bigint: plain('bigint'),
    float: plain('float'),
    double: plain('double'),
    boolean: plain('boolean'),
    date: plain('date'),
    uuid: plain('uuid'),
    json: plain('json'),
    jsonb: plain('jsonb'),
    blob: plain('blob'),
    ...sizedTypes(add),
    native: (name, type) => add(name, native(type)),
    nativeEnum: (name, of) => add(name, nativeEnumType(of)),
    array: (name, of) => add(name, { name: 'array', of: toColumnType(of) }),
    enum(name, values, options) {
      const check = optionalText(asOptions(options, ['check'])['check'], 'check');
      return add(name, enumType(values), check);
    },
  };
}

function sizedTypes(add: AddDraft) {
  const text =
    (type: 'string' | 'char') =>
    (name: string, length?: number): ColumnBuilder =>
      add(name, { name: type, ...given('length', optionalCount(length, 'the length', 1)) });
  const moment =
    (type: 'time' | 'datetime' | 'timestamp' | 'interval') =>
    (name: string, digits?: number): ColumnBuilder =>
      add(name, { name: type, ...given('precision', optionalCount(digits, 'the precision', 0)) });
  return {
    string: text('string'),
    char: text('char'),
    time: moment('time'),
    datetime: moment('datetime'),
    timestamp: moment('timestamp'),
    interval: moment('interval'),
    decimal(name: string, precision?: number, scale?: number): ColumnBuilder {
      if (precision === undefined && scale !== undefined) throw refuse('the precision is missing');
      return add(name, {
        name: 'decimal',
        ...given('precision', optionalCount(precision, 'the precision', 1)),
        ...given('scale', optionalCount(scale, 'the scale', 0)),
      });
    },
  };
}
