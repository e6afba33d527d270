import { describe, expect, test } from 'vitest';

import { askedOf } from '../../src/schema/asked.ts';
import type { Question } from '../../src/schema/question.ts';
import { shellCommand } from '../../src/tui/command-line.ts';
import { modeOf } from '../../src/tui/mode.ts';
import type { Offer } from '../../src/tui/wizard/state.ts';
import type { Session } from './sample.ts';
import {
  evaluation,
  fillQuestion,
  loss,
  readSession,
  renameQuestion,
  sampleDatabase,
  sampleHistory,
  samplePlan,
  samplePreview,
  sampleShown,
} from './sample.ts';

const interrupted = { code: 'interrupted', message: 'stopped', details: {} };

function planned(direction: 'up' | 'down', change: object = {}): Session {
  const session = readSession().press(direction === 'up' ? 'u' : 'd');
  return session.tell({
    type: 'planned',
    for: session.top,
    prepared: { ...samplePlan(direction), ...change },
  });
}

const running = (): Session => planned('up').press('y');

const opened = (offer: Offer | null = null): Session => {
  const session = readSession().press('a');
  return session.tell({
    type: 'compared',
    for: session.top,
    heads: [],
    database: 'shop',
    notes: [],
    offer,
  });
};
const evaluated = (session: Session, ...args: Parameters<typeof evaluation>): Session =>
  session.tell({
    type: 'evaluated',
    for: session.top,
    evaluation: evaluation(...args),
    refused: [],
    proof: null,
  });
const lastAnswers = (session: Session): unknown => session.did('evaluate').at(-1)?.answers;

const typed = (text: string): Session => readSession().press(':').type(text).press('return');
const problem = ({ state }: Session): string | null =>
  state.overlay?.kind === 'palette' ? state.overlay.problem : null;

/** The id in the selected row of the history. */
function selectedId({ state }: Session): string | undefined {
  const [screen] = state.screens;
  const row = screen?.kind === 'history' ? screen.rows[screen.selection.selected] : undefined;
  return row?.kind === 'revision' ? row.id : undefined;
}

