/* oxlint-disable no-control-regex -- control characters are what this file is about */

/**
 * Text from files or the database, made harmless: no escape sequence, no control character but the line break, no character
 * that turns the direction of writing. Ink lets colours and links through, and what it drops has been measured before.
 */
export function sanitize(text: string): string {
  if (!suspicious.test(text)) return text;
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\t', '  ')
    .replaceAll(escapeSequence, '')
    .replaceAll(unsafeCharacter, '');
}

const suspicious =
  /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/;

// CSI, then OSC and the other strings that end with ST or BEL, then two-character sequences (ECMA-48).
const escapeSequence =
  /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|(?:\u001B[\]PX^_]|[\u009D\u0090\u0098\u009E\u009F])[^\u0007\u001B\u009C]*(?:\u0007|\u001B\\|\u009C)?|\u001B[ -/]*[0-~]/g;

const unsafeCharacter =
  /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;
