import {
  asOptions,
  asText,
  given,
  optionalBoolean,
  optionalText,
  optionalWord,
  refuse,
} from './record-check.ts';
import type { Push } from './record-guard.ts';

interface Only {
  /** SQLite has neither schemas nor extensions: it refuses the file unless this says that nothing is needed there. */
  readonly only?: 'postgresql';
}

/** How something is dropped on which more may stand. */
export interface NamespaceDrop extends Only {
  /** Drops what stands on it too. */
  readonly cascade?: boolean;
}

export interface ExtensionOptions extends Only {
  /** The schema that its functions and types go to. */
  readonly schema?: string;
  readonly version?: string;
}

/** The calls of `op` about schemas (namespaces) and extensions. */
export interface NamespaceOp {
  /**
   * Creates a schema, for tables `audit.event`.
   * @example op.createSchema('audit', { only: 'postgresql' });
   * PostgreSQL: `create schema if not exists "audit"`. SQLite: refused without `only`; a schema is an attached database there.
   */
  createSchema(name: string, options?: Only): void;
  /**
   * Drops a schema; refused while something of the revisions is in it. `cascade` reaches what they did not make.
   * @example op.dropSchema('audit', { only: 'postgresql' });
   * PostgreSQL: `drop schema "audit"`. SQLite: refused without `only`.
   */
  dropSchema(name: string, options?: NamespaceDrop): void;
  /**
   * Creates an extension. The role that runs it has to be allowed to.
   * @example op.createExtension('citext', { only: 'postgresql' });
   * PostgreSQL: `create extension if not exists "citext"`. SQLite: refused without `only`.
   */
  createExtension(name: string, options?: ExtensionOptions): void;
  /**
   * Drops an extension.
   * @example op.dropExtension('citext', { only: 'postgresql' });
   * PostgreSQL: `drop extension "citext"`; with `cascade` columns of its types go too. SQLite: refused without `only`.
   */
  dropExtension(name: string, options?: NamespaceDrop): void;
}

/** The calls about schemas and extensions. */
export function namespaceCalls(push: Push) {
  return {
    createSchema(name, options) {
      const { only } = asOptions(options, ['only']);
      push({ kind: 'createSchema', name: asSchema(name), ...given('only', onlyOf(only)) });
    },
    dropSchema: (name, options) =>
      push({ kind: 'dropSchema', name: asSchema(name), ...dropOptions(options) }),
    createExtension(name, options) {
      const { schema, version, only } = asOptions(options, ['schema', 'version', 'only']);
      const extension = {
        name: asText(name, 'the extension'),
        ...given('schema', schema === undefined ? undefined : asSchema(schema)),
        ...given('version', optionalText(version, 'version')),
      };
      push({ kind: 'createExtension', extension, ...given('only', onlyOf(only)) });
    },
    dropExtension: (name, options) =>
      push({
        kind: 'dropExtension',
        name: asText(name, 'the extension'),
        ...dropOptions(options),
      }),
  } satisfies NamespaceOp;
}

function dropOptions(options: unknown) {
  const { cascade, only } = asOptions(options, ['cascade', 'only']);
  return {
    ...(optionalBoolean(cascade, 'cascade') === true && { cascade: true as const }),
    ...given('only', onlyOf(only)),
  };
}

function asSchema(value: unknown): string {
  const name = asText(value, 'the schema');
  if (name.includes('.')) throw refuse(`'${name}' is no schema's name`, 'write it without a dot');
  return name;
}

function onlyOf(value: unknown): 'postgresql' | undefined {
  return optionalWord(value, 'only', ['postgresql']);
}
