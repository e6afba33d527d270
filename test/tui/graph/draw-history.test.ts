import { describe, expect, test } from 'vitest';

import type { RevisionState } from '../../../src/app/shapes.ts';
import type { RevisionGraph } from '../../../src/revision/graph.ts';
import { ancestors } from '../../../src/revision/walk.ts';
import {
  drawHistory,
  drawPage,
  graphWidth,
  type HistoryGraphRow,
  type HistoryPage,
  layoutHistory,
} from '../../../src/tui/graph/draw-history.ts';
import { history } from '../../revision/history.ts';

function picture({ rows, hiddenLanes }: HistoryPage): string {
  const width = Math.max(...rows.map(({ graph }) => graph.length)) + 2;
  const lines = rows.map(row => `${row.graph.padEnd(width)}${textOf(row)}`);
  return ['', ...lines, ...(hiddenLanes === 0 ? [] : [`+${hiddenLanes} lanes`])].join('\n');
}

function textOf(row: HistoryGraphRow): string {
  if (row.kind === 'fold') return `${row.count} revisions`;
  return row.missing.length === 0 ? row.id : `${row.id} (on ${row.missing.join(' ')})`;
}

function statesOf(
  graph: RevisionGraph,
  current: readonly string[],
): ReadonlyMap<string, RevisionState> {
  const applied = ancestors(graph, current);
  return new Map(graph.revisions.map(({ id }) => [id, applied.has(id) ? 'applied' : 'pending']));
}

function draw(sketch: string, current: readonly string[] = []): string {
  const graph = history(sketch);
  return picture(drawHistory(graph, { current, states: statesOf(graph, current) }));
}

const shop = `
  base
  email < base
  backfill < email
  drop < backfill
  invoices < email [billing]
  paid < invoices
  merge < drop paid
  rename < merge
  events < rename [audit]
  time < events
  currency < rename
`;

describe('a history is drawn', () => {
  test('as a shop with a merged and an open branch', () => {
    expect(draw(shop, ['rename'])).toMatchInlineSnapshot(`
      "
      ○    currency
      │ ○  time
      ├─○  events
      ◆    rename
      ●─╮  merge
      │ ●  paid
      │ ●  invoices
      ● │  drop
      ● │  backfill
      ●─╯  email
      ●    base"
    `);
  });

  test('as one line', () => {
    expect(draw('a\nb < a\nc < b', ['b'])).toMatchInlineSnapshot(`
      "
      ○  c
      ◆  b
      ●  a"
    `);
  });

  test('with twenty heads in two columns', () => {
    const heads = Array.from({ length: 5 }, (_, n) => `s${n} < base\nh${n} < s${n}`);
    expect(draw(`base\n${heads.join('\n')}`)).toMatchInlineSnapshot(`
      "
      ○    h4
      ○    s4
      │ ○  h3
      ├─○  s3
      │ ○  h2
      ├─○  s2
      │ ○  h1
      ├─○  s1
      │ ○  h0
      ├─○  s0
      ○    base"
    `);
  });

  test('where two branches merge each other', () => {
    expect(draw('r\na1 < r\nb1 < r\na2 < a1\nb2 < b1\nm2 < b2 a2 [z]\nm1 < a2 b2'))
      .toMatchInlineSnapshot(`
        "
        ○─╮    m1
        ├─┼─○  m2
        ○ │    a2
        ○ │    a1
        │ ○    b2
        ├─○    b1
        ○      r"
      `);
  });

  test('where four branches are merged at once', () => {
    expect(draw('r\na < r\nb < r\nc < r\nd < r\no < a b c d\nnext < o')).toMatchInlineSnapshot(`
      "
      ○        next
      ○─┬─┬─╮  o
      │ │ │ ○  d
      │ │ ○ │  c
      │ ○ │ │  b
      ○ │ │ │  a
      ○─┴─┴─╯  r"
    `);
  });

  test('where a branch merges the main line again and again', () => {
    expect(draw('r\na1 < r\na2 < a1\na3 < a2\na4 < a3\nb1 < a1\nb2 < b1 a2\nb3 < b2 a3\nm < a4 b3'))
      .toMatchInlineSnapshot(`
        "
        ○─╮      m
        │ ○─╮    b3
        │ ○─│─╮  b2
        │ ○ │ │  b1
        ○ │ │ │  a4
        ○─│─╯ │  a3
        ○─│───╯  a2
        ○─╯      a1
        ○        r"
      `);
  });

  test('where the main line merges another every time', () => {
    expect(draw('r\nu1 < r\nm1 < r u1\nu2 < u1\nm2 < m1 u2\nu3 < u2\nm3 < m2 u3'))
      .toMatchInlineSnapshot(`
        "
        ○─╮  m3
        │ ○  u3
        ○─┤  m2
        │ ○  u2
        ○─┤  m1
        ├─○  u1
        ○    r"
      `);
  });

  test('where a line crosses another', () => {
    expect(draw('r\na < r\nb < r\nc < r\na2 < a\nb2 < b\nc2 < c a\nx < a2 b2 c2'))
      .toMatchInlineSnapshot(`
        "
        ○─┬─╮    x
        │ │ ○─╮  c2
        │ │ ○ │  c
        │ ○ │ │  b2
        │ ○ │ │  b
        ○ │ │ │  a2
        ○─│─│─╯  a
        ○─┴─╯    r"
      `);
  });

  test('with several bases, and a dependency that has no line', () => {
    expect(draw('a\nb < a\nx\ny < x (b)')).toMatchInlineSnapshot(`
      "
      ○    y
      │ ○  b
      │ ○  a
      ○    x"
    `);
  });

  test('without a revision', () => {
    expect(drawHistory(history('a'), { ids: [] })).toEqual({ rows: [], width: 0, hiddenLanes: 0 });
  });
});

