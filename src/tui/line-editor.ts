import { sanitize } from './text/sanitize.ts';
import { graphemesOf } from './text/width.ts';

/** One line of text being typed. The cursor stands before the grapheme with its number. */
export interface Editor {
  readonly text: string;
  readonly cursor: number;
}

/** An editor that holds `text`, the cursor behind it. */
export function editorOf(text = ''): Editor {
  return { text, cursor: graphemesOf(text).length };
}

/** What a key makes of the line: letters, arrows and readline's keys; null for a key that means nothing here. */
export function edit(editor: Editor, key: string): Editor | null {
  const command = commands[key];
  if (command !== undefined) return command(editor);
  return isText(key) ? insert(editor, key) : null;
}

/** A pasted text in one line: line breaks become spaces, control characters go. */
export function paste(editor: Editor, text: string): Editor {
  return insert(editor, sanitize(text.trim()).replaceAll(/\s*\n\s*/g, ' '));
}

/** The text before the cursor and from it on. */
export function splitAtCursor({ text, cursor }: Editor): readonly [before: string, after: string] {
  const all = graphemesOf(text);
  return [all.slice(0, cursor).join(''), all.slice(cursor).join('')];
}

/** Whether a key is a character to type. */
export function isText(key: string): boolean {
  return graphemesOf(key).length === 1 && sanitize(key) === key && key !== '\n';
}

type Command = (editor: Editor) => Editor;

const toStart: Command = ({ text }) => ({ text, cursor: 0 });
const toEnd: Command = ({ text }) => editorOf(text);
const left: Command = editor => ({ ...editor, cursor: Math.max(0, editor.cursor - 1) });
const right: Command = ({ text, cursor }) => ({
  text,
  cursor: Math.min(graphemesOf(text).length, cursor + 1),
});
const wordLeft: Command = editor => ({ ...editor, cursor: wordStart(editor) });
const wordRight: Command = editor => ({ ...editor, cursor: wordEnd(editor) });
const deleteLeft: Command = editor => remove(editor, editor.cursor - 1, editor.cursor);
const deleteRight: Command = editor => remove(editor, editor.cursor, editor.cursor + 1);
const deleteWord: Command = editor => remove(editor, wordStart(editor), editor.cursor);
const deleteToStart: Command = editor => remove(editor, 0, editor.cursor);
const deleteToEnd: Command = editor => remove(editor, editor.cursor, Infinity);

const commands: Readonly<Record<string, Command>> = {
  left,
  'ctrl-b': left,
  right,
  'ctrl-f': right,
  home: toStart,
  'ctrl-a': toStart,
  end: toEnd,
  'ctrl-e': toEnd,
  'alt-b': wordLeft,
  'ctrl-left': wordLeft,
  'alt-f': wordRight,
  'ctrl-right': wordRight,
  backspace: deleteLeft,
  'ctrl-h': deleteLeft,
  delete: deleteRight,
  'ctrl-d': deleteRight,
  'ctrl-w': deleteWord,
  'alt-backspace': deleteWord,
  'ctrl-u': deleteToStart,
  'ctrl-k': deleteToEnd,
};

function insert(editor: Editor, text: string): Editor {
  const [before, after] = splitAtCursor(editor);
  return { text: before + text + after, cursor: graphemesOf(before + text).length };
}

function remove({ text }: Editor, from: number, to: number): Editor {
  const all = graphemesOf(text);
  const start = Math.max(0, from);
  return { text: [...all.slice(0, start), ...all.slice(to)].join(''), cursor: start };
}

function wordStart({ text, cursor }: Editor): number {
  const all = graphemesOf(text);
  let at = cursor;
  while (at > 0 && isSpace(all[at - 1])) at -= 1;
  while (at > 0 && !isSpace(all[at - 1])) at -= 1;
  return at;
}

function wordEnd({ text, cursor }: Editor): number {
  const all = graphemesOf(text);
  let at = cursor;
  while (at < all.length && isSpace(all[at])) at += 1;
  while (at < all.length && !isSpace(all[at])) at += 1;
  return at;
}

function isSpace(grapheme: string | undefined): boolean {
  return grapheme === ' ';
}
