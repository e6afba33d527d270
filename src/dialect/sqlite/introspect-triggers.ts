import type { Trigger } from '../../schema/objects.ts';
import type { Table } from '../../schema/schema.ts';
import type { Row } from '../dialect.ts';
import { text } from './row.ts';
import { type Token, tokenize } from './tokens.ts';

/** A table's triggers; those that differ in their event alone, `order_touch_insert` and `order_touch_update`, are one. */
export function toTriggers(rows: readonly Row[]): Pick<Table, 'triggers'> {
  const triggers: Trigger[] = [];
  for (const trigger of rows.map(toTrigger)) {
    const at = triggers.findIndex(other => baseOf(other, trigger) !== undefined);
    const one = triggers[at];
    const name = one && baseOf(one, trigger);
    if (one === undefined || name === undefined) triggers.push(trigger);
    else triggers[at] = { ...one, name, events: inOrder([...one.events, ...trigger.events]) };
  }
  return triggers.length === 0 ? {} : { triggers };
}

/** Reads `create trigger`; what says more than the portable form knows (`update of`) stays as a whole. */
function toTrigger(row: Row): Trigger {
  const name = text(row, 'name');
  const sql = text(row, 'sql');
  const tokens = tokenize(sql);
  const header = headerOf(tokens);
  if (header === undefined) {
    return {
      name,
      timing: 'after',
      events: [],
      forEach: 'row',
      body: { sqlite: sql },
      whole: true,
    };
  }
  const { timing, event, when, begin } = header;
  const [from, to] = [tokens[begin]?.end ?? 0, tokens.at(-1)?.start ?? 0];
  const body = sql.slice(from, to).trim().replace(/;\s*$/, '');
  const first = tokens[when]?.end;
  const condition =
    first === undefined ? '' : sql.slice(first, tokens[begin]?.start ?? first).trim();
  return {
    name,
    timing,
    events: [event],
    forEach: 'row',
    body: { sqlite: body },
    ...(condition !== '' && { when: { sqlite: condition } }),
  };
}

interface Header {
  readonly timing: Trigger['timing'];
  readonly event: Trigger['events'][number];
  /** Where `when` stands, -1 without one, and `begin`. */
  readonly when: number;
  readonly begin: number;
}

// `create trigger [if not exists] name [before | after | instead of] event on table [for each row] [when …] begin … end`
function headerOf(tokens: readonly Token[]): Header | undefined {
  const word = (at: number): string => (tokens[at]?.kind === 'word' ? tokens[at].name : '');
  const on = tokens.findIndex((_, at) => word(at) === 'on');
  const begin = tokens.findIndex((_, at) => at > on && word(at) === 'begin');
  const event = events.find(each => each === word(on - 1));
  if (on < 0 || begin < 0 || event === undefined) return undefined;
  const before = word(on - 2);
  const timing = before === 'of' ? 'instead of' : before === 'before' ? 'before' : 'after';
  const when = tokens.findIndex((_, at) => at > on && at < begin && word(at) === 'when');
  return { timing, event, when, begin };
}

const events = ['insert', 'update', 'delete'] as const;

/** The name that two triggers of several events have in common. */
function baseOf(one: Trigger, other: Trigger): string | undefined {
  if (one.whole || other.whole) return undefined;
  const base = one.events.length > 1 ? one.name : withoutEvent(one);
  if (base === undefined || base !== withoutEvent(other)) return undefined;
  return shape(one) === shape(other) ? base : undefined;
}

function shape({ timing, body, when }: Trigger): string {
  return JSON.stringify([timing, body, when]);
}

function withoutEvent({ name, events: [event] }: Trigger): string | undefined {
  return event !== undefined && name.endsWith(`_${event}`)
    ? name.slice(0, -event.length - 1)
    : undefined;
}

function inOrder(list: Trigger['events']): Trigger['events'] {
  return events.filter(event => list.includes(event));
}
