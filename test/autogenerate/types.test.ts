import { entity, id } from './entities.ts';
import { carryOutTogether } from './together.ts';
import type { Lot } from './together.ts';

const from = (name: string, property: string): string => entity(name, `${id}, value: ${property}`);
const value = (table: string, ...values: readonly unknown[]) =>
  [[`select value from ${table} order by id`, values.map(one => ({ value: one }))]] as const;

/** One change of a column's type a row, and what becomes of its values. */
const types: Lot = {
  'integer becomes string': {
    before: from('Coin', 'p.integer()'),
    after: from('Coin', 'p.string()'),
    rows: ['insert into coin (id, value) values (1, 7)'],
    expected: value('coin', '7'),
    back: ['select value from coin'],
  },
  'string becomes integer, as the database converts': {
    before: from('Ticket', 'p.string()'),
    after: from('Ticket', 'p.integer()'),
    rows: ["insert into ticket (id, value) values (1, '42')"],
    answers: { 'convert:column:ticket.value': 'cast' },
    expected: value('ticket', 42),
    back: ['select value from ticket'],
  },
  'string becomes integer by an expression': {
    before: from('Seat', 'p.string()'),
    after: from('Seat', 'p.integer()'),
    rows: ["insert into seat (id, value) values (1, 'row 7')"],
    answers: { 'convert:column:seat.value': 'sql:cast(substr(value, 5) as int)' },
    expected: value('seat', 7),
  },
  'text becomes string': {
    before: from('Memo', 'p.text()'),
    after: from('Memo', 'p.string().length(50)'),
    rows: ["insert into memo (id, value) values (1, 'short')"],
    answers: { 'convert:column:memo.value': 'cast' },
    expected: value('memo', 'short'),
  },
  'a string without a length gets one': {
    before: from('Label', 'p.string()'),
    after: from('Label', 'p.string().length(50)'),
    rows: ["insert into label (id, value) values (1, 'short')"],
    answers: { 'convert:column:label.value': 'sql:substr(value, 1, 50)' },
    expected: value('label', 'short'),
  },
  'a length shrinks, and what is longer is cut': {
    before: from('Slug', 'p.string().length(20)'),
    after: from('Slug', 'p.string().length(4)'),
    rows: ["insert into slug (id, value) values (1, 'abcdefgh')"],
    answers: { 'convert:column:slug.value': 'sql:substr(value, 1, 4)' },
    expected: value('slug', 'abcd'),
  },
  'decimal loses digits, rounded': {
    before: from('Price', 'p.decimal().precision(12).scale(4)'),
    after: from('Price', 'p.decimal().precision(12).scale(2)'),
    rows: ['insert into price (id, value) values (1, 1.2345)'],
    answers: { 'convert:column:price.value': 'sql:round(value, 2)' },
    expected: [['select id from price where value = 1.23', [{ id: 1 }]]],
  },
  'integer becomes bigint': {
    before: from('Tally', 'p.integer()'),
    after: from('Tally', 'p.bigint()'),
    rows: ['insert into tally (id, value) values (1, 7)'],
    expected: [['select id from tally where value = 7', [{ id: 1 }]]],
    back: ['select value from tally'],
  },
  'smallint becomes integer': {
    before: from('Floor', 'p.smallint()'),
    after: from('Floor', 'p.integer()'),
    rows: ['insert into floor (id, value) values (1, 3)'],
    expected: value('floor', 3),
  },
  'integer becomes decimal': {
    before: from('Weight', 'p.integer()'),
    after: from('Weight', 'p.decimal().precision(12).scale(2)'),
    rows: ['insert into weight (id, value) values (1, 3)'],
    expected: [['select id from weight where value = 3', [{ id: 1 }]]],
  },
  'float becomes double': {
    before: from('Angle', 'p.float()'),
    after: from('Angle', 'p.double()'),
    rows: ['insert into angle (id, value) values (1, 0.5)'],
    expected: value('angle', 0.5),
  },
  'json becomes jsonb': {
    before: from('Payload', "p.json().columnType('json')"),
    after: from('Payload', 'p.json()'),
    rows: [`insert into payload (id, value) values (1, '{"a": 1}')`],
    back: ['select value from payload'],
  },
  'a moment gets digits': {
    before: from('Visit', 'p.datetime().length(0)'),
    after: from('Visit', 'p.datetime().length(3)'),
    rows: ["insert into visit (id, value) values (1, '2026-01-02 03:04:05')"],
    back: ['select value from visit'],
  },
  'a moment loses digits': {
    before: from('Tick', 'p.datetime().length(6)'),
    after: from('Tick', 'p.datetime().length(3)'),
    rows: ["insert into tick (id, value) values (1, '2026-01-02 03:04:05')"],
    answers: { 'convert:column:tick.value': 'cast' },
    back: ['select value from tick'],
  },
  'a moment gets a time zone': {
    before: from('Departure', "p.datetime().columnType('timestamp')"),
    after: from('Departure', 'p.datetime()'),
    answers: { 'convert:column:departure.value': 'cast' },
    rows: ["insert into departure (id, value) values (1, '2026-01-02 03:04:05')"],
    back: ['select value from departure'],
  },
  'a date becomes a moment': {
    before: from('Birthday', 'p.date()'),
    after: from('Birthday', 'p.datetime()'),
    rows: ["insert into birthday (id, value) values (1, '2026-01-02')"],
    answers: { 'convert:column:birthday.value': 'cast' },
  },
  'boolean becomes integer': {
    before: from('Flag', 'p.boolean()'),
    after: from('Flag', 'p.integer()'),
    rows: ['insert into flag (id, value) values (1, true), (2, false)'],
    expected: value('flag', 1, 0),
  },
  'integer becomes boolean': {
    before: from('Toggle', 'p.integer()'),
    after: from('Toggle', 'p.boolean()'),
    rows: ['insert into toggle (id, value) values (1, 5), (2, 0)'],
    answers: { 'convert:column:toggle.value': 'sql:value <> 0' },
    expected: [['select id from toggle where value', [{ id: 1 }]]],
  },
  'uuid becomes string': {
    before: from('Token', 'p.uuid()'),
    after: from('Token', 'p.string()'),
    rows: ["insert into token (id, value) values (1, '3f2504e0-4f89-41d3-9a0c-0305e82c3301')"],
    expected: value('token', '3f2504e0-4f89-41d3-9a0c-0305e82c3301'),
  },
  'string becomes uuid': {
    before: from('Handle', 'p.string()'),
    after: from('Handle', 'p.uuid()'),
    rows: ["insert into handle (id, value) values (1, '3f2504e0-4f89-41d3-9a0c-0305e82c3301')"],
    answers: { 'convert:column:handle.value': 'cast' },
    expected: value('handle', '3f2504e0-4f89-41d3-9a0c-0305e82c3301'),
  },
  'string becomes an enum': {
    before: from('Light', 'p.string()'),
    after: from('Light', "p.enum(['red', 'green'])"),
    rows: ["insert into light (id, value) values (1, 'red'), (2, 'blue')"],
    answers: {
      'convert:column:light.value': "sql:case when value = 'red' then 'red' else 'green' end",
    },
    expected: value('light', 'red', 'green'),
  },
  'an enum becomes string': {
    before: from('Signal', "p.enum(['red', 'green'])"),
    after: from('Signal', 'p.string()'),
    rows: ["insert into signal (id, value) values (1, 'red')"],
    expected: value('signal', 'red'),
    back: ['select value from signal'],
  },
  'an enum loses a value': {
    before: from('Lamp', "p.enum(['red', 'amber', 'green'])"),
    after: from('Lamp', "p.enum(['red', 'green'])"),
    rows: ["insert into lamp (id, value) values (1, 'amber'), (2, 'green')"],
    answers: { 'enum-value:value:lamp.value.amber': 'map:red' },
    expected: value('lamp', 'red', 'green'),
  },
  'an enum loses a value that nobody has': {
    before: from('Bulb', "p.enum(['red', 'amber', 'green'])"),
    after: from('Bulb', "p.enum(['red', 'green'])"),
    rows: ["insert into bulb (id, value) values (1, 'green')"],
    answers: { 'enum-value:value:bulb.value.amber': 'empty' },
    expected: value('bulb', 'green'),
  },
  'text becomes json': {
    before: from('Blurb', 'p.text()'),
    after: from('Blurb', 'p.json()'),
    rows: [`insert into blurb (id, value) values (1, '{"a": 1}')`],
    answers: { 'convert:column:blurb.value': 'cast' },
  },
  'blob stays blob, time gets digits': {
    before: entity('Track', `${id}, data: p.blob().nullable(), lap: p.time().length(0)`),
    after: entity('Track', `${id}, data: p.blob().nullable(), lap: p.time().length(3)`),
    rows: ["insert into track (id, lap) values (1, '01:02:03')"],
    back: ['select lap from track'],
  },
  'an array of texts comes': {
    before: entity('Post', id),
    after: entity('Post', `${id}, tags: p.array().nullable()`),
    rows: ['insert into post (id) values (1)'],
    expected: [['select tags from post', [{ tags: null }]]],
  },
  'tinyint and mediumint grow': {
    before: entity('Dial', `${id}, small: p.tinyint(), middle: p.mediumint()`),
    after: entity('Dial', `${id}, small: p.smallint(), middle: p.integer()`),
    rows: ['insert into dial (id, small, middle) values (1, 2, 3)'],
    back: ['select small, middle from dial'],
  },
  'char becomes string': {
    before: from('Grade', 'p.character().length(1)'),
    after: from('Grade', 'p.string().length(2)'),
    rows: ["insert into grade (id, value) values (1, 'A')"],
    expected: value('grade', 'A'),
  },
  'an interval comes': {
    before: entity('Lease', id),
    after: entity('Lease', `${id}, term: p.interval().nullable()`),
    rows: ['insert into lease (id) values (1)'],
  },
};

carryOutTogether(types, ['sqlite', 'postgresql']);
