import { stripTypeScriptTypes } from 'node:module';

/** TypeScript as JavaScript, lines and columns unchanged. Throws what Node throws where even that fails. */
export function stripTypes(text: string, path: string): string {
  const emitWarning = process.emitWarning.bind(process);
  // Node warns that stripping is experimental; the user did not ask for it.
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(text, { mode: 'strip', sourceUrl: path });
  } finally {
    process.emitWarning = emitWarning;
  }
}
