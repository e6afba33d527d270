import { asList, asOptions, asTable, given, refuse, renaming } from './record-check.ts';
import type { Push } from './record-guard.ts';

/** Where a new value stands among the others; left out it is the last. */
export interface EnumValuePlace {
  readonly before?: string;
  readonly after?: string;
}

/** What becomes of rows that hold a value which goes. */
export interface EnumValueRemoval {
  /** The value that they get instead; null empties them. Left out, a row that holds it stops the run. */
  readonly replacement?: string | null;
}

/** The calls of `op` about native enums: a type of its own on PostgreSQL, on SQLite a check on each column of the type. */
export interface EnumOp {
  /**
   * Creates an enum type, for columns `t.nativeEnum('mood', 'mood_type')`.
   * @example op.createEnum('mood_type', ['glad', 'sad']);
   * PostgreSQL: `create type "mood_type" as enum ('glad', 'sad')`. SQLite: nothing; its columns get `check ("mood" in ('glad', 'sad'))`.
   */
  createEnum(name: string, values: readonly string[]): void;
  /**
   * Drops an enum type; refused while a column is of it.
   * @example op.dropEnum('mood_type');
   * PostgreSQL: `drop type "mood_type"`. SQLite: nothing.
   */
  dropEnum(name: string): void;
  /**
   * Adds a value. On PostgreSQL outside the transaction where something behind it in the revision may use the value.
   * @example op.addEnumValue('mood_type', 'calm', { after: 'glad' });
   * PostgreSQL: `alter type "mood_type" add value if not exists 'calm' after 'glad'`. SQLite: a rebuild of each table with such a column.
   */
  addEnumValue(name: string, value: string, place?: EnumValuePlace): void;
  /**
   * Renames a value; rows that hold it hold the new one.
   * @example op.renameEnumValue('mood_type', 'glad', 'happy');
   * PostgreSQL: `alter type "mood_type" rename value 'glad' to 'happy'`. SQLite: a rebuild of each table with such a column, which changes its rows.
   */
  renameEnumValue(name: string, from: string, to: string): void;
  /**
   * Takes a value away by making the type anew. A row that holds it stops the run, unless `replacement` says what it gets.
   * @example op.removeEnumValue('mood_type', 'calm', { replacement: 'glad' });
   * PostgreSQL: a new type, `alter table … alter column "mood" type "mood_type" using (case …)`, and the old type dropped. SQLite: a rebuild of each table with such a column.
   */
  removeEnumValue(name: string, value: string, options?: EnumValueRemoval): void;
  /**
   * Renames an enum type; its columns follow.
   * @example op.renameEnum('mood_type', 'mood');
   * PostgreSQL: `alter type "mood_type" rename to "mood"`. SQLite: nothing.
   */
  renameEnum(from: string, to: string): void;
}

/** The calls about native enums. */
export function enumCalls(push: Push) {
  return {
    createEnum: (name, values) =>
      push({ kind: 'createEnum', enum: { name: asEnum(name), values: asEnumValues(values) } }),
    dropEnum: name => push({ kind: 'dropEnum', name: asEnum(name) }),
    addEnumValue(name, value, place) {
      const { before, after } = asOptions(place, ['before', 'after']);
      if (before !== undefined && after !== undefined) {
        throw refuse('before and after exclude each other');
      }
      push({
        kind: 'addEnumValue',
        name: asEnum(name),
        value: asValue(value),
        ...given('before', before === undefined ? undefined : asValue(before)),
        ...given('after', after === undefined ? undefined : asValue(after)),
      });
    },
    renameEnumValue: (name, from, to) =>
      push({
        kind: 'renameEnumValue',
        name: asEnum(name),
        ...renaming(asValue(from), asValue(to)),
      }),
    removeEnumValue(name, value, options) {
      const { replacement } = asOptions(options, ['replacement']);
      push({
        kind: 'removeEnumValue',
        name: asEnum(name),
        value: asValue(value),
        ...given(
          'replacement',
          replacement === undefined || replacement === null ? replacement : asValue(replacement),
        ),
      });
    },
    renameEnum: (from, to) =>
      push({ kind: 'renameEnum', ...renaming(asEnum(from), asEnum(to, 'the new name')) }),
  } satisfies EnumOp;
}

/** The values of an enum: texts, at least one, none twice. */
export function asEnumValues(values: unknown): readonly string[] {
  const list = asList(values, 'the values of an enum').map(value => asValue(value));
  const twice = list.find((value, at) => list.indexOf(value) !== at);
  if (twice !== undefined) throw refuse(`the enum lists '${twice}' twice`);
  return list;
}

/** An enum's name: `name` or `schema.name`. */
export function asEnum(value: unknown, what = 'the enum'): string {
  return asTable(value, what);
}

function asValue(value: unknown): string {
  if (typeof value === 'string') return value;
  throw refuse(`the values of an enum are texts, not ${JSON.stringify(value) ?? typeof value}`);
}
