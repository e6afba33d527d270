import type { RevisionShape } from '../app/shapes.ts';
import { bodyOf, describe, refs, titleOf } from './print-revisions.ts';
import { sanitizeLine } from './sanitize.ts';
import type { Style } from './style.ts';
import { ellipsis } from './style.ts';
import { cut, wrap } from './wrap.ts';

/** A revision with the piece of the graph that stands in front of it. */
export interface HistoryRow {
  readonly graph: string;
  readonly revision: RevisionShape;
  /** It is what the database is at. */
  readonly current: boolean;
}

/** `history`: one row per revision, newest first. The state stands there as a word where the database was read. */
export function printHistory(rows: readonly HistoryRow[], style: Style): string {
  const columns = {
    graph: longest(rows.map(({ graph }) => graph)),
    id: longest(rows.map(({ revision }) => revision.id)),
    state: longest(rows.map(stateOf)),
  };
  return rows.map(row => `${line(row, columns, style)}\n`).join('');
}

interface Columns {
  readonly graph: number;
  readonly id: number;
  readonly state: number;
}

function line(row: HistoryRow, columns: Columns, style: Style): string {
  const graph = row.graph.padEnd(columns.graph);
  const id = sanitizeLine(row.revision.id).padEnd(columns.id);
  const state = columns.state === 0 ? '' : `${stateOf(row).padEnd(columns.state)}  `;
  const date = `${dateOf(row.revision).padEnd(10)}  `;
  const room = style.rowWidth - graph.length - id.length - state.length - date.length - 3;
  const text = cut(describe(row.revision), room, ellipsis(style));
  return [
    `${graph} `,
    style.paint('id', id),
    '  ',
    row.current ? style.paint('current', state) : state,
    style.paint('faint', date),
    text,
  ].join('');
}

/** `history --verbose`: a block per revision, everything that its header tells. */
export function printHistoryBlocks(rows: readonly HistoryRow[], style: Style): string {
  return rows.map(row => block(row, style)).join('\n');
}

function block({ revision, current }: HistoryRow, style: Style): string {
  const state = current ? 'current' : revision.state;
  const body = bodyOf(revision.message);
  const lines = [
    `${style.paint('id', sanitizeLine(revision.id))}  ${style.paint('heading', titleOf(revision.message))}`,
    ...(body === '' ? [] : wrap(body, { width: style.width, first: '    ' })),
    ...headerRows(revision).map(([name, value]) => `  ${name.padEnd(9)} ${value}`),
    ...(state === undefined ? [] : [`  state     ${state}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** What a header tells of a revision, as name and value. */
export function headerRows(revision: RevisionShape): readonly (readonly [string, string])[] {
  const { parents, dependsOn, createdAt, path } = revision;
  const place = [
    ...refs(revision),
    ...(revision.base ? ['base'] : []),
    ...(revision.branchPoint ? ['branch point'] : []),
    ...(revision.mergePoint ? ['merge point'] : []),
  ];
  const rows: readonly (readonly [string, string])[] = [
    ['parents', parents.length === 0 ? 'none' : parents.join(', ')],
    ['depends', dependsOn.join(', ')],
    ['place', place.join(', ')],
    ['created', createdAt ?? ''],
    ['file', path],
  ];
  return rows
    .filter(([, value]) => value !== '')
    .map(([name, value]) => [name, sanitizeLine(value)] as const);
}

function stateOf({ current, revision }: HistoryRow): string {
  return current ? 'current' : (revision.state ?? '');
}

function dateOf({ createdAt }: RevisionShape): string {
  return sanitizeLine(createdAt ?? '').slice(0, 10);
}

function longest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(text => text.length));
}
