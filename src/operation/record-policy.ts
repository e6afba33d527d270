import type { Policy } from '../schema/objects.ts';
import {
  asList,
  asOptions,
  asTable,
  asText,
  given,
  optionalBoolean,
  optionalText,
  optionalWord,
  refuse,
} from './record-check.ts';
import type { Push } from './record-guard.ts';

export interface PolicyOptions {
  /** Which statements it is about; default `all`. */
  readonly command?: 'select' | 'insert' | 'update' | 'delete' | 'all';
  /** Whom it is about; default `public`, everybody. */
  readonly roles?: readonly string[];
  /** SQL: the rows that may be seen, changed and deleted. */
  readonly using?: string;
  /** SQL: the rows that may be written. */
  readonly check?: string;
  /** Has to hold besides the others, where one of them is enough otherwise. */
  readonly restrictive?: boolean;
  /** SQLite has no policies: it refuses the file unless this says that nothing is needed there. */
  readonly only?: 'postgresql';
}

/** The calls of `op` about who may see which rows. */
export interface PolicyOp {
  /**
   * Creates a policy: which rows a role may see and write once row-level security is on (`op.rowSecurity`).
   * @example op.createPolicy('order', 'own_rows', { using: "owner = current_setting('app.user')", only: 'postgresql' });
   * PostgreSQL: `create policy "own_rows" on "order" using (owner = current_setting('app.user'))`. SQLite: refused without `only`.
   */
  createPolicy(table: string, name: string, options?: PolicyOptions): void;
  /**
   * Drops a policy.
   * @example op.dropPolicy('order', 'own_rows', { only: 'postgresql' });
   * PostgreSQL: `drop policy "own_rows" on "order"`. SQLite: refused without `only`.
   */
  dropPolicy(table: string, name: string, options?: { readonly only?: 'postgresql' }): void;
  /**
   * Switches row-level security: `enabled` hides every row that no policy shows, `forced` from the table's owner too.
   * @example op.rowSecurity('order', 'enabled', { only: 'postgresql' });
   * PostgreSQL: `alter table "order" enable row level security`, and `force row level security`. SQLite: refused without `only`.
   */
  rowSecurity(
    table: string,
    mode: 'enabled' | 'forced' | 'disabled',
    options?: { readonly only?: 'postgresql' },
  ): void;
}

/** The calls about policies and row-level security. */
export function policyCalls(push: Push) {
  return {
    createPolicy(table, name, options) {
      const { only, ...policy } = asPolicy(asText(name, 'the policy'), options);
      push({ kind: 'createPolicy', table: asTable(table), policy, ...given('only', only) });
    },
    dropPolicy(table, name, options) {
      const policy = asText(name, 'the policy');
      push({ kind: 'dropPolicy', table: asTable(table), name: policy, ...onlyIn(options) });
    },
    rowSecurity(table, mode, options) {
      const word = optionalWord(mode, 'row-level security', modes);
      if (word === undefined) throw refuse("says 'enabled', 'forced' or 'disabled'");
      push({ kind: 'rowSecurity', table: asTable(table), mode: word, ...onlyIn(options) });
    },
  } satisfies PolicyOp;
}

const modes = ['enabled', 'forced', 'disabled'] as const;
const commands = ['select', 'insert', 'update', 'delete', 'all'] as const;

function asPolicy(name: string, options: unknown): Policy & { readonly only?: 'postgresql' } {
  const known = ['command', 'roles', 'using', 'check', 'restrictive', 'only'];
  const { command, roles, using, check, restrictive, only } = asOptions(options, known);
  const word = optionalWord(command, 'command', commands);
  const dialect = optionalWord(only, 'only', ['postgresql']);
  refuseSide(word, using, check);
  return {
    name,
    ...(word !== undefined && word !== 'all' && { command: word }),
    ...(optionalBoolean(restrictive, 'restrictive') === true && { restrictive: true }),
    ...given('roles', roles === undefined ? undefined : asRoles(roles)),
    ...given('using', optionalText(using, 'using')),
    ...given('check', optionalText(check, 'check')),
    ...given('only', dialect),
  };
}

// PostgreSQL: "only WITH CHECK expression allowed for INSERT", "WITH CHECK cannot be applied to SELECT or DELETE".
function refuseSide(command: string | undefined, using: unknown, check: unknown): void {
  if (command === 'insert' && using !== undefined) {
    throw refuse('using is about rows that are there, and insert makes new ones', 'write check');
  }
  if ((command === 'select' || command === 'delete') && check !== undefined) {
    throw refuse(`check is about rows that are written, and ${command} writes none`, 'write using');
  }
}

function asRoles(roles: unknown): readonly string[] | undefined {
  const names = asList(roles, 'roles').map(role => asText(role, 'a role'));
  return names.length === 1 && names[0] === 'public' ? undefined : names;
}

function onlyIn(options: unknown): { readonly only?: 'postgresql' } {
  const only = optionalWord(asOptions(options, ['only'])['only'], 'only', ['postgresql']);
  return given('only', only);
}
