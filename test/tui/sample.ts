import type { Draft, Evaluation } from '../../src/app/autogenerate.ts';
import type { PreparedPlan } from '../../src/app/plan.ts';
import type { AnswerPreview } from '../../src/app/preview-answer.ts';
import { revisionShape } from '../../src/app/revision-shape.ts';
import type { RevisionState, ShowShape, StatementShape } from '../../src/app/shapes.ts';
import { commands } from '../../src/cli/commands.ts';
import { flags } from '../../src/cli/flags.ts';
import { parse } from '../../src/cli/parse.ts';
import type { Hazard } from '../../src/hazard/hazard.ts';
import type { Step } from '../../src/plan/plan.ts';
import { buildGraph } from '../../src/revision/graph.ts';
import type { Revision } from '../../src/revision/revision.ts';
import type { Question } from '../../src/schema/question.ts';
import type { Effect } from '../../src/tui/effect.ts';
import { initialState } from '../../src/tui/initial-state.ts';
import type { Size } from '../../src/tui/layout.ts';
import { shortIds } from '../../src/tui/load.ts';
import type { Message } from '../../src/tui/message.ts';
import type { DatabaseData, HistoryData, State } from '../../src/tui/state.ts';
import { graphemesOf } from '../../src/tui/text/width.ts';
import { update } from '../../src/tui/update.ts';

/** A history like the one in the mock-ups: two heads, a merged branch, two pending revisions and a third. */
const revisions: readonly Revision[] = [
  revision('00000a01b2c3', [], 'baseline', { created: '2024-11-01' }),
  revision('93fe1b20c3d4', ['00000a01b2c3'], 'users: unique(email)', { created: '2026-11-11' }),
  revision('b6402cd7d4e5', ['93fe1b20c3d4'], 'orders: add email', { created: '2026-11-12' }),
  revision('0b77fa12e5f6', ['b6402cd7d4e5'], 'billing: create invoices', {
    created: '2026-11-14',
    labels: ['billing'],
  }),
  revision('1d9be033f6a7', ['0b77fa12e5f6'], 'billing: invoices.paid_at not null', {
    created: '2026-11-15',
  }),
  revision('5aa3310fa7b8', ['b6402cd7d4e5'], 'orders: backfill email', { created: '2026-11-13' }),
  revision('e21c8890b8c9', ['5aa3310fa7b8'], 'orders: drop legacy_code', { created: '2026-11-14' }),
  revision('c07d51aac9d0', ['e21c8890b8c9', '1d9be033f6a7'], 'merge billing into main', {
    created: '2026-11-16',
  }),
  revision('4c1e7d22d0e1', ['c07d51aac9d0'], 'users: rename name to full_name', {
    created: '2026-11-17',
  }),
  revision('6bb19e40e1f2', ['4c1e7d22d0e1'], 'audit: create table', {
    created: '2026-11-19',
    labels: ['audit'],
  }),
  revision('77aa02def2a3', ['6bb19e40e1f2'], 'audit: index event time', { created: '2026-11-19' }),
  revision('9f31c0aba3b4', ['4c1e7d22d0e1'], 'orders: add currency', { created: '2026-11-20' }),
];

function revision(
  id: string,
  parents: readonly string[],
  message: string,
  { created, labels = [] }: { created: string; labels?: readonly string[] },
): Revision {
  const slug = message.replaceAll(/\W+/g, '_');
  return {
    id,
    parents,
    dependsOn: [],
    labels,
    message,
    createdAt: `${created}T10:00:00Z`,
    path: `migrations/${created.replaceAll('-', '')}_1000_${id}_${slug}.ts`,
    line: 4,
    answers: {},
    waivers: [],
  };
}

const current = '4c1e7d22d0e1';
const pending = ['6bb19e40e1f2', '77aa02def2a3', '9f31c0aba3b4'];

/** The revision files as the screens get them. */
export function sampleHistory(list: readonly Revision[] = revisions): HistoryData {
  const graph = buildGraph(list);
  const shapes = list.map(each => revisionShape(graph, each)).toReversed();
  return {
    graph,
    revisions: shapes,
    byId: new Map(shapes.map(shape => [shape.id, shape])),
    shortIds: shortIds(list.map(({ id }) => id)),
    texts: new Map(
      list.map(({ id }) => [id, `export function up(op: Op) {\n  op.sql('${id}');\n}\n`]),
    ),
  };
}

