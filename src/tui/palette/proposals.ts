import { revisionOf, shortId, stateOf } from '../history/rows.ts';
import type { State } from '../state.ts';
import { valueOf } from '../state.ts';
import { shellCommands } from './shell-commands.ts';

/** A line that could be meant. */
export interface Proposal {
  readonly text: string;
  readonly help: string;
}

/** What the line typed so far could become, the likeliest first; at most `limit`. */
export function proposals(state: State, typed: string, limit: number): readonly Proposal[] {
  const text = typed.trimStart().replace(/^migsh +/, '');
  const found = [...common(state), ...completions(state, text)].filter(proposal =>
    proposal.text.startsWith(text),
  );
  const seen = new Set<string>();
  const unique = found.filter(proposal => !seen.has(proposal.text) && seen.add(proposal.text));
  return unique.slice(0, limit);
}

/** The first word of a line, without the name of the program. */
export function commandWord(typed: string): string {
  return /^\s*(?:migsh +)?(\S*)/.exec(typed)?.[1] ?? '';
}

/** Whole lines for where the shell stands. */
function common(state: State): readonly Proposal[] {
  const pending = valueOf(state.project.database)?.status.pending.length ?? 0;
  const heads = valueOf(state.project.history)?.graph.heads.length ?? 0;
  const id = selected(state);
  const short = id === undefined ? '' : shortId(state, id);
  const isPending = id !== undefined && stateOf(state, id) === 'pending';
  const isApplied = id !== undefined && stateOf(state, id) === 'applied';
  return [
    { text: 'upgrade heads', help: pendingWords(pending) },
    { text: 'upgrade +1', help: 'apply the next one' },
    ...(isPending ? [{ text: `upgrade ${short}`, help: 'up to the selected revision' }] : []),
    { text: 'downgrade -1', help: 'take the last one back' },
    ...(isApplied ? [{ text: `downgrade ${short}`, help: 'down to the selected revision' }] : []),
    ...(heads > 1 ? [{ text: 'merge', help: 'join the heads' }] : []),
    { text: 'migrate', help: 'compare entities and revisions, write the difference' },
    { text: 'revision', help: 'write an empty revision' },
    ...(id === undefined ? [] : [{ text: `show ${short}`, help: 'the selected revision' }]),
    { text: 'history', help: 'the revisions as a graph' },
    { text: 'status', help: 'where the database stands, and what to do next' },
    { text: 'heads', help: 'the newest revision of each branch' },
    { text: 'log', help: 'what was run and stamped, by whom and when' },
    { text: 'current', help: 'what is applied' },
    { text: 'help', help: 'the keys' },
    { text: 'quit', help: 'leave migsh' },
  ];
}

function pendingWords(pending: number): string {
  if (pending === 0) return 'nothing is pending';
  return pending === 1 ? 'apply the pending revision' : `apply all ${pending} pending revisions`;
}

/** Behind a command: revisions where it takes one, and its flags. */
function completions(state: State, text: string): readonly Proposal[] {
  const [, command = '', before = '', last = ''] = /^(\S+)( +(?:.* )?)(\S*)$/.exec(text) ?? [];
  const words = state.grammar.commands[command];
  if (words === undefined) return [];
  const start = command + before;
  const flags = shellCommands[command]?.flags ?? [];
  const proposed = flags.map(name => ({
    text: `${start}--${name}`,
    help: state.grammar.flags[name]?.summary ?? '',
  }));
  const takesRevision = words.argument !== undefined && before.trim() === '';
  return [...(takesRevision ? revisions(state, start, last) : []), ...proposed];
}

function revisions(state: State, start: string, last: string): readonly Proposal[] {
  const history = valueOf(state.project.history);
  if (history === undefined) return [];
  const titled = history.revisions.flatMap(({ id, message, labels }) => {
    const title = message.split('\n')[0] ?? '';
    const help = labels.length === 0 ? title : `${title}  (${labels.join(', ')})`;
    const name = id.startsWith(last) && last.length > 8 ? id : shortId(state, id);
    return [{ text: start + name, help }];
  });
  const declared = history.graph.revisions.flatMap(({ labels, message }) =>
    labels.map(label => ({ text: `${start}${label}@head`, help: message.split('\n')[0] ?? '' })),
  );
  return [...declared, ...titled];
}

/** The revision that the screens below the palette are about. */
function selected(state: State): string | undefined {
  const [root] = state.screens;
  const top = state.screens.at(-1);
  if (top?.kind === 'revision') return top.id;
  if (root?.kind !== 'history') return undefined;
  const row = root.rows[root.selection.selected];
  const id = row?.kind === 'revision' ? row.id : undefined;
  return id !== undefined && revisionOf(state, id) !== undefined ? id : undefined;
}
