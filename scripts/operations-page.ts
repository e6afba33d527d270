// Writes docs/operations.md from what an editor shows of `op`: node scripts/operations-page.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const root = join(import.meta.dirname, '..');

/** Where the calls of `op` are documented, under the page's headings. */
const chapters: readonly (readonly [title: string, files: readonly string[]])[] = [
  ['Tables, columns, indexes, constraints, rows', ['record-op.ts']],
  ['Primary keys, exclusions, validation', ['record-key.ts']],
  ['Identities, generated columns, sequences', ['record-column-source.ts', 'record-sequence.ts']],
  ['Enums, schemas, extensions', ['record-enum.ts', 'record-namespace.ts']],
  ['Views', ['record-view.ts']],
  ['Triggers, functions, policies', ['record-trigger.ts', 'record-routine.ts', 'record-policy.ts']],
  ['Code', ['record-run.ts']],
];

const introduction = `# Operations

What \`up\` and \`down\` can say, made from the documentation that an editor shows (\`node scripts/operations-page.ts\`).

- A dialect that lacks something refuses the file when it is compiled, with file and line, unless the operation says \`{ only: 'postgresql' }\`: the other then does nothing.
- What only affects speed or notes is left out on SQLite: access method, carried columns, operator class, fill factor, comments, partitioning, \`concurrently\`, the moment at which a unique is checked.
- Mapped on SQLite: a native enum is a check on each of its columns, a materialized view an ordinary one, an identity column \`autoincrement\`.
- Refused on SQLite: schemas, extensions, sequences, functions, policies, row-level security, exclusions, uniques that hold two nulls for the same.
- Nothing cascades unless the file says so.
`;

/** The page's text. */
export function operationsPage(): string {
  const parts = chapters.map(([title, files]) => {
    const calls = files.flatMap(file => callsIn(readSource(file)));
    return `## ${title}\n\n${calls.join('\n\n')}`;
  });
  return `${introduction}\n${parts.join('\n\n')}\n`;
}

function readSource(file: string): string {
  return readFileSync(join(root, 'src/operation', file), 'utf8');
}

/** Each documented method of the interfaces that make up \`Op\`. */
function callsIn(source: string): readonly string[] {
  const interfaces = source.matchAll(/^export interface \w*Op\b[\s\S]*?^}/gm);
  return [...interfaces].flatMap(([text]) =>
    [
      ...text.matchAll(/^ {2}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {2}(\w+)(\([\s\S]*?\)): void;/gm),
    ].map(([, comment = '', name = '', signature = '']) => entry(comment, name, signature)),
  );
}

function entry(comment: string, name: string, signature: string): string {
  const lines = comment
    .split('\n')
    .map(line => line.replace(/^\s*\* ?/, '').trim())
    .filter(line => line !== '');
  const example = lines.find(line => line.startsWith('@example '))?.slice('@example '.length);
  const words = lines.filter(line => !line.startsWith('@example '));
  const shown = `${name}${signature.replaceAll(/\s+/g, ' ').replaceAll(/\( | \)/g, match => match.trim())}`;
  return [
    `### op.${name}`,
    `\`${shown}\``,
    ...words.slice(0, 1),
    ...(example === undefined ? [] : [`\`\`\`ts\n${example}\n\`\`\``]),
    ...(words.length > 1
      ? [
          words
            .slice(1)
            .map(line => `- ${line}`)
            .join('\n'),
        ]
      : []),
  ].join('\n\n');
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(join(root, 'docs/operations.md'), operationsPage());
}
