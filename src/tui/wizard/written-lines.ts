import type { RevisionResult } from '../../app/shapes.ts';
import { shortId } from '../history/rows.ts';
import { fileLines } from '../sql/file-lines.ts';
import type { State } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';

/** A revision was written: where, and what to do with it. */
export function writtenLines(state: State, result: RevisionResult | null): readonly Line[] {
  const width = state.size.columns;
  if (result?.revision == null) {
    const text = `Nothing was written: ${result?.reason ?? 'nothing differs'}.`;
    return [
      [],
      ...wrap(text, { width: width - 2, first: '  ' }).map(each => line(each)),
      ...ignoredLines(result, width),
    ];
  }
  const { id, path } = result.revision;
  return [
    [],
    line(`  written  ${path}`, 'strong'),
    line(`  revision ${id}`),
    ...(result.following ?? []).map(each => line(`  and      ${each.path}`, 'strong')),
    ...ignoredLines(result, width),
    [],
    line(`  next: migsh upgrade ${shortId(state, id)}   (u)`),
    [],
    ...fileLines(result.text ?? '', width),
  ];
}

function ignoredLines(result: RevisionResult | null, width: number): readonly Line[] {
  const { ignored = [] } = result ?? {};
  if (ignored.length === 0) return [];
  const text = `package.json was changed: migsh.ignore now leaves out ${ignored.join(', ')}`;
  return wrap(text, { width: width - 2, first: '  ' }).map(each => line(each));
}
