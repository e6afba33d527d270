import { MigshError } from '../../error.ts';
import { editorOf } from '../line-editor.ts';
import type { Next, State } from '../state.ts';
import { next } from '../state.ts';
import type { ParsedCommand } from './grammar.ts';
import { splitWords } from './grammar.ts';
import type { Proposal } from './proposals.ts';
import { commandWord, proposals } from './proposals.ts';
import { shellCommands } from './shell-commands.ts';
import type { PaletteOverlay } from './state.ts';

/** How many proposals stand below the line. */
export const proposalLimit = 7;

/** Opens the palette with an empty line. */
export function openPalette(state: State, typed = ''): Next {
  return next(put(state, { kind: 'palette', editor: editorOf(typed), ...fresh }));
}

/** Proposals for what is typed; before anything is typed they are for where the shell stands. */
export function proposed(state: State): readonly Proposal[] {
  const { overlay } = state;
  if (overlay?.kind !== 'palette') return [];
  return proposals(state, overlay.editor.text, proposalLimit);
}

/** The proposal that enter runs; null where it runs what is typed. */
export function chosen(state: State): Proposal | null {
  const { overlay } = state;
  if (overlay?.kind !== 'palette') return null;
  const list = proposed(state);
  if (overlay.selected !== null) return list[overlay.selected] ?? null;
  const word = commandWord(overlay.editor.text);
  return word === '' || isCommand(state, word) ? null : (list[0] ?? null);
}

/** Chooses the next or the previous proposal. */
export function choose(state: State, by: 1 | -1): Next {
  return change(state, overlay => {
    const last = proposed(state).length - 1;
    const from = overlay.selected ?? (chosen(state) === null ? -1 : 0);
    return { ...overlay, selected: last < 0 ? null : Math.max(0, Math.min(last, from + by)) };
  });
}

/** Writes the chosen proposal into the line, or the first. */
export function complete(state: State): Next {
  return change(state, overlay => {
    const proposal = chosen(state) ?? proposed(state)[0];
    if (proposal === undefined) return overlay;
    return { ...overlay, ...fresh, editor: editorOf(`${proposal.text} `) };
  });
}

/** Goes back (1) or forward (-1) in what was typed before. */
export function recall(state: State, by: 1 | -1): Next {
  return change(state, overlay => {
    const back = Math.max(0, Math.min(state.typed.length, overlay.back + by));
    const text = back === 0 ? '' : (state.typed.at(-back) ?? '');
    return { ...overlay, ...fresh, back, editor: editorOf(text) };
  });
}

/** Runs the chosen proposal, or what is typed; what cannot be meant is said below the line. */
export function run(state: State): Next {
  const { overlay } = state;
  if (overlay?.kind !== 'palette') return next(state);
  const text = (chosen(state)?.text ?? overlay.editor.text).trim().replace(/^migsh\b */, '');
  if (text === '') return next(state);
  const typed = { ...state, typed: [...state.typed.filter(each => each !== text), text] };
  try {
    return runLine(typed, text);
  } catch (error) {
    if (!(error instanceof MigshError)) throw error;
    const problem = error.hint === undefined ? error.message : `${error.message}: ${error.hint}`;
    return next(put(typed, { ...overlay, problem }));
  }
}

const fresh = { selected: null, back: 0, problem: null };

function runLine(state: State, text: string): Next {
  const words = splitWords(text);
  if (words === null) throw usage('a quote is open', 'close it');
  // Neither is a command of the command line: there the shell's own prompt does it.
  if (words[0] === 'quit' || words[0] === 'q' || words[0] === 'exit') {
    return next(state, { do: 'leave', code: 0 });
  }
  if (words[0] === 'help' || words[0] === '?') return { ...next(close(state)), press: ['?'] };
  const parsed = state.grammar.parse(words);
  const name = parsed.command ?? '';
  const command = shellCommands[name];
  if (command === undefined)
    throw usage(`migsh ${name} has no screen here`, `type it in a shell: migsh ${text}`);
  refuseFlags(parsed, command.flags, text);
  return command.run(close(state), parsed);
}

function refuseFlags({ given }: ParsedCommand, heeded: readonly string[], text: string): void {
  const other = [...given.keys()].find(flag => !heeded.includes(flag));
  if (other === undefined) return;
  throw usage(`--${other} means nothing in here`, `type it in a shell: migsh ${text}`);
}

function isCommand({ grammar }: State, word: string): boolean {
  return Object.hasOwn(grammar.commands, word) || word === 'quit' || word === 'help';
}

function usage(message: string, hint: string): MigshError {
  return new MigshError('usage', message, { hint });
}

function close(state: State): State {
  return { ...state, overlay: null };
}

function put(state: State, overlay: PaletteOverlay): State {
  return { ...state, overlay };
}

function change(state: State, by: (overlay: PaletteOverlay) => PaletteOverlay): Next {
  const { overlay } = state;
  return next(overlay?.kind === 'palette' ? put(state, by(overlay)) : state);
}