test('states have shapes of their own', () => {
  const graph = history('a\nb < a\nc < b\nd < c\ne < d\nf < e');
  const states = new Map<string, RevisionState>([
    ['a', 'applied'],
    ['b', 'edited'],
    ['c', 'missing'],
    ['d', 'applied'],
    ['e', 'partial'],
    ['f', 'pending'],
  ]);
  const drawn = (ascii: boolean): string =>
    picture(drawHistory(graph, { states, current: ['d'], ascii }));
  expect(drawn(false)).toMatchInlineSnapshot(`
    "
    ○  f
    ✗  e
    ◆  d
    ?  c
    ●  b
    ●  a"
  `);
  expect(drawn(true)).toMatchInlineSnapshot(`
    "
    o  f
    x  e
    @  d
    ?  c
    *  b
    *  a"
  `);
  expect(picture(drawHistory(graph))).toMatchInlineSnapshot(`
    "
    •  f
    •  e
    •  d
    •  c
    •  b
    •  a"
  `);
});

test('ASCII has the same strokes', () => {
  const graph = history(shop);
  const options = { current: ['rename'], states: statesOf(graph, ['rename']), ascii: true };
  expect(picture(drawHistory(graph, options))).toMatchInlineSnapshot(`
    "
    o    currency
    | o  time
    +-o  events
    @    rename
    *-.  merge
    | *  paid
    | *  invoices
    * |  drop
    * |  backfill
    *-'  email
    *    base"
  `);
});

describe('folding', () => {
  const long = Array.from({ length: 9 }, (_, n) => `n${n} < ${n === 0 ? 'base' : `n${n - 1}`}`);
  const sketch = `base\n${long.join('\n')}\nl < n8 [billing]\nafter < l\nside < n8\nend < after side`;

  function folded(current: readonly string[]): string {
    const graph = history(sketch);
    return picture(drawHistory(graph, { current, states: statesOf(graph, current), folded: true }));
  }

  test('puts plain runs of applied revisions into one row, the newest of each stays', () => {
    expect(folded(['end'])).toMatchInlineSnapshot(`
      "
      ◆─╮  end
      │ ●  side
      ● │  after
      ● │  l
      ●─╯  n8
      ●    n7
      ┊    7 revisions
      ●    base"
    `);
  });

  test('leaves what is pending, what is current, and what is short', () => {
    expect(folded(['n5'])).toMatchInlineSnapshot(`
      "
      ○─╮  end
      │ ○  side
      ○ │  after
      ○ │  l
      ○─╯  n8
      ○    n7
      ○    n6
      ◆    n5
      ●    n4
      ┊    4 revisions
      ●    base"
    `);
    expect(folded(['n3'])).toMatchInlineSnapshot(`
      "
      ○─╮  end
      │ ○  side
      ○ │  after
      ○ │  l
      ○─╯  n8
      ○    n7
      ○    n6
      ○    n5
      ○    n4
      ◆    n3
      ●    n2
      ●    n1
      ●    n0
      ●    base"
    `);
    expect(folded([])).toMatchInlineSnapshot(`
      "
      ○─╮  end
      │ ○  side
      ○ │  after
      ○ │  l
      ○─╯  n8
      ○    n7
      ○    n6
      ○    n5
      ○    n4
      ○    n3
      ○    n2
      ○    n1
      ○    n0
      ○    base"
    `);
  });

  test('tells which revisions it stands for', () => {
    const graph = history(sketch);
    const { rows } = drawHistory(graph, { folded: true });
    expect(rows.find(row => row.kind === 'fold')).toMatchObject({
      count: 7,
      ids: ['n6', 'n5', 'n4', 'n3', 'n2', 'n1', 'n0'],
    });
  });

  test('goes on beside other lanes', () => {
    const graph = history(`${sketch}\nopen < base [opened]\nother < open`);
    expect(picture(drawHistory(graph, { folded: true }))).toMatchInlineSnapshot(`
      "
      •      other
      •      open
      │ •─╮  end
      │ │ •  side
      │ • │  after
      │ • │  l
      │ •─╯  n8
      │ •    n7
      ├─┊    7 revisions
      •      base"
    `);
  });
});

