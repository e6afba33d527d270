import type { StatusShape } from '../../app/shapes.ts';
import { graphWords, shortId } from '../history/rows.ts';
import { layoutOf } from '../layout.ts';
import { scrollTo, stepOf } from '../scroll.ts';
import type { Next, State } from '../state.ts';
import { changeTop, next, valueOf } from '../state.ts';
import type { Line } from '../text/line.ts';
import { line, span } from '../text/line.ts';
import { cut } from '../text/width.ts';
import { wrap } from '../text/wrap.ts';
import { glyphsOf } from '../theme.ts';
import type { ListingKind, ListingScreen } from './listing.ts';

/** What a command answers, in lines. */
export function listingLines(state: State, { listing }: ListingScreen): readonly Line[] {
  const history = valueOf(state.project.history);
  const status = valueOf(state.project.database)?.status;
  if (listing === 'heads') {
    const heads = history?.graph.heads ?? [];
    return heads.length === 0 ? [line('  no revisions')] : heads.map(id => revisionLine(state, id));
  }
  if (status === undefined) return [line('  the database could not be read')];
  if (listing === 'current') return currentLines(state, status.current);
  return statusLines(state, status);
}

/** Scrolls what is longer than the screen. */
export function scrollListing(state: State, key: string): Next {
  const height = (layoutOf(state.size)?.body ?? 2) - 1;
  return next(
    changeTop(state, 'listing', screen => {
      const count = listingLines(state, screen).length;
      const top = scrollTo(screen.top + (stepOf(key, height) ?? 0), { count, height });
      return { ...screen, top };
    }),
  );
}

/** The command that a listing answers. */
export const listingTitles: Readonly<Record<ListingKind, string>> = {
  status: 'Status',
  heads: 'Heads',
  current: 'Current',
};

function currentLines(state: State, current: readonly string[]): readonly Line[] {
  if (current.length === 0) return [line('  nothing is applied')];
  return current.map(id => revisionLine(state, id));
}

function statusLines(state: State, status: StatusShape): readonly Line[] {
  const { columns } = state.size;
  const part = (name: string, ids: readonly string[]): readonly Line[] =>
    ids.length === 0
      ? []
      : [line(`  ${name}`, 'strong'), ...ids.map(id => revisionLine(state, id, '    '))];
  return [
    line(`  ${status.database} (${status.dialect})`),
    [],
    ...(status.current.length === 0 ? [line('  nothing is applied')] : []),
    ...part('current', status.current),
    ...part('heads', status.heads),
    ...part('pending', status.pending),
    ...part('edited', status.edited),
    ...part('missing', status.missing),
    ...part('partial', status.partial),
    ...status.notes.flatMap(note => [
      [],
      ...wrap(note, { width: columns - 2, first: '  note: ' }).map(text => line(text)),
    ]),
    [],
    line(status.next === null ? '  nothing to do' : `  next: ${status.next}`, 'strong'),
  ];
}

function revisionLine(state: State, id: string, indent = '  '): Line {
  const history = valueOf(state.project.history);
  const title = history?.byId.get(id)?.message.split('\n')[0] ?? '(its file is gone)';
  const labels = graphWords(state, id).filter(word => word !== 'head');
  const names = labels.length === 0 ? '' : `  (${labels.join(', ')})`;
  const { ellipsis } = glyphsOf(state.ascii);
  const short = shortId(state, id);
  const room = state.size.columns - indent.length - short.length - 3;
  return [span(indent), span(short, 'key'), span(`  ${cut(title + names, room, ellipsis)}`)];
}