describe('the history', () => {
  test('moves by keys and keeps the revision when the rows change', () => {
    const session = readSession({ columns: 80, rows: 40 }).press('j', 'j', 'j');
    expect(selectedId(session)).toBe('4c1e7d22d0e1');
    session.tell({ type: 'historyRead', history: sampleHistory() });
    expect(selectedId(session)).toBe('4c1e7d22d0e1');
    expect(selectedId(session.press('G'))).toBe('00000a01b2c3');
    expect(selectedId(session.press('g', 'k'))).toBe('9f31c0aba3b4');
  });

  test('a key more draws no row anew: only what is on the screen costs anything', () => {
    const session = readSession();
    const [before] = session.state.screens;
    const [after] = session.press('j').state.screens;
    expect(after).not.toBe(before);
    expect(after).toMatchObject({ rows: expect.anything() });
    expect(Reflect.get(after!, 'rows')).toBe(Reflect.get(before!, 'rows'));
    expect(Reflect.get(after!, 'layout')).toBe(Reflect.get(before!, 'layout'));
  });

  test('u goes to the heads, or to a pending revision below them', () => {
    expect(readSession().press('u').did('plan')).toMatchObject([
      { direction: 'up', target: 'heads' },
    ]);
    expect(readSession().press('j', 'j', 'u').did('plan')).toMatchObject([
      { direction: 'up', target: '6bb19e40e1f2' },
    ]);
  });

  test('d takes one step back, or goes down to the selected revision', () => {
    expect(readSession().press('d').did('plan')).toMatchObject([{ target: '-1' }]);
    expect(readSession().press('j', 'j', 'j', 'j', 'd').did('plan')).toMatchObject([
      { direction: 'down', target: 'c07d51aac9d0' },
    ]);
  });

  test('d on one of several current revisions takes back one step of its branch', () => {
    const session = readSession().tell({
      type: 'databaseRead',
      database: {
        status: sampleDatabase({ current: ['9f31c0aba3b4', '77aa02def2a3'], pending: [] }).status,
        states: new Map(sampleHistory().revisions.map(({ id }) => [id, 'applied'])),
      },
    });
    expect(session.press('d').did('plan')).toMatchObject([{ target: '9f31c0aba3b4@-1' }]);
    expect(shellCommand(session.state)).toBe('migsh downgrade 9f31c0ab@-1');
  });

  test('the filter finds words and states, and esc takes it away', () => {
    const session = readSession().press('/').type('is:pending audit');
    const shown = (): unknown => Reflect.get(session.state.screens[0]!, 'rows');
    expect(shown()).toHaveLength(2);
    session.press('return', 'j');
    expect(selectedId(session)).toBe('6bb19e40e1f2');
    session.press('escape');
    expect(shown()).toHaveLength(12);
    expect(selectedId(session)).toBe('6bb19e40e1f2');
  });

  test('the SQL of the selected revision is asked for once it rests, and only once', () => {
    const session = readSession();
    expect(session.did('show')).toEqual([{ do: 'show', id: '9f31c0aba3b4', delay: 120 }]);
    session.tell({ type: 'shown', id: '9f31c0aba3b4', shape: sampleShown('9f31c0aba3b4') });
    session.press('j', 'k');
    expect(session.did('show').map(({ id }) => id)).toEqual(['9f31c0aba3b4', '77aa02def2a3']);
  });

  test('an applied revision without a file stands on top, and cannot be opened', () => {
    const session = readSession().tell({
      type: 'databaseRead',
      database: sampleDatabase({ missing: ['feedfeedfeed'] }),
    });
    session.press('g', 'return');
    expect(selectedId(session)).toBe('feedfeedfeed');
    expect(session.state.toast?.text).toBe('the file of this revision is gone');
  });

  test('a database that fails is said once, and not over another screen', () => {
    const error = { code: 'unreachable', message: 'nobody listens', details: {} };
    const session = readSession().tell({ type: 'databaseFailed', error });
    expect(modeOf(session.state)).toBe('error');
    session.press('escape').tell({ type: 'databaseFailed', error });
    expect(modeOf(session.state)).toBe('history');
    const elsewhere = readSession().press('return').tell({ type: 'databaseFailed', error });
    expect(modeOf(elsewhere.state)).toBe('revision');
  });
});

describe('a plan', () => {
  test('is run by y, never by enter', () => {
    const session = planned('up').press('return');
    expect(session.did('run')).toEqual([]);
    session.press('y');
    expect(session.did('run')).toMatchObject([{ prepared: samplePlan('up') }]);
    expect(modeOf(session.state)).toBe('run');
  });

  test('what was typed before it could be read runs nothing', () => {
    const session = planned('up');
    session.now += 299;
    session.tell({ type: 'keys', keys: ['y'] });
    expect(session.did('run')).toEqual([]);
    session.now += 1;
    session.tell({ type: 'keys', keys: ['y'] });
    expect(session.did('run')).toHaveLength(1);
  });

  test('that loses rows wants the name of the database, to the letter', () => {
    const session = planned('down').press('y');
    expect(modeOf(session.state)).toBe('confirm');
    session.press('return');
    expect(session.state.toast?.text).toBe('4 letters to go');
    session.type('shap').press('return');
    expect(session.state.toast?.text).toBe('this is another name');
    session.press('backspace', 'backspace').type('op');
    expect(session.did('run')).toEqual([]);
    session.press('return');
    expect(session.did('run')).toHaveLength(1);
  });

  test('of a protected database wants it too', () => {
    const session = planned('up', { isProtected: true }).press('y');
    expect(modeOf(session.state)).toBe('confirm');
    expect(session.type('shop').press('return').did('run')).toHaveLength(1);
  });

  test('that comes after the screen was left reaches nobody', () => {
    const session = readSession().press('u');
    const { top } = session;
    session.press('escape');
    expect(session.did('abort')).toEqual([{ do: 'abort', for: top }]);
    session.tell({ type: 'planned', for: top, prepared: samplePlan() });
    expect(modeOf(session.state)).toBe('history');
  });

  test('without a step cannot be run, and says so', () => {
    const empty = { plan: { id: 'x', from: [], to: [], steps: [] } };
    const session = planned('up', empty).press('y');
    expect(session.state.toast?.text).toBe('there is nothing to run');
  });
});

