import type { SqlText, Trigger } from '../schema/objects.ts';
import { tokenize, unquote } from '../schema/tokens.ts';
import type { OnlyOn } from './only-on.ts';
import { asList, asOptions, asTable, asText, given, optionalWord, refuse } from './record-check.ts';
import type { Push } from './record-guard.ts';

/** When a trigger fires, and what it does. */
export interface TriggerOptions extends OnlyOn {
  readonly timing: 'before' | 'after';
  /** SQLite makes one trigger for each, `order_touch_insert`, `order_touch_update`; it has no `truncate`. */
  readonly events: readonly ('insert' | 'update' | 'delete' | 'truncate')[];
  /** Default `row`, which is all that SQLite has. */
  readonly forEach?: 'row' | 'statement';
  /** SQL that has to be true: `new.total > 100`. */
  readonly when?: SqlText;
  /** What stands between `begin` and `end`: PL/pgSQL on PostgreSQL, statements on SQLite; `''` is no trigger there. */
  readonly body: SqlText;
}

/** A trigger as whole statements, for what the options cannot say: `update of`, a function of its own. */
export interface WholeTrigger extends OnlyOn {
  readonly sql: SqlText;
}

/** The calls of `op` about triggers. */
export interface TriggerOp {
  /**
   * Creates a trigger. On PostgreSQL its body is a function `table_trigger_fn`, which goes and is renamed with the table.
   * @example op.createTrigger('order', 'order_touch', { timing: 'before', events: ['update'], body: 'new.touched = now(); return new', only: 'postgresql' });
   * PostgreSQL: `create or replace function "order_order_touch_fn"() returns trigger as $$ begin …; end; $$ language plpgsql`, then `create trigger "order_touch" before update on "order" for each row execute function "order_order_touch_fn"()`.
   * SQLite: `create trigger "order_touch" before update on "order" for each row begin …; end`.
   * A body per dialect: `body: { postgresql: 'insert into log values (new.id); return new', sqlite: 'insert into log values (new.id)' }`; or whole statements: `{ sql: … }`.
   */
  createTrigger(table: string, name: string, options: TriggerOptions | WholeTrigger): void;
  /**
   * Drops a trigger, on PostgreSQL with the function that has its body.
   * @example op.dropTrigger('order', 'order_touch');
   * PostgreSQL: `drop trigger "order_touch" on "order"`, `drop function if exists "order_order_touch_fn"()`. SQLite: `drop trigger "order_touch"`.
   */
  dropTrigger(table: string, name: string, options?: OnlyOn): void;
}

/** The calls about triggers. */
export function triggerCalls(push: Push) {
  return {
    createTrigger(table, name, options) {
      const { only, ...trigger } = asTrigger(asText(name, 'the trigger'), options);
      push({ kind: 'createTrigger', table: asTable(table), trigger, ...given('only', only) });
    },
    dropTrigger(table, name, options) {
      const only = onlyIn(asOptions(options, ['only']));
      const trigger = asText(name, 'the trigger');
      push({ kind: 'dropTrigger', table: asTable(table), name: trigger, ...given('only', only) });
    },
  } satisfies TriggerOp;
}

type Given = Readonly<Record<string, unknown>>;

function asTrigger(name: string, options: unknown): Trigger & OnlyOn {
  const known = ['timing', 'events', 'forEach', 'when', 'body', 'sql', 'only'];
  const said = asOptions(options, known, 'what the trigger does');
  const only = onlyIn(said);
  const trigger = said['sql'] === undefined ? structured(name, said) : whole(name, said);
  return { ...trigger, ...(only && { only }) };
}

function structured(name: string, options: Given): Trigger {
  const timing = optionalWord(options['timing'], 'timing', ['before', 'after', 'instead of']);
  if (timing === undefined) throw refuse("timing is missing: 'before' or 'after'");
  if (timing === 'instead of') {
    throw refuse('instead of is for views', 'write the trigger of a view with op.sql');
  }
  const forEach = optionalWord(options['forEach'], 'forEach', ['row', 'statement']) ?? 'row';
  const events = asEvents(options['events']);
  if (forEach === 'row' && events.includes('truncate')) {
    throw refuse('truncate has no rows', "write forEach: 'statement'");
  }
  const when = options['when'];
  return {
    name,
    timing,
    events,
    forEach,
    body: asTexts(options['body'], 'body', options),
    ...(when === undefined ? {} : { when: asTexts(when, 'when', options) }),
  };
}

function whole(name: string, options: Given): Trigger {
  const more = Object.keys(options).find(key => key !== 'sql' && key !== 'only');
  if (more !== undefined) throw refuse(`sql and ${more} exclude each other`);
  const body = asTexts(options['sql'], 'sql', options);
  const texts = typeof body === 'string' ? [body] : Object.values(body);
  if (texts.some(text => text !== '' && !says(text, name))) {
    throw refuse(`sql does not say ${name}, which is the trigger that op.dropTrigger looks for`);
  }
  return { name, timing: 'after', events: [], forEach: 'row', body, whole: true };
}

function asEvents(events: unknown): Trigger['events'] {
  const all = ['insert', 'update', 'delete', 'truncate'] as const;
  const list = asList(events, 'events').flatMap(
    event => optionalWord(event, 'an event', all) ?? [],
  );
  const said = new Set(list);
  return all.filter(event => said.has(event));
}

// One text for a trigger that only one dialect has is that dialect's, so that the other does not take it for its own later.
function asTexts(value: unknown, what: string, options: Given): SqlText {
  const only = onlyIn(options);
  if (typeof value === 'string') {
    const text = asText(value, what);
    return only === undefined ? text : { [only]: text };
  }
  if (value === undefined) throw refuse(`${what} is missing`);
  const { postgresql, sqlite } = asOptions(value, ['postgresql', 'sqlite'], what);
  if (postgresql === undefined && sqlite === undefined) throw refuse(`${what} is missing`);
  if (postgresql === sqlite) return asText(postgresql, what);
  return {
    ...given('postgresql', perDialect(postgresql, `${what} for postgresql`)),
    ...given('sqlite', perDialect(sqlite, `${what} for sqlite`)),
  };
}

function perDialect(value: unknown, what: string): string | undefined {
  return value === undefined || value === '' ? value : asText(value, what);
}

function onlyIn(options: Given): 'postgresql' | 'sqlite' | undefined {
  return optionalWord(options['only'], 'only', ['postgresql', 'sqlite']);
}

function says(sql: string, name: string): boolean {
  return tokenize(sql).some(({ kind, text }) =>
    kind === 'quoted' ? unquote(text) === name : text.toLowerCase() === name.toLowerCase(),
  );
}
