import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { describe, expect, test } from 'vitest';

interface Layer {
  /** Folders of src it may import, besides itself and src/error.ts. */
  readonly folders: readonly string[];
  /** Packages and Node modules it may import. */
  readonly packages: RegExp;
  /** No await, clock, randomness or process. */
  readonly pure?: true;
}

/** The house: docs/architecture.md says it in words. Widening a row is a design decision with a commit of its own. */
const layers: Readonly<Record<string, Layer>> = {
  schema: { folders: [], packages: /^$/, pure: true },
  // The type of Kysely, which code of a revision is handed; nothing of it at run time.
  operation: { folders: ['schema'], packages: /^@mikro-orm\/sql$/, pure: true },
  revision: { folders: [], packages: /^$/, pure: true },
  dialect: { folders: ['schema', 'operation'], packages: /^sql-parser-cst$/, pure: true },
  hazard: {
    folders: ['schema', 'operation', 'dialect'],
    packages: /^(?:sql-parser-cst|@pgsql\/types)$/,
    pure: true,
  },
  plan: {
    folders: ['schema', 'operation', 'revision', 'dialect', 'hazard'],
    packages: /^$/,
    pure: true,
  },
  runner: { folders: ['plan', 'dialect', 'revision', 'hazard'], packages: /^$/ },
  project: {
    folders: ['revision', 'operation', 'schema', 'dialect'],
    packages: /^node:/,
  },
  orm: {
    folders: ['schema', 'dialect', 'runner', 'project'],
    packages: /^(?:node:|@mikro-orm\/|libpg-query$|better-sqlite3$|@electric-sql\/pglite$)/,
  },
  app: {
    folders: [
      'schema',
      'operation',
      'revision',
      'dialect',
      'hazard',
      'plan',
      'runner',
      'project',
      'orm',
    ],
    packages: /^node:/,
  },
  cli: {
    folders: ['app', 'schema', 'revision', 'plan', 'hazard', 'runner', 'tui'],
    packages: /^(?:node:|inquirer$)/,
  },
  tui: {
    folders: ['app', 'schema', 'revision', 'plan', 'hazard', 'runner'],
    packages: /^(?:node:|ink$|react$)/,
  },
};

const impure =
  /\bawait\b|\basync\b|\bprocess\.|\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bcrypto\b/;
const files = globSync('src/*/**/*.{ts,tsx}');
const folderOf = (file: string): string => file.split('/')[1] ?? '';

describe.each(files)('%s', file => {
  const source = readFileSync(file, 'utf8');
  const layer = layers[folderOf(file)];

  test('imports only what its folder may', () => {
    expect(layer, `src/${folderOf(file)} has no row in the table above`).toBeDefined();
    const strays = specifiers(source).filter(specifier => {
      if (!specifier.startsWith('.')) return !layer!.packages.test(specifier);
      const target = relative('.', join(dirname(file), specifier));
      if (target === 'src/error.ts') return false;
      return folderOf(target) !== folderOf(file) && !layer!.folders.includes(folderOf(target));
    });
    expect(strays).toEqual([]);
  });

  test.runIf(layer?.pure)('is pure', () => {
    expect(
      source.split('\n').filter(line => !/^\s*(?:\*|\/)/.test(line) && impure.test(line)),
    ).toEqual([]);
  });
});

test('nobody imports the binary, and only src/index.ts re-exports', () => {
  const reexporting = files.filter(file => /^export .* from /m.test(readFileSync(file, 'utf8')));
  expect(reexporting).toEqual([]);
});

function specifiers(source: string): string[] {
  const pattern =
    /^(?:import|export)\b[^;]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;
  return [...source.matchAll(pattern)].map(match => match[1] ?? match[2] ?? match[3]!);
}
