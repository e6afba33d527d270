import { describe, expect, test } from 'vitest';

import { buildGraph } from '../../src/revision/graph.ts';
import { parseHeader } from '../../src/revision/header.ts';
import { rebased, withParents } from '../../src/revision/rebase.ts';

const text = (parents: string): string => `// a licence
/**
 * a message
 *
 * @revision cccc3333
 * @parents  ${parents}
 * @labels   billing
 */
export function up() {}
`;

describe('withParents', () => {
  test.each([
    ['one', 'bbbb2222', ['dddd4444']],
    ['a list', 'aaaa1111, bbbb2222', ['dddd4444']],
    ['a list that goes on in the next line', 'aaaa1111,\n *     bbbb2222', ['dddd4444']],
    ['none', 'none', ['dddd4444', 'eeee5555']],
    ['to none', 'bbbb2222', []],
  ])('%s', (_, before, parents) => {
    const after = withParents(text(before), 'c.ts', parents);
    expect(parseHeader(after, 'c.ts').parents).toEqual(parents);
    expect(after).toBe(text(parents.length === 0 ? 'none' : parents.join(', ')));
  });

  test('Windows line ends stay', () => {
    const crlf = text('bbbb2222').replaceAll('\n', '\r\n');
    const after = withParents(crlf, 'c.ts', ['dddd4444']);
    expect(after).toBe(text('dddd4444').replaceAll('\n', '\r\n'));
  });
});

const revision = (id: string, ...parents: string[]) =>
  parseHeader(
    `/**\n * x\n * @revision ${id}\n * @parents ${parents.join(', ') || 'none'}\n */`,
    `${id}.ts`,
  );

describe('rebased', () => {
  const a = revision('aaaa1111');
  const b = revision('bbbb2222', 'aaaa1111');
  const c = revision('cccc3333', 'aaaa1111');
  const d = revision('dddd4444', 'cccc3333');
  const graph = buildGraph([a, b, c, d]);

  test('gives the revision its new parents', () => {
    expect(rebased(graph, ['cccc3333'], 'bbbb2222').moves).toEqual([
      { id: 'cccc3333', from: ['aaaa1111'], to: ['bbbb2222'] },
    ]);
  });

  test('those that stand on each other go on doing so', () => {
    const { moves, graph: after } = rebased(graph, ['dddd4444', 'cccc3333'], 'bbbb2222');
    expect(moves.map(({ id }) => id)).toEqual(['cccc3333']);
    expect(after.heads).toEqual(['dddd4444']);
  });

  test('of a merge only what is left behind is given up', () => {
    const merge = revision('eeee5555', 'bbbb2222', 'cccc3333');
    const merged = buildGraph([a, b, c, merge, revision('ffff6666', 'aaaa1111')]);
    expect(rebased(merged, ['cccc3333', 'eeee5555'], 'ffff6666').moves).toEqual([
      { id: 'cccc3333', from: ['aaaa1111'], to: ['ffff6666'] },
      { id: 'eeee5555', from: ['bbbb2222', 'cccc3333'], to: ['ffff6666', 'cccc3333'] },
    ]);
  });

  test('on nothing, as a base; where it stands already is no move', () => {
    expect(rebased(graph, ['cccc3333'], undefined).moves).toEqual([
      { id: 'cccc3333', from: ['aaaa1111'], to: [] },
    ]);
    expect(rebased(graph, ['cccc3333'], 'aaaa1111').moves).toEqual([]);
  });

  test.each(['cccc3333', 'dddd4444'])('refuses %s, which would be a circle', target => {
    expect(() => rebased(graph, ['cccc3333'], target)).toThrow(/cannot stand on/);
  });

  test('refuses a circle by a dependency', () => {
    const header =
      '/**\n * x\n * @revision eeee5555\n * @parents aaaa1111\n * @depends cccc3333\n */';
    const depending = buildGraph([a, c, parseHeader(header, 'e.ts')]);
    expect(() => rebased(depending, ['cccc3333'], 'eeee5555')).toThrow(/cannot stand on/);
  });
});
