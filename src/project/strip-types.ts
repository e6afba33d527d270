import { stripTypeScriptTypes } from 'node:module';

/** TypeScript as JavaScript, lines and columns unchanged; with a path errors name that. Throws what Node throws where even that fails. */
export function stripTypes(text: string, path?: string): string {
  const emitWarning = process.emitWarning.bind(process);
  // Node warns that stripping is experimental; the user did not ask for it.
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(text, {
      mode: 'strip',
      ...(path !== undefined && { sourceUrl: path }),
    });
  } finally {
    process.emitWarning = emitWarning;
  }
}
