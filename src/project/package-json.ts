import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Package = Readonly<Record<string, unknown>>;

/** What a JSON file holds; a byte order mark, as some editors write it, is none of it. */
export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
}

/** Changes package.json as npm does: its indentation and its last line end are kept, the file is replaced in one step. */
export function editPackageJson(root: string, edit: (content: Package) => Package): void {
  const path = join(root, 'package.json');
  const text = readFileSync(path, 'utf8');
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const content: Package = JSON.parse(text.slice(mark.length));
  const indent = /^[\t ]+(?=")/m.exec(text)?.[0] ?? '  ';
  const end = text.endsWith('\n') ? '\n' : '';
  const next = mark + JSON.stringify(edit(content), null, indent) + end;
  if (next === text) return;
  writeFileSync(`${path}.migsh`, next);
  renameSync(`${path}.migsh`, path);
}