/** A database at 4c1e7d22. */
export function sampleDatabase(change: Partial<DatabaseData['status']> = {}): DatabaseData {
  const states = revisions.map(({ id }): [string, RevisionState] => [
    id,
    pending.includes(id) ? 'pending' : 'applied',
  ]);
  return {
    status: {
      database: 'shop@localhost:5432',
      dialect: 'postgresql',
      current: [current],
      heads: ['77aa02def2a3', '9f31c0aba3b4'],
      pending,
      edited: [],
      missing: [],
      partial: [],
      next: 'migsh upgrade heads',
      notes: [],
      ...change,
    },
    states: new Map(states),
  };
}

const lock: Hazard = {
  rule: 'index-locks-writes',
  level: 'lock',
  message: 'SHARE lock on audit_event: writes wait while it builds',
  advice: 'build it concurrently, outside of the transaction',
  tables: ['audit_event'],
};

/** A hazard that loses rows. */
export const loss: Hazard = {
  rule: 'drop-column',
  level: 'loss',
  message: 'orders.email is dropped with its values: 1,204,331 rows',
  advice: '',
  tables: ['orders'],
};

/** A statement of a plan or of a revision. */
function statement(sql: string, hazards: readonly Hazard[] = []): StatementShape {
  return {
    kind: 'sql',
    sql,
    phase: 1,
    comment: 'what it does',
    transactional: true,
    source: { file: 'migrations/x.ts', line: 9 },
    hazards,
  };
}

/** `audit: index event time`, compiled. */
export function sampleShown(id = '77aa02def2a3'): ShowShape {
  const { graph, byId } = sampleHistory();
  const shape = byId.get(id) ?? revisionShape(graph, graph.revisions[0]!);
  return {
    ...shape,
    up: [
      statement('alter table "audit_event" add column "at" timestamptz(0) null'),
      statement('create index "audit_event_at_idx" on "audit_event" ("at")', [lock]),
    ],
    down: [statement('alter table "audit_event" drop column "at"', [loss])],
    irreversible: null,
    text: "import type { Op } from 'migsh';\n\nexport function up(op: Op) {\n  op.createIndex('audit_event', ['at']);\n}\n",
  };
}

/** A plan of the pending revisions, or of one step down that loses rows. */
export function samplePlan(direction: 'up' | 'down' = 'up'): PreparedPlan {
  const up = direction === 'up';
  const ids = up ? pending : [current];
  return {
    plan: {
      id: 'abcdefabcdef',
      from: [current],
      to: up ? ['77aa02def2a3', '9f31c0aba3b4'] : ['c07d51aac9d0'],
      steps: ids.map(id => step(id, direction)),
    },
    direction,
    target: up ? 'heads' : '-1',
    database: {
      label: 'shop@localhost:5432',
      name: 'shop',
      dialect: 'postgresql',
      version: '18.4',
    },
    isProtected: false,
    losses: up ? [] : [{ revision: current, hazard: loss }],
    notes: [],
    applied: [],
    titles: Object.fromEntries(revisions.map(({ id, message }) => [id, message])),
  };
}

function step(id: string, direction: 'up' | 'down'): Step {
  const hazards = direction === 'down' ? [loss] : id === '77aa02def2a3' ? [lock] : [];
  const sql =
    direction === 'down'
      ? 'alter table "orders" drop column "email"'
      : 'create index "audit_event_at_idx" on "audit_event" ("at")';
  return {
    revision: id,
    direction,
    transactional: true,
    statements: [statement(sql, hazards)],
    foreignKeysOff: false,
    record: {
      id,
      message: '',
      parents: [],
      dependsOn: [],
      checksum: '',
      recordChecksum: '',
      source: '',
    },
  };
}