describe('a page', () => {
  const branches = Array.from({ length: 6 }, (_, n) =>
    [`a${n} < base`, `b${n} < a${n}`, `c${n} < b${n}`].join('\n'),
  );
  const wide = history(`base\n${branches.join('\n')}\nm < c0 c1 c2 c3 c4 c5\nn < m`);

  test('has all lanes where there is room', () => {
    expect(picture(drawHistory(wide))).toMatchInlineSnapshot(`
      "
      •            n
      •─┬─┬─┬─┬─╮  m
      │ │ │ │ │ •  c5
      │ │ │ │ │ •  b5
      │ │ │ │ │ •  a5
      │ │ │ │ • │  c4
      │ │ │ │ • │  b4
      │ │ │ │ • │  a4
      │ │ │ • │ │  c3
      │ │ │ • │ │  b3
      │ │ │ • │ │  a3
      │ │ • │ │ │  c2
      │ │ • │ │ │  b2
      │ │ • │ │ │  a2
      │ • │ │ │ │  c1
      │ • │ │ │ │  b1
      │ • │ │ │ │  a1
      • │ │ │ │ │  c0
      • │ │ │ │ │  b0
      • │ │ │ │ │  a0
      •─┴─┴─┴─┴─╯  base"
    `);
  });

  test('leaves out lanes that only pass', () => {
    const layout = layoutHistory(wide);
    expect(picture(drawPage(layout, { from: 11, to: 17, width: 8 }))).toMatchInlineSnapshot(`
      "
      │ •  c2
      │ •  b2
      │ •  a2
      • │  c1
      • │  b1
      • │  a1
      +4 lanes"
    `);
  });

  test('leaves out connectors where that is not enough', () => {
    const layout = layoutHistory(wide);
    expect(picture(drawPage(layout, { from: 0, to: 10, width: 8 }))).toMatchInlineSnapshot(`
      "
      •       n
      •┬┬┬┬╮  m
      │││││•  c5
      │││││•  b5
      │││││•  a5
      ││││•│  c4
      ││││•│  b4
      ││││•│  a4
      │││•││  c3
      │││•││  b3"
    `);
  });

  test('is cut where even that is not enough', () => {
    const layout = layoutHistory(wide);
    expect(picture(drawPage(layout, { from: 0, to: 6, width: 4 }))).toMatchInlineSnapshot(`
      "
      •     n
      •┬┬»  m
      │││»  c5
      │││»  b5
      │││»  a5
      │││»  c4"
    `);
    expect(picture(drawPage(layout, { from: 0, to: 6, width: 4, ascii: true })))
      .toMatchInlineSnapshot(`
        "
        *     n
        *..>  m
        |||>  c5
        |||>  b5
        |||>  a5
        |||>  c4"
      `);
    expect(drawPage(layout, { width: 0 }).width).toBe(0);
  });

  test.each([
    [40, 2],
    [80, 24],
    [60, 10],
    [120, 24],
  ])('on a screen of %i columns the graph may take %i', (columns, width) => {
    expect(graphWidth(columns)).toBe(width);
  });
});

describe('the order', () => {
  const graph = history(shop);
  const dates = ['01', '02', '03', '07', '04', '05', '08', '09', '10', '12', '11'];
  const dated = {
    ...graph,
    revisions: graph.revisions.map((revision, n) =>
      Object.assign({}, revision, { createdAt: `2026-11-${dates[n]}` }),
    ),
  };

  test('by creation time keeps children above parents', () => {
    expect(picture(drawHistory(dated, { order: 'created' }))).toMatchInlineSnapshot(`
      "
        •  time
      • │  currency
      ├─•  events
      •    rename
      •─╮  merge
      • │  drop
      │ •  paid
      │ •  invoices
      • │  backfill
      •─╯  email
      •    base"
    `);
  });

  test('that is handed in is drawn as it is', () => {
    const ids = ['time', 'events', 'currency', 'rename', 'merge', 'drop', 'paid', 'backfill'];
    expect(picture(drawHistory(graph, { ids }))).toMatchInlineSnapshot(`
      "
        •  time
        •  events
      • │  currency
      •─╯  rename
      •─╮  merge
      • │  drop
      │ •  paid (on invoices)
      •    backfill (on email)"
    `);
  });

  test('puts the head that is named first', () => {
    expect(drawHistory(graph, { main: 'time' }).rows[0]).toMatchObject({ id: 'time', graph: '•' });
    expect(drawHistory(graph).rows[0]).toMatchObject({ id: 'currency' });
  });
});

test('lines on the path are marked, the same lane elsewhere is not', () => {
  const graph = history(shop);
  const path = new Set(['merge', 'paid', 'invoices', 'email']);
  const { rows } = drawHistory(graph, { path });
  const marked = rows.map(({ pieces }) =>
    pieces
      .map(({ text, onPath }) => (onPath ? text : ' '))
      .join('')
      .trimEnd(),
  );
  expect(['', ...marked].join('\n')).toMatchInlineSnapshot(`
    "




     ─╮


      │
      │
     ─╯
    "
  `);
});
