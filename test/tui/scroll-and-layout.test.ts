import { describe, expect, test } from 'vitest';

import { layoutOf } from '../../src/tui/layout.ts';
import { atTop, moveKeys, scrollTo, select, stepOf } from '../../src/tui/scroll.ts';

describe('a list', () => {
  const extent = { count: 100, height: 10 };

  test('scrolls no more than it must', () => {
    expect(select(atTop, 9, extent)).toEqual({ selected: 9, top: 0 });
    expect(select(atTop, 10, extent)).toEqual({ selected: 10, top: 1 });
    expect(select({ selected: 50, top: 45 }, 46, extent)).toEqual({ selected: 46, top: 45 });
    expect(select({ selected: 50, top: 45 }, 44, extent)).toEqual({ selected: 44, top: 44 });
  });

  test('stops at its ends', () => {
    expect(select(atTop, -5, extent)).toEqual({ selected: 0, top: 0 });
    expect(select(atTop, Infinity, extent)).toEqual({ selected: 99, top: 90 });
    expect(select({ selected: 99, top: 90 }, 99, { count: 3, height: 10 })).toEqual({
      selected: 2,
      top: 0,
    });
    expect(select(atTop, 4, { count: 0, height: 10 }).selected).toBe(0);
  });

  test('text stops where its last line is on the screen', () => {
    expect(scrollTo(500, extent)).toBe(90);
    expect(scrollTo(-1, extent)).toBe(0);
    expect(scrollTo(5, { count: 3, height: 10 })).toBe(0);
  });

  test('every key that moves has a length', () => {
    const steps = moveKeys.map(key => stepOf(key, 10));
    expect(steps).not.toContain(0);
    expect(steps).not.toContain(undefined);
    expect(stepOf('x', 10)).toBeUndefined();
  });
});

describe('the layout', () => {
  test.each([
    [59, 24],
    [80, 14],
    [40, 10],
  ])('of %i by %i is none', (columns, rows) => {
    expect(layoutOf({ columns, rows })).toBeNull();
  });

  test.each([
    [60, 15, 'alone'],
    [79, 24, 'alone'],
    [80, 24, 'below'],
    [99, 50, 'below'],
    [80, 15, 'below'],
    [100, 24, 'beside'],
    [200, 60, 'beside'],
  ])('of %i by %i has its preview %s', (columns, rows, arrangement) => {
    expect(layoutOf({ columns, rows })?.arrangement).toBe(arrangement);
  });

  const sizes = Array.from({ length: 20 }, (_, at) => 60 + at * 7).flatMap(columns =>
    Array.from({ length: 12 }, (_, at) => ({ columns, rows: 15 + at * 5 })),
  );

  test('gives away every row once', () => {
    for (const size of sizes) {
      const { list, preview, arrangement } = layoutOf(size)!;
      const below = arrangement === 'below' ? preview.rows + 1 : 0;
      expect(1 + list.rows + below).toBe(size.rows - 3);
    }
  });

  test('gives away every column once, and the list keeps 66', () => {
    for (const size of sizes.filter(({ columns }) => columns >= 100)) {
      const { list, preview } = layoutOf(size)!;
      expect(list.columns + 1 + preview.columns).toBe(size.columns);
      expect(list.columns).toBeGreaterThanOrEqual(66);
    }
  });
});
