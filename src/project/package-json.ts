import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Package = Readonly<Record<string, unknown>>;

/** Changes package.json as npm does: its indentation and its last line end are kept, the file is replaced in one step. */
export function editPackageJson(root: string, edit: (content: Package) => Package): void {
  const path = join(root, 'package.json');
  const text = readFileSync(path, 'utf8');
  const content: Package = JSON.parse(text);
  const indent = /^[\t ]+(?=")/m.exec(text)?.[0] ?? '  ';
  const end = text.endsWith('\n') ? '\n' : '';
  const next = JSON.stringify(edit(content), null, indent) + end;
  if (next === text) return;
  writeFileSync(`${path}.migsh`, next);
  renameSync(`${path}.migsh`, path);
}
