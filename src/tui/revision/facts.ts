import type { RevisionShape } from '../../app/shapes.ts';
import { graphWords, shortId } from '../history/rows.ts';
import type { State } from '../state.ts';
import { valueOf } from '../state.ts';
import type { Line } from '../text/line.ts';
import { span } from '../text/line.ts';
import { cut, cutMiddle } from '../text/width.ts';
import { wrap } from '../text/wrap.ts';
import { glyphsOf } from '../theme.ts';

/** What a revision's header and its place in the graph tell, a line each. */
export function facts(state: State, revision: RevisionShape, width: number): readonly Line[] {
  const { ellipsis } = glyphsOf(state.ascii);
  const room = width - 12;
  const children = valueOf(state.project.history)?.graph.children(revision.id) ?? [];
  const words = graphWords(state, revision.id);
  const body = revision.message.split('\n').slice(1).join('\n').trim();
  return [
    fact('id', revision.id),
    ...(revision.createdAt === null ? [] : [fact('created', dateOf(revision.createdAt))]),
    fact('file', cutMiddle(revision.path, room, ellipsis)),
    ...related(state, { name: 'on', none: 'nothing: it is a base', ids: revision.parents, room }),
    ...related(state, { name: 'needs', none: null, ids: revision.dependsOn, room }),
    ...related(state, { name: 'next', none: 'nothing: it is a head', ids: children, room }),
    ...(words.length === 0 ? [] : [fact('is', words.join(', '))]),
    ...(body === '' ? [] : [[], ...wrap(body, { width, first: '  ' }).map(text => [span(text)])]),
  ];
}

/** `2026-11-20 11:02` of an ISO date, as it was written. */
export function dateOf(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}

function fact(name: string, value: string): Line {
  return [span(`  ${name.padEnd(9)}`, 'faint'), span(value)];
}

interface Related {
  readonly name: string;
  /** What stands where there is none; null: no line. */
  readonly none: string | null;
  readonly ids: readonly string[];
  readonly room: number;
}

function related(state: State, { name, none, ids, room }: Related): readonly Line[] {
  if (ids.length === 0) return none === null ? [] : [fact(name, none)];
  const { byId } = valueOf(state.project.history) ?? {};
  const { ellipsis } = glyphsOf(state.ascii);
  return ids.map((id, at) => {
    const title = byId?.get(id)?.message.split('\n')[0] ?? '';
    return fact(at === 0 ? name : '', cut(`${shortId(state, id)}  ${title}`, room, ellipsis));
  });
}