/** A rename, with what speaks for it. */
export const renameQuestion: Question = {
  id: 'rename:column:users.full_name',
  kind: 'rename',
  subject: 'users.full_name',
  message: 'Column users.full_name is new, name is gone. Is it the same column under a new name?',
  options: [
    { value: 'rename:name', label: 'renamed: name → full_name   keeps 18,240 values' },
    { value: 'replace', label: 'drop name, add full_name', loses: '18,240 values' },
    { value: 'stop', label: 'stop; nothing is written' },
  ],
  likely: 'rename:name',
  evidence: ['both are string(255) not null', 'both stand after id'],
};

/** A question one of whose options wants a value. */
export const fillQuestion: Question = {
  id: 'fill:column:orders.currency',
  kind: 'fill',
  subject: 'orders.currency',
  message: 'Column orders.currency is new and not null. What do rows get that are there already?',
  options: [
    { value: 'default:', label: 'one value for rows that are there' },
    { value: 'sql:', label: 'an SQL expression for rows that are there' },
    { value: 'empty', label: 'no database has rows in it' },
    { value: 'stop', label: 'stop; nothing is written' },
  ],
  evidence: ['orders has 120 rows in shop@localhost:5432'],
};

/** What the rename writes. */
export const samplePreview: AnswerPreview = {
  up: {
    calls: "op.renameColumn('users', 'name', 'full_name');",
    statements: [statement('alter table "users" rename column "name" to "full_name"')],
  },
  down: {
    calls: "op.renameColumn('users', 'full_name', 'name');",
    statements: [statement('alter table "users" rename column "full_name" to "name"')],
  },
};

/** What an evaluation says with these questions open; a draft when there are none. */
export function evaluation(
  questions: readonly Question[],
  message = 'untitled',
  change: Partial<Evaluation> = {},
): Evaluation {
  return {
    request: { message },
    changes: ['+ users.full_name string(255) not null', '- users.name string(255) not null'],
    questions,
    samples: {},
    answered: [],
    unused: [],
    kept: [],
    draft: questions.length > 0 ? null : draft(message),
    ...change,
  };
}

function draft(message: string): Draft {
  return {
    id: 'aaaabbbbcccc',
    message,
    parents: ['9f31c0aba3b4'],
    dependsOn: [],
    createdAt: new Date(Date.UTC(2026, 10, 20)),
    text: `/**\n * ${message}\n */\nexport function up(op: Op) {\n  op.renameColumn('users', 'name', 'full_name');\n}\n`,
    path: 'migrations/20261120_1200_aaaabbbbcccc_names.ts',
    empty: false,
    following: [],
    splits: true,
    up: [statement('alter table "users" rename column "name" to "full_name"')],
    down: [statement('alter table "users" rename column "full_name" to "name"')],
  };
}

/** A state that messages and keys are told one after the other, with the effects that come back. */
export class Session {
  readonly effects: Effect[] = [];
  now = 1000;
  state: State;

  constructor(size: Size = { columns: 80, rows: 24 }, ascii = false) {
    this.state = initialState({
      size,
      ascii,
      grammar: { commands, flags, parse },
      startedAt: Date.UTC(2026, 10, 20, 12),
    });
  }

  tell(message: Message): this {
    const after = update(this.state, message, this.now);
    this.state = after.state;
    this.effects.push(...after.effects);
    return this;
  }

  /** Keys by the names that toKeys gives them; each comes some time after the one before. */
  press(...keys: readonly string[]): this {
    for (const key of keys) {
      this.now += 500;
      this.tell({ type: 'keys', keys: [key] });
    }
    return this;
  }

  type(text: string): this {
    this.now += 500;
    return this.tell({ type: 'keys', keys: graphemesOf(text) });
  }

  /** The effects of one kind, the newest last. */
  did<Do extends Effect['do']>(kind: Do): readonly Extract<Effect, { do: Do }>[] {
    return this.effects.filter((effect): effect is Extract<Effect, { do: Do }> => {
      return effect.do === kind;
    });
  }

  /** The serial of the screen on top. */
  get top(): number {
    return this.state.screens.at(-1)!.serial;
  }
}

/** A session that has read the sample history and its database. */
export function readSession(size?: Size, ascii?: boolean): Session {
  return new Session(size, ascii)
    .tell({ type: 'historyRead', history: sampleHistory() })
    .tell({ type: 'databaseRead', database: sampleDatabase() });
}
