/** What went wrong, as a word that programs may rely on. Shown in brackets behind every message and in `--json`. */
export type ErrorCode =
  // the project
  | 'no-project'
  | 'no-config'
  | 'config-failed'
  | 'no-directory'
  | 'no-entities'
  | 'bad-settings'
  | 'already-exists'
  | 'not-writable'
  // revision files
  | 'no-header'
  | 'two-headers'
  | 'bad-header'
  | 'bad-id'
  | 'bad-message'
  | 'syntax-error'
  | 'load-failed'
  | 'async-revision'
  | 'bad-operation'
  | 'irreversible'
  // the graph
  | 'duplicate-id'
  | 'missing-parent'
  | 'missing-dependency'
  | 'cycle'
  | 'label-clash'
  | 'unknown-revision'
  | 'ambiguous-prefix'
  | 'prefix-too-short'
  | 'not-on-branch'
  | 'no-such-branch'
  | 'multiple-heads'
  | 'ambiguous-walk'
  | 'ambiguous-start'
  | 'out-of-range'
  | 'bad-target'
  | 'not-a-head'
  | 'overlap'
  // the database
  | 'unreachable'
  | 'no-such-database'
  | 'access-denied'
  | 'wrong-dialect'
  | 'statement-failed'
  | 'code-failed'
  | 'proof-failed'
  | 'locked'
  | 'interrupted'
  | 'partial'
  | 'edited'
  | 'stored-only'
  | 'unsupported'
  // asking
  | 'unanswered-questions'
  | 'bad-answer'
  | 'data-loss'
  | 'not-confirmed'
  | 'plan-changed'
  | 'terminal-too-small'
  | 'old-node'
  | 'usage'
  | 'internal';

/** Exit codes as in docs/guide.md: 1 refused or failed, 2 usage or unanswered, 4 locked, 70 a bug, 130 interrupted. */
const exitCodes: Partial<Record<ErrorCode, number>> = {
  usage: 2,
  'unanswered-questions': 2,
  'bad-answer': 2,
  'data-loss': 2,
  'not-confirmed': 2,
  edited: 2,
  'stored-only': 2,
  locked: 4,
  internal: 70,
  interrupted: 130,
};

/** Further facts of an error: what to type next, where it is, what caused it. */
export interface ErrorExtras {
  /** What the user can do now, as a sentence or a command line. */
  readonly hint?: string;
  /** Facts for programs. Must survive `JSON.stringify` and hold no password. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** An expected failure: said to the user in words, never as a stack trace. */
export class MigshError extends Error {
  override readonly name = 'MigshError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, extras: ErrorExtras = {}) {
    super(message, { cause: extras.cause });
    this.code = code;
    this.hint = extras.hint;
    this.details = extras.details ?? {};
  }

  /** The process exit code that goes with `code`. */
  get exitCode(): number {
    return exitCodes[this.code] ?? 1;
  }
}
