import type { MergeReview } from '../../../src/app/merge-review.ts';
import type { RevisionShape } from '../../../src/app/shapes.ts';
import { buildGraph } from '../../../src/revision/graph.ts';
import type { Revision } from '../../../src/revision/revision.ts';
import type { Effect } from '../../../src/tui/effect.ts';
import { initialState } from '../../../src/tui/initial-state.ts';
import { shortIds } from '../../../src/tui/load.ts';
import type { Message } from '../../../src/tui/message.ts';
import type { State } from '../../../src/tui/state.ts';
import { update } from '../../../src/tui/update.ts';

/** What a revision stands on, its title, and its label. */
export type Story = Readonly<
  Record<string, readonly [parents: string, title: string, label?: string]>
>;

/** A main line with one revision and a branch with two, above what the database has. */
export const twoHeads: Story = {
  c6e38b1f4a92: ['', 'customers: phone'],
  e80a1d37c62b: ['c6e38b1f4a92', 'audit: events', 'audit'],
  f91b2e48d73c: ['e80a1d37c62b', 'audit: index event time'],
  d7f49c205be6: ['c6e38b1f4a92', 'orders: note'],
};

/** The shell under test: messages in, state and effects out. */
export class Desk {
  state: State;
  effects: readonly Effect[] = [];
  #at = 0;

  constructor(
    story: Story,
    { columns = 80, rows = 24, ascii = false, applied = ['c6e38b1f4a92'] } = {},
  ) {
    this.state = initialState({
      size: { columns, rows },
      ascii,
      grammar: { commands: {}, flags: {}, parse: () => ({ given: new Map() }) },
      startedAt: Date.UTC(2026, 10, 20),
    });
    this.read(story);
    const pending = Object.keys(story).filter(id => !applied.includes(id));
    this.tell({
      type: 'databaseRead',
      database: {
        states: new Map(
          Object.keys(story).map(id => [id, applied.includes(id) ? 'applied' : 'pending']),
        ),
        status: {
          database: 'shop.sqlite',
          dialect: 'sqlite',
          current: applied.slice(-1),
          heads: [],
          pending,
          edited: [],
          missing: [],
          partial: [],
          next: null,
          notes: [],
        },
      },
    });
  }

  read(story: Story): void {
    const graph = buildGraph(Object.entries(story).map(revisionOf));
    const revisions = graph.revisions.map((revision): RevisionShape => ({
      ...revision,
      labels: graph.labels(revision.id),
      createdAt: null,
      head: graph.heads.includes(revision.id),
      base: revision.parents.length === 0,
      branchPoint: graph.isBranchPoint(revision.id),
      mergePoint: graph.isMergePoint(revision.id),
    }));
    const ids = revisions.map(({ id }) => id);
    this.tell({
      type: 'historyRead',
      history: {
        graph,
        revisions,
        byId: new Map(revisions.map(revision => [revision.id, revision])),
        shortIds: shortIds(ids),
        texts: new Map(),
      },
    });
  }

  tell(message: Message): void {
    const next = update(this.state, message, this.#at);
    this.state = next.state;
    this.effects = next.effects;
  }

  press(...keys: readonly string[]): void {
    this.tell({ type: 'keys', keys });
  }

  wait(milliseconds: number): void {
    this.#at += milliseconds;
  }

  /** Opens the merge, and answers what it asks. */
  merge(review: Partial<MergeReview> = {}): void {
    this.press('m');
    this.tell({ type: 'reviewed', for: this.state.lastSerial, review: reviewed(review) });
  }
}

/** A review of the two heads. */
export function reviewed(change: Partial<MergeReview> = {}): MergeReview {
  return {
    parents: ['d7f49c205be6', 'f91b2e48d73c'],
    forks: ['c6e38b1f4a92'],
    sides: [
      { head: 'd7f49c205be6', revisions: ['d7f49c205be6'] },
      { head: 'f91b2e48d73c', revisions: ['e80a1d37c62b', 'f91b2e48d73c'] },
    ],
    overlaps: [],
    unknown: [],
    verdict: 'independent',
    trouble: [],
    remedies: [],
    ...change,
  };
}

/** Both sides add the same column: no order works. */
export const clash: Partial<MergeReview> = {
  overlaps: [
    {
      object: 'order.note',
      kind: 'both change',
      touches: [
        {
          revision: 'd7f49c205be6',
          head: 'd7f49c205be6',
          what: 'add column order.note text nullable',
        },
        {
          revision: 'e80a1d37c62b',
          head: 'f91b2e48d73c',
          what: 'add column order.note text nullable',
        },
      ],
    },
  ],
  verdict: 'disagrees',
  trouble: [
    'after d7f49c205be6, e80a1d37c62b cannot run (migrations/e80a1d37c62b.ts:11): table order already has a column note',
    'after f91b2e48d73c, d7f49c205be6 cannot run (migrations/d7f49c205be6.ts:11): table order already has a column note',
  ],
  remedies: [
    { kind: 'edit', command: 'migsh edit e80a1d37c62b', text: 'so that both orders give the same' },
    { kind: 'edit', command: 'migsh edit d7f49c205be6', text: 'so that both orders give the same' },
  ],
};

/** One side relies on a name that the other one changes: one order works. */
export const oneOrder: Partial<MergeReview> = {
  overlaps: [
    {
      object: 'customer.mail',
      kind: 'one reads',
      touches: [
        {
          revision: 'd7f49c205be6',
          head: 'd7f49c205be6',
          what: 'rename column customer.mail to email',
        },
        {
          revision: 'e80a1d37c62b',
          head: 'f91b2e48d73c',
          what: 'create index customer_mail_index on customer (mail)',
        },
      ],
    },
  ],
  verdict: 'disagrees',
  trouble: [
    'after d7f49c205be6, e80a1d37c62b cannot run (migrations/e80a1d37c62b.ts:11): table customer has no column mail',
  ],
  remedies: [
    {
      kind: 'order',
      command: 'migsh rebase d7f49c205be6 --onto f91b2e48d73c',
      text: 'runs d7f49c205be6 after f91b2e48d73c everywhere',
    },
    { kind: 'edit', command: 'migsh edit e80a1d37c62b', text: 'so that both orders give the same' },
  ],
};

function revisionOf([id, [parents, message, label]]: [string, Story[string]]): Revision {
  return {
    id,
    parents: parents === '' ? [] : parents.split(' '),
    dependsOn: [],
    labels: label === undefined ? [] : [label],
    message,
    path: `migrations/${id}.ts`,
    line: 4,
    answers: {},
    waivers: [],
  };
}