describe('a run', () => {
  test('cannot be left by esc or q', () => {
    expect(modeOf(running().press('escape', 'q').state)).toBe('run');
  });

  test('ctrl-c asks; a second one cancels', () => {
    const session = running().press('ctrl-c');
    expect(modeOf(session.state)).toBe('stop');
    session.press('escape');
    expect(modeOf(session.state)).toBe('run');
    session.press('ctrl-c', 'ctrl-c');
    expect(session.did('abort')).toEqual([{ do: 'abort', for: session.top }]);
  });

  test('can be let end after the revision that runs', () => {
    const session = running().press('ctrl-c', 'a');
    expect(session.did('stopAfter')).toEqual([{ do: 'stopAfter', for: session.top }]);
    expect(session.did('abort')).toEqual([]);
  });

  test('tells what it did when the shell is left, as far as it came', () => {
    const session = running();
    const [first] = samplePlan().plan.steps;
    session
      .tell({
        type: 'ran',
        for: session.top,
        event: {
          event: 'revision-end',
          revision: first!.revision,
          direction: 'up',
          milliseconds: 4,
        },
      })
      .tell({ type: 'runEnded', for: session.top, current: null, error: interrupted });
    expect(session.state.deeds).toEqual(['applied 6bb19e40 on shop@localhost:5432']);
    expect(session.did('load')).toHaveLength(1);
    expect(modeOf(session.press('return').state)).toBe('history');
  });

  test('that was stopped says where the database stands', () => {
    const session = running();
    session.tell({ type: 'runEnded', for: session.top, current: [], error: interrupted });
    expect(session.state.deeds).toEqual(['applied now on shop@localhost:5432: nothing']);
  });
});

const fillOf = (subject: string): Question => ({
  ...fillQuestion,
  id: `fill:column:${subject}`,
  subject,
});

const opening = (): Session => evaluated(opened(), [renameQuestion, fillQuestion]).press('return');
const previews = (session: Session): readonly string[] =>
  session.did('preview').map(({ of }) => of);
const previewed = (session: Session, of: string): Session =>
  session.tell({
    type: 'answerPreviewed',
    for: session.top,
    preview: { of, content: samplePreview, problem: null },
  });

