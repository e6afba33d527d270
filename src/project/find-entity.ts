import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

import type { Project } from './project.ts';

/** So many files are read at most, each up to so many bytes: it is evidence, and nobody should wait for it. */
const atMost = 2_000;
const largest = 200_000;

/**
 * Files of the project that still define an entity of one of these tables: table → path from the root. Reads sources by their
 * words, as `class Coupon`, `name: 'Coupon'` and `tableName: 'coupon'`; what it finds may be something else of that name.
 */
export function findEntities(
  project: Project,
  tables: readonly string[],
  isOf: (entity: string, table: string) => boolean,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (tables.length === 0) return found;
  let read = 0;
  for (const path of sourcesIn(project.root, new Set(project.directories))) {
    read += 1;
    if (read > atMost) break;
    const text = textOf(path);
    const [entities, named] = [entitiesIn(text), tablesIn(text)];
    for (const table of tables.filter(each => !found.has(each))) {
      const isHere = named.includes(table) || entities.some(entity => isOf(entity, table));
      if (isHere) found.set(table, relative(project.root, path));
    }
  }
  return found;
}

function entitiesIn(text: string): readonly string[] {
  return [
    ...text.matchAll(/\bclass\s+([A-Za-z_$][\w$]*)/g),
    ...text.matchAll(/(?:defineEntity|EntitySchema)[^(]*\(\s*\{[^{}]*?\bname:\s*['"`]([^'"`]+)/g),
  ].map(([, name = '']) => name);
}

function tablesIn(text: string): readonly string[] {
  return [...text.matchAll(/\btableName:\s*['"`]([^'"`]+)/g)].map(([, name = '']) => name);
}

function* sourcesIn(folder: string, left: ReadonlySet<string>): Generator<string> {
  const entries = orElse(() => readdirSync(folder, { withFileTypes: true }), []);
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!isForeign(entry.name) && !left.has(path)) yield* sourcesIn(path, left);
    } else if (isSource(entry.name)) yield path;
  }
}

function textOf(path: string): string {
  return orElse(() => (statSync(path).size <= largest ? readFileSync(path, 'utf8') : ''), '');
}

// What may not be read says nothing.
function orElse<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

function isForeign(folder: string): boolean {
  return folder.startsWith('.') || ['node_modules', 'dist', 'build', 'coverage'].includes(folder);
}

function isSource(file: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(file) && !/\.(d\.[cm]?ts|test\.\w+|spec\.\w+)$/.test(file);
}
