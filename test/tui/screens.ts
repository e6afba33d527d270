import type { Proof } from '../../src/app/proof.ts';
import { askedOf } from '../../src/schema/asked.ts';
import type { Size } from '../../src/tui/layout.ts';
import type { Offer } from '../../src/tui/wizard/state.ts';
import {
  evaluation,
  fillQuestion,
  readSession,
  renameQuestion,
  sampleHistory,
  samplePlan,
  samplePreview,
  sampleShown,
  Session,
} from './sample.ts';

/** What a screen is opened on. */
interface Terminal {
  readonly size?: Size;
  readonly ascii?: boolean;
}

/** A session on each screen of the shell, as keys and answers lead there. */
export const screens: Readonly<Record<string, (terminal?: Terminal) => Session>> = {
  'before anything was read': ({ size, ascii } = {}) => new Session(size, ascii),
  history: read,
  filter: terminal => read(terminal).press('/').type('audit'),
  'an error': terminal =>
    read(terminal).tell({
      type: 'databaseFailed',
      error: {
        code: 'unreachable',
        message: 'nobody listens at 127.0.0.1:5432',
        hint: 'start the server, or set DATABASE_URL',
        details: {},
      },
    }),
  revision: terminal => shown(read(terminal).press('j', 'return')),
  'its down': terminal => shown(read(terminal).press('j', 'return', '2')).press(']'),
  'its file': terminal => shown(read(terminal).press('j', 'return', '3')),
  plan: terminal => planned(terminal, 'up').press('j'),
  'a plan that loses rows': terminal => planned(terminal, 'down'),
  confirm: terminal => planned(terminal, 'down').press('y').type('sho'),
  run: running,
  stop: terminal => running(terminal).press('ctrl-c'),
  result: terminal => ended(running(terminal), null),
  'a failure': terminal =>
    ended(running(terminal), {
      code: 'statement-failed',
      message: 'relation "audit_event" already exists',
      hint: 'migsh upgrade goes on from here',
      details: {},
    }),
  diff: wizard,
  resume: terminal => wizard(terminal, left).press('return'),
  question: terminal => previewed(wizard(terminal).press('return')),
  preview: terminal => previewed(wizard(terminal).press('return')).press('p'),
  value: terminal => asked(wizard(terminal).press('return', '1')).press('1').type('CHF'),
  message: answered,
  draft: terminal => drafted(terminal),
  'a draft that leaves something to do': terminal => doubted(terminal),
  written: writtenFile,
  'a new revision': terminal => read(terminal).press('n'),
  'its message': terminal => read(terminal).press('n', '1'),
  palette: terminal => read(terminal).press(':').type('up'),
  help: terminal => read(terminal).press('?').type('upgrade'),
  listing: terminal => read(terminal).press(':').type('status').press('return'),
};

function read({ size, ascii }: Terminal = {}): Session {
  return readSession(size, ascii);
}

function shown(session: Session): Session {
  const { id } = session.did('show').at(-1)!;
  return session.tell({ type: 'shown', id, shape: sampleShown(id) });
}

function planned(terminal: Terminal | undefined, direction: 'up' | 'down'): Session {
  const session = read(terminal).press(direction === 'up' ? 'u' : 'd');
  return session.tell({ type: 'planned', for: session.top, prepared: samplePlan(direction) });
}

function running(terminal?: Terminal): Session {
  const session = planned(terminal, 'up').press('y');
  const [first, second] = samplePlan('up').plan.steps;
  const told = { type: 'ran', for: session.top } as const;
  const direction = 'up';
  session.tell({
    ...told,
    event: {
      event: 'revision-start',
      revision: first!.revision,
      direction,
      index: 1,
      count: 3,
    },
  });
  session.now += 400;
  session.tell({
    ...told,
    event: { event: 'revision-end', revision: first!.revision, direction, milliseconds: 400 },
  });
  session.tell({
    ...told,
    event: {
      event: 'revision-start',
      revision: second!.revision,
      direction,
      index: 2,
      count: 3,
    },
  });
  session.tell({
    ...told,
    event: {
      event: 'statement-start',
      revision: second!.revision,
      index: 1,
      count: 1,
      sql: second!.statements[0]!.sql!,
    },
  });
  session.now += 31_000;
  return session.tell({ type: 'tick' });
}

function ended(
  session: Session,
  error: { code: string; message: string; hint: string; details: object } | null,
): Session {
  return session.tell({
    type: 'runEnded',
    for: session.top,
    current: ['9f31c0aba3b4'],
    error: error === null ? null : { ...error, details: {} },
  });
}

const left: Offer = {
  taken: [{ id: fillQuestion.id, value: 'default:CHF', asked: askedOf(fillQuestion) }],
  words: ['order.currency: a fixed value: CHF'],
  stale: ['fill:column:order.tax = nullable', 'drop:table:coupon = drop'],
  left: 1,
  message: '',
  at: '2026-11-19T08:05:00.000Z',
};

function wizard(terminal?: Terminal, offer: Offer | null = null): Session {
  const session = read(terminal).press('a');
  return session
    .tell({
      type: 'compared',
      for: session.top,
      heads: [],
      database: 'shop',
      notes: [],
      offer,
    })
    .tell({
      type: 'evaluated',
      for: session.top,
      evaluation: evaluation([renameQuestion, fillQuestion]),
      refused: [],
      proof: null,
    });
}

function previewed(session: Session): Session {
  const { of } = session.did('preview').at(-1)!;
  const preview = { of, content: samplePreview, problem: null };
  return session.tell({ type: 'answerPreviewed', for: session.top, preview });
}

function asked(session: Session): Session {
  return session.tell({
    type: 'evaluated',
    for: session.top,
    evaluation: evaluation([fillQuestion]),
    refused: [],
    proof: null,
  });
}

function answered(terminal?: Terminal): Session {
  const session = wizard(terminal).press('return', '1');
  return session.tell({
    type: 'evaluated',
    for: session.top,
    evaluation: evaluation([]),
    refused: [],
    proof: null,
  });
}

/** Tried out on a database that was changed by hand. */
function doubted(terminal?: Terminal): Session {
  return drafted(terminal, {
    outcome: 'rest',
    on: 'a copy of shop',
    rest: ['- users.born_in  string(20) null', '+ users_name_index  index on users (name)'],
  });
}

function drafted(
  terminal?: Terminal,
  proof: Proof = { outcome: 'proven', on: 'a copy of shop' },
): Session {
  const session = answered(terminal).type('full names').press('return');
  return session.tell({
    type: 'evaluated',
    for: session.top,
    evaluation: evaluation([], 'full names'),
    refused: [],
    proof,
  });
}

function writtenFile(terminal?: Terminal): Session {
  const session = drafted(terminal).press('return');
  const [revision] = sampleHistory().revisions;
  const { text } = evaluation([], 'full names').draft!;
  return session.tell({
    type: 'written',
    for: session.top,
    result: { revision: revision!, path: revision!.path, text },
  });
}