describe('the wizard', () => {
  test('goes from the difference through the questions to a file', () => {
    const session = evaluated(opened(), [renameQuestion, fillQuestion]);
    expect(modeOf(session.state)).toBe('diff');
    session.press('return', '1');
    expect(lastAnswers(session)).toEqual({ 'rename:column:users.full_name': 'rename:name' });
    evaluated(session, [fillQuestion]);
    session.press('1').type('CHF').press('return');
    expect(lastAnswers(session)).toMatchObject({ 'fill:column:orders.currency': 'default:CHF' });
    evaluated(session, []);
    expect(modeOf(session.state)).toBe('message');
    session.press('return');
    expect(session.state.toast?.text).toBe('type what the revision does');
    session.type('full names').press('return');
    expect(session.did('evaluate').at(-1)?.request.message).toBe('full names');
    evaluated(session, [], 'full names');
    expect(modeOf(session.state)).toBe('draft');
    session.press('return');
    expect(session.did('write')).toHaveLength(1);
  });

  test('what a draft leaves to do is read before it is written', () => {
    const session = evaluated(opened(), []).press('return').type('full names').press('return');
    expect(session.did('evaluate').at(-1)?.proves).toBe(true);
    session.tell({
      type: 'evaluated',
      for: session.top,
      evaluation: evaluation([], 'full names'),
      refused: [],
      proof: { outcome: 'rest', on: 'a copy of shop', rest: ['- users.born_in  text null'] },
    });
    expect(session.state.screens.at(-1)).toMatchObject({ phase: 'draft', tab: 'proof' });
    session.press('1');
    expect(session.state.screens.at(-1)).toMatchObject({ tab: 'file' });
    session.press('return');
    expect(session.did('write')).toHaveLength(1);
  });

  test('a likely answer is marked, never taken; b takes an answer back and proposes it', () => {
    const session = evaluated(opened(), [renameQuestion]).press('return');
    expect(session.did('evaluate')).toHaveLength(1);
    session.press('2');
    expect(lastAnswers(session)).toEqual({ 'rename:column:users.full_name': 'replace' });
    evaluated(session, [fillQuestion]).press('b');
    expect(lastAnswers(session)).toEqual({});
    evaluated(session, [renameQuestion]).press('return');
    expect(lastAnswers(session)).toEqual({ 'rename:column:users.full_name': 'replace' });
  });

  describe('the same for all alike', () => {
    const alikes = ['orders.currency', 'orders.note', 'users.city'].map(fillOf);
    const open = (): Session => evaluated(opened(), alikes).press('return');

    test('A answers them all, b takes all of it back', () => {
      const session = open().press('j', 'j', 'A');
      expect(lastAnswers(session)).toEqual({
        'fill:column:orders.currency': 'empty',
        'fill:column:orders.note': 'empty',
        'fill:column:users.city': 'empty',
      });
      evaluated(session, [renameQuestion]).press('b');
      expect(lastAnswers(session)).toEqual({});
    });

    test('a typed value too; one that refuses it stays open', () => {
      const session = open().press('A').type('EUR').press('return');
      expect(session.did('evaluate').at(-1)).toMatchObject({
        answers: { 'fill:column:users.city': 'default:EUR' },
        along: ['fill:column:orders.note', 'fill:column:users.city'],
      });
      session.tell({
        type: 'evaluated',
        for: session.top,
        evaluation: evaluation([alikes[2]!]),
        refused: ['fill:column:users.city'],
        proof: null,
      });
      expect(session.state.screens.at(-1)).toMatchObject({
        phase: 'question',
        answers: [
          { id: 'fill:column:orders.currency', value: 'default:EUR' },
          { id: 'fill:column:orders.note', value: 'default:EUR', along: true },
        ],
      });
    });

    test('where nothing is alike it says so', () => {
      const session = evaluated(opened(), [renameQuestion, fillQuestion]).press('return', 'A');
      expect(session.state.toast?.text).toBe('no other open question takes the same answer');
      expect(session.did('evaluate')).toHaveLength(1);
    });
  });

  describe('the preview of an answer', () => {
    test('is asked for each option once, until another is selected', () => {
      const session = opening();
      const rename = 'rename:column:users.full_name=rename:name';
      const replace = 'rename:column:users.full_name=replace';
      expect(previews(session)).toEqual([rename]);
      previewed(session, rename).tell({ type: 'tick' });
      expect(previews(session)).toEqual([rename]);
      expect(previews(session.press('j'))).toEqual([rename, replace]);
      expect(session.did('preview').at(-1)).toMatchObject({ tried: { answers: {} } });
    });

    test('of a typed value follows what is typed', () => {
      const session = evaluated(opened(), [fillQuestion]).press('return');
      expect(previews(session)).toEqual([]);
      expect(session.press('p').state.toast?.text).toMatch(/^type the value first/);
      session.press('1').type('CH').type('F');
      expect(previews(session)).toEqual([
        'fill:column:orders.currency=default:CH',
        'fill:column:orders.currency=default:CHF',
      ]);
      session.press('tab');
      expect(modeOf(session.state)).toBe('preview');
      expect(shellCommand(session.state)).toContain('=default:CHF');
      expect(modeOf(session.press('escape').state)).toBe('value');
    });

    test('where much differs it is worked out when somebody wants to see it', () => {
      const changes = Array.from({ length: 41 }, (_, at) => `+ users.column_${at}`);
      const session = evaluated(opened(), [renameQuestion], '', { changes }).press('return', 'j');
      expect(previews(session)).toEqual([]);
      expect(previews(session.press('p'))).toEqual(['rename:column:users.full_name=replace']);
    });

    test('p gives it the screen, esc goes back to the question', () => {
      const session = previewed(opening(), 'rename:column:users.full_name=rename:name').press('p');
      expect(modeOf(session.state)).toBe('preview');
      expect(modeOf(session.press('G', 'escape').state)).toBe('question');
      session.press('return');
      expect(lastAnswers(session)).toEqual({ 'rename:column:users.full_name': 'rename:name' });
    });

    test('an answer makes the one before useless', () => {
      const session = previewed(opening(), 'rename:column:users.full_name=rename:name').press(
        'return',
      );
      evaluated(session, [renameQuestion]);
      expect(session.state.screens.at(-1)).toMatchObject({ preview: null });
      expect(previews(session)).toHaveLength(2);
    });
  });

  test('the last change and the last line of the file can be scrolled to', () => {
    const changes = Array.from({ length: 40 }, (_, at) => `+ users.column_${at}`);
    const diff = evaluated(opened(), [], '', { changes }).press('G');
    // A rule, 18 changes, a blank line, and what is asked next.
    expect(diff.state.screens.at(-1)).toMatchObject({ phase: 'diff', top: 40 - 18 });
    const text = Array.from({ length: 40 }, (_, at) => `line ${at}`).join('\n');
    const draft = { ...evaluation([]).draft!, text };
    const written = evaluated(diff.press('return'), [], 'untitled', { changes, draft });
    written.type('x').press('return');
    evaluated(written, [], 'x', { changes, draft }).press('G');
    expect(written.state.screens.at(-1)).toMatchObject({ phase: 'draft', top: 40 - 18 });
  });

  test('a question that is longer than the screen follows the selected option, and scrolls', () => {
    const many = Array.from({ length: 20 }, (_, at) => ({
      value: `rename:old_${at}`,
      label: `renamed: old_${at} → full_name`,
    }));
    const long = { ...renameQuestion, options: [...many, ...renameQuestion.options.slice(1)] };
    const session = evaluated(opened(), [long]).press('return');
    const top = (): unknown => Reflect.get(session.state.screens.at(-1)!, 'top');
    expect(top()).toBe(0);
    session.press('G');
    expect(top()).toBeGreaterThan(5);
    session.press('g');
    expect(top()).toBe(0);
    session.press('page-down');
    expect(top()).toBeGreaterThan(5);
  });

  describe('left and resumed', () => {
    const { id } = renameQuestion;
    const asked = askedOf(renameQuestion);
    const offer: Offer = {
      taken: [{ id, value: 'replace', asked }],
      words: [`${id} = replace`],
      stale: ['fill:column:author.city = nullable'],
      left: 1,
      message: 'full names',
      at: '2026-11-21T08:05:00.000Z',
    };
    const resumable = (): Session =>
      evaluated(opened(offer), [renameQuestion, fillQuestion]).press('return');

    test('every answer that was taken is put by, with what was asked', () => {
      const session = evaluated(opened(), [renameQuestion]).press('return', '2');
      expect(session.did('keep')).toEqual([]);
      evaluated(session, [fillQuestion]);
      const answers = [{ id, value: 'replace', asked }];
      expect(session.did('keep')).toEqual([{ do: 'keep', answers, message: '' }]);
      session.press('b');
      evaluated(session, [renameQuestion]);
      expect(session.did('keep').at(-1)).toMatchObject({ answers: [] });
    });

    test('the message too, when the wizard is left', () => {
      const session = evaluated(opened(), [renameQuestion]).press('return', '2');
      evaluated(session, []).type('full');
      session.tell({ type: 'keys', keys: ['escape'] });
      evaluated(session, [renameQuestion]).press('2');
      evaluated(session, []).press('ctrl-c');
      evaluated(session, [renameQuestion]).press('escape');
      expect(session.did('keep').at(-1)).toMatchObject({ message: 'full' });
    });

    test('the next one goes on with them', () => {
      const session = resumable();
      expect(modeOf(session.state)).toBe('resume');
      session.press('return');
      expect(lastAnswers(session)).toEqual({ [id]: 'replace' });
      expect(session.did('evaluate').at(-1)?.request.message).toBe('untitled');
      evaluated(session, []);
      expect(session.state.screens.at(-1)).toMatchObject({
        phase: 'message',
        message: { text: 'full names' },
      });
      session.press('escape');
      evaluated(session, [renameQuestion]).press('2');
      evaluated(session, [fillQuestion]);
      expect(modeOf(session.state)).toBe('question');
      evaluated(session.press('b'), [renameQuestion]).press('return');
      expect(lastAnswers(session)).toEqual({ [id]: 'replace' });
    });

    test('or starts over: they are forgotten', () => {
      const session = resumable().press('2');
      expect(session.did('keep')).toEqual([{ do: 'keep', answers: [], message: '' }]);
      expect(session.did('evaluate').at(-1)?.answers).toEqual({});
      expect(modeOf(session.state)).toBe('question');
    });

    test('left before that, they stay', () => {
      expect(resumable().press('escape').did('keep')).toEqual([]);
      const changed = evaluated(opened({ ...offer, taken: [] }), [renameQuestion]);
      expect(changed.state.screens.at(-1)).toMatchObject({
        offer: null,
        notes: [expect.stringContaining('are not taken')],
      });
      expect(changed.press('return', 'escape').did('keep')).toEqual([]);
    });
  });

  test('a refused answer is asked for again', () => {
    const session = evaluated(opened(), [fillQuestion]).press('return', '2');
    session.press('return');
    expect(session.state.toast?.text).toBe('type an SQL expression');
    session.type('now(').press('return');
    session.tell({
      type: 'failed',
      for: session.top,
      error: { code: 'bad-answer', message: 'not SQL', details: {} },
    });
    expect(modeOf(session.state)).toBe('error');
    session.press('escape');
    expect(modeOf(session.state)).toBe('value');
    session.type(')').press('return');
    expect(lastAnswers(session)).toEqual({ 'fill:column:orders.currency': 'sql:now()' });
  });

  test('says so where nothing differs; what is kept is still written down', () => {
    const nothing = { changes: [], draft: null };
    expect(modeOf(evaluated(opened(), [], '', nothing).state)).toBe('same');
    const empty = { ...evaluation([]).draft!, empty: true };
    const kept = { changes: [], kept: ['coupon'], draft: empty };
    const session = evaluated(opened(), [renameQuestion]).press('return', '1');
    evaluated(session, [], 'untitled', kept);
    expect(modeOf(session.state)).toBe('draft');
    expect(session.press('return').did('write')).toHaveLength(1);
  });
});

