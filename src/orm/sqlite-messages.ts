import type { Options } from '@mikro-orm/core';

import { MigshError } from '../error.ts';
import type { ErrorCode } from '../error.ts';
import type { BeginOptions } from '../runner/ports.ts';
import type { ConfigRequest } from './find-config.ts';

/** How the child gets at the database: by plain options, or by loading the config itself where it holds code. */
export type SqliteTarget =
  | { readonly kind: 'options'; readonly root: string; readonly options: Partial<Options> }
  | { readonly kind: 'config'; readonly root: string; readonly request: ConfigRequest };

/** What the parent asks of the child. */
export type SqliteCall =
  | { readonly do: 'open'; readonly target: SqliteTarget; readonly mode: 'read' | 'write' }
  | { readonly do: 'answer'; readonly sql: string; readonly parameters: readonly unknown[] }
  | { readonly do: 'begin'; readonly options: BeginOptions }
  | { readonly do: 'commit' | 'rollback' | 'close' };

export interface SqliteRequest {
  readonly id: number;
  readonly call: SqliteCall;
}

export type SqliteReply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: SentError };

/** What the parent learns when the file is open. */
export interface SqliteFacts {
  readonly label: string;
  readonly name: string;
  readonly version: string;
}

/** An error on its way. */
export interface SentError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
}

/** An error as it crosses between the processes; what is not a MigshError is a bug and keeps its stack as its words. */
export function sendError(error: unknown): SentError {
  if (error instanceof MigshError) {
    return { code: error.code, message: error.message, hint: error.hint, details: error.details };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'internal', message, hint: undefined, details: {} };
}

/** The error on the other side. */
export function receiveError(sent: SentError): MigshError {
  const { code, message, hint, details } = sent;
  return new MigshError(code, message, { details, ...(hint === undefined ? {} : { hint }) });
}
