/* oxlint-disable no-control-regex -- control characters are what this file is about */

/**
 * Text from files, the database or the command line, made harmless for a terminal: escape sequences, control characters and
 * characters that turn the direction of writing are taken out; tabs and line breaks stay.
 */
export function sanitize(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(escapeSequence, '')
    .replaceAll(unsafeCharacter, '');
}

/** The first line only. */
export function sanitizeLine(text: string): string {
  const line = sanitize(text).split('\n')[0] ?? '';
  return line.replaceAll('\t', ' ');
}

/** A password in a URL (`postgresql://user:secret@host`) is not for screens and logs. One that holds an `@` goes up to the last. */
export function hidePasswords(text: string): string {
  return text.replaceAll(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s'"]*@/gi, '$1:***@');
}

// CSI, then OSC and the other strings that end with ST or BEL, then two-character sequences (ECMA-48).
const escapeSequence =
  /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|(?:\u001B[\]PX^_]|[\u009D\u0090\u0098\u009E\u009F])[^\u0007\u001B\u009C]*(?:\u0007|\u001B\\|\u009C)?|\u001B[ -/]*[0-~]/g;

const unsafeCharacter =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;
