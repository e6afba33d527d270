import type { ShowShape, StatementShape } from '../../app/shapes.ts';
import type { Size } from '../layout.ts';
import { dateOf, facts } from '../revision/facts.ts';
import { hazardWords, statementLines } from '../sql/statement-lines.ts';
import type { State } from '../state.ts';
import { valueOf } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { cutMiddle } from '../text/width.ts';
import { wrap } from '../text/wrap.ts';
import { glyphsOf } from '../theme.ts';
import { revisionOf, shortId } from './rows.ts';
import type { HistoryRow } from './state.ts';

/** What is known of the selected row, below the list: a few lines. */
export function shortPreview(
  state: State,
  row: HistoryRow | undefined,
  size: Size,
): readonly Line[] {
  if (row === undefined) return [];
  if (row.kind === 'fold') return foldLines(state, row.ids, size.columns);
  const revision = revisionOf(state, row.id);
  if (revision === undefined) return goneLines(size.columns);
  const { ellipsis } = glyphsOf(state.ascii);
  const on = revision.parents.map(id => shortId(state, id)).join(', ') || 'nothing: it is a base';
  const shape = valueOf(state.project.shown[row.id]);
  const date = revision.createdAt === null ? '' : `   ${dateOf(revision.createdAt)}`;
  return [
    line(`  ${revision.message.split('\n')[0] ?? ''}`, 'strong'),
    line(`  on ${on}${date}`),
    line(`  ${cutMiddle(revision.path, size.columns - 4, ellipsis)}`, 'faint'),
    ...(shape === undefined ? problemLines(state, row.id, size.columns) : [directions(shape)]),
    ...restOfMessage(revision.message, size.columns),
  ];
}

/** The same beside the list, with the SQL of the way up. */
export function longPreview(
  state: State,
  row: HistoryRow | undefined,
  size: Size,
): readonly Line[] {
  if (row === undefined) return [];
  if (row.kind === 'fold') return foldLines(state, row.ids, size.columns);
  const revision = revisionOf(state, row.id);
  if (revision === undefined) return goneLines(size.columns);
  const shape = valueOf(state.project.shown[row.id]);
  const width = size.columns;
  return [
    ...facts(state, revision, width),
    ...(shape === undefined ? problemLines(state, row.id, width) : [[], ...directionLines(shape)]),
    ...(shape === undefined
      ? fileLines(state, row.id, width)
      : [[], line('  UP', 'strong'), ...upLines(state, shape, width)]),
  ];
}

function directions(shape: ShowShape): Line {
  return [
    ...direction('  up', shape.up),
    span('    '),
    ...(shape.irreversible === null ? direction('down', shape.down) : [span('down: irreversible')]),
  ];
}

/** A line each: beside the list there is no room for both in one. */
function directionLines({ up, down, irreversible }: ShowShape): readonly Line[] {
  return [
    direction('  up', up),
    irreversible === null ? direction('  down', down) : [span('  down: irreversible')],
  ];
}

function direction(name: string, statements: readonly StatementShape[]): Line {
  const words = hazardWords(statements.flatMap(({ hazards }) => hazards));
  const count = `${statements.length} ${statements.length === 1 ? 'statement' : 'statements'}`;
  return [
    span(`${name}: `),
    span(count),
    ...(words.length === 0
      ? [span(', no hazards')]
      : words.flatMap(([word, level], at) => [span(at === 0 ? ', ' : ' '), span(word, level)])),
  ];
}

function upLines(state: State, shape: ShowShape, width: number): readonly Line[] {
  if (shape.up.length === 0) return [line('  nothing')];
  return statementLines(shape.up, { width, glyphs: glyphsOf(state.ascii), marked: -1 }).lines;
}

/** As long as its SQL is not known: what the file says. */
function fileLines(state: State, id: string, width: number): readonly Line[] {
  const text = valueOf(state.project.history)?.texts.get(id) ?? '';
  const from = text.search(/^export function up\b/m);
  if (from === -1) return [];
  const lines = text.slice(from).trimEnd().split('\n');
  return [[], ...lines.flatMap(each => wrap(each, { width, first: '  ' })).map(each => line(each))];
}

function problemLines(state: State, id: string, width: number): readonly Line[] {
  const shown = state.project.shown[id];
  if (shown?.is !== 'failed') return [];
  const text = `${shown.error.message.split('\n')[0]} [${shown.error.code}]`;
  return [[], ...wrap(text, { width, first: '  ' }).map(each => line(each, 'error'))];
}

function foldLines(state: State, ids: readonly string[], width: number): readonly Line[] {
  const [newest = '', oldest = ''] = [ids[0], ids.at(-1)];
  const { arrow } = glyphsOf(state.ascii);
  const text = `${ids.length} revisions in one line, all applied: ${shortId(state, oldest)} ${arrow} ${shortId(state, newest)}`;
  return wrap(text, { width, first: '  ' }).map(each => line(each));
}

function goneLines(width: number): readonly Line[] {
  const text =
    'This revision is applied, but its file is gone: another git branch may hold it. Its text is kept in the journal.';
  return wrap(text, { width, first: '  ' }).map(each => line(each));
}

function restOfMessage(message: string, width: number): readonly Line[] {
  const body = message.split('\n').slice(1).join('\n').trim();
  return body === '' ? [] : wrap(body, { width, first: '  ' }).map(each => line(each));
}