describe('a new revision', () => {
  test('asks on which head, then what it does', () => {
    const session = readSession().press('n');
    expect(modeOf(session.state)).toBe('note-head');
    session.press('2').type('fill totals').press('return');
    expect(session.did('create')).toMatchObject([
      { request: { message: 'fill totals', head: '9f31c0aba3b4' } },
    ]);
  });

  test('a refused message can be mended', () => {
    const session = readSession().press('n', '1').type('@x').press('return');
    session.tell({
      type: 'failed',
      for: session.top,
      error: { code: 'bad-message', message: 'no', details: {} },
    });
    expect(modeOf(session.press('escape').state)).toBe('note');
    expect(session.state.screens.at(-1)).toMatchObject({ message: { text: '@x' } });
  });
});

describe('the palette', () => {
  test.each([
    ['upgrade heads', 'plan', { direction: 'up', target: 'heads' }],
    ['upgrade +1', 'plan', { direction: 'up', target: '+1' }],
    ['migsh upgrade 9f31', 'plan', { direction: 'up', target: '9f31' }],
    ['upgrade', 'plan', { direction: 'up', target: 'head' }],
    ['downgrade -2', 'plan', { direction: 'down', target: '-2' }],
    ['downgrade', 'plan', { direction: 'down', target: '-1' }],
    ['show 77aa', 'show', { id: '77aa02def2a3' }],
    ['quit', 'leave', { code: 0 }],
  ] as const)('%s', (line, effect, expected) => {
    expect(typed(line).did(effect).at(-1)).toMatchObject(expected);
  });

  test('migrate takes a message, a head and answers', () => {
    const session = typed(
      `migrate -m 'full names' --head 9f31 --answer rename:column:a.b=rename:c`,
    );
    session.tell({
      type: 'compared',
      for: session.top,
      heads: [],
      database: null,
      notes: [],
      offer: null,
    });
    expect(session.did('evaluate')).toMatchObject([
      {
        answers: { 'rename:column:a.b': 'rename:c' },
        request: { message: 'full names', head: '9f31' },
      },
    ]);
  });

  test('what cannot be meant is said as the command line says it', () => {
    expect(problem(typed('upgrad'))).toBe(null);
    expect(problem(typed('comit'))).toMatch(/^there is no command comit/);
    expect(problem(typed('heads --hed x'))).toMatch(/has no flag --hed/);
    expect(problem(typed('upgrade --json'))).toBe(
      '--json means nothing in here: type it in a shell: migsh upgrade --json',
    );
    expect(problem(typed(`migrate -m 'open`))).toBe('a quote is open: close it');
    expect(problem(typed('show zzzz'))).toMatch(/zzzz/);
  });

  test('proposes, completes and remembers', () => {
    const session = readSession().press(':').type('up').press('tab');
    expect(session.state.overlay).toMatchObject({ editor: { text: 'upgrade heads ' } });
    session.press('return').press('escape', ':', 'ctrl-p');
    expect(session.state.overlay).toMatchObject({ editor: { text: 'upgrade heads' } });
    const shown = readSession().press(':').type('show 9f').press('down', 'return');
    expect(shown.did('show').at(-1)).toMatchObject({ id: '9f31c0aba3b4' });
  });

  test('rows that would be lost are not lost by a command either', () => {
    const session = typed('downgrade');
    session.tell({ type: 'planned', for: session.top, prepared: samplePlan('down') });
    expect(session.press('y').did('run')).toEqual([]);
    expect(loss.level).toBe('loss');
  });
});

describe('the help', () => {
  test('runs the line that is left by the filter', () => {
    const session = readSession().press('?').type('one step').press('return');
    expect(session.did('plan')).toMatchObject([{ direction: 'down' }]);
  });
});

test('ctrl-c leaves when it is typed twice within two seconds', () => {
  const session = readSession().press('ctrl-c');
  session.now += 2000;
  expect(session.press('ctrl-c').did('leave')).toEqual([]);
  expect(session.press('ctrl-c').did('leave')).toEqual([{ do: 'leave', code: 130 }]);
});

test('a terminal that is too small hears only the way out', () => {
  const session = readSession().tell({ type: 'resize', size: { columns: 40, rows: 10 } });
  expect(session.press('u', 'y').effects.filter(({ do: kind }) => kind === 'plan')).toEqual([]);
  expect(session.press('q').did('leave')).toHaveLength(1);
});
