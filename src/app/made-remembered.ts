import { readCache, writeCache } from '../project/cache.ts';
import type { Project } from '../project/project.ts';
import type { Effect } from './made.ts';
import type { Opaque } from './opaque.ts';

/** Counts up when what is kept changes its shape, or is found out otherwise. */
const version = 2;

/** What an earlier run found out about these operations, by checksum. */
export function rememberedMade(project: Project, all: readonly Opaque[]): Map<string, Effect> {
  const kept = read(project);
  return new Map(
    all.flatMap(({ checksum }) => {
      const effect = kept.get(checksum);
      return effect === undefined ? [] : [[checksum, effect]];
    }),
  );
}

/** Keeps what was found out, and the newest of what was kept before: other git branches have other revisions. */
export function rememberMade(project: Project, made: ReadonlyMap<string, Effect>): void {
  const older = [...read(project)].filter(([checksum]) => !made.has(checksum));
  writeCache(project, 'made', { version, effects: [...older, ...made].slice(-most) });
}

const most = 1000;

function read(project: Project): ReadonlyMap<string, Effect> {
  const found = readCache(project, 'made');
  return isKept(found) ? new Map(found.effects) : new Map();
}

// Whoever wrote this version wrote this shape; the folder is migsh's own.
function isKept(
  found: unknown,
): found is { readonly effects: readonly (readonly [string, Effect])[] } {
  return (
    typeof found === 'object' &&
    found !== null &&
    'version' in found &&
    found.version === version &&
    'effects' in found &&
    Array.isArray(found.effects)
  );
}
