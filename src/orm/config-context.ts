import type { Options } from '@mikro-orm/core';

import { MigshError } from '../error.ts';
import { foreign } from './foreign.ts';

type Factory = (context: string) => Options | Promise<Options>;

/**
 * The options of one context out of what a config file exports: an object, a function, or an array of both.
 * Options without `contextName` are the context `default`, or whatever a function was asked for.
 */
export async function selectContext(
  exported: unknown,
  context: string,
  path: string,
): Promise<Options> {
  if (Array.isArray(exported)) return fromArray(exported as unknown[], context, path);
  if (typeof exported === 'function') {
    const options = await foreign<Factory>(exported)(context);
    if (isOptions(options) && [undefined, context].includes(options.contextName)) return options;
    throw noSuchContext(context, path, names([options]));
  }
  if (isNamed(exported, context)) return exported;
  throw noSuchContext(context, path, names([exported]));
}

async function fromArray(
  exported: readonly unknown[],
  context: string,
  path: string,
): Promise<Options> {
  const fixed = exported.filter(candidate => isNamed(candidate, context));
  if (fixed.length > 1) throw contextTwice(context, path);
  if (fixed[0] !== undefined) return fixed[0];
  for (const factory of exported) {
    if (typeof factory !== 'function') continue;
    const options = await foreign<Factory>(factory)(context);
    if (isOptions(options) && [undefined, context].includes(options.contextName)) return options;
  }
  throw noSuchContext(context, path, names(exported));
}

function isOptions(value: unknown): value is Options {
  return typeof value === 'object' && value !== null;
}

function isNamed(value: unknown, context: string): value is Options {
  return isOptions(value) && (value.contextName ?? 'default') === context;
}

function names(exported: readonly unknown[]): string[] {
  return exported.filter(isOptions).map(options => options.contextName ?? 'default');
}

function noSuchContext(context: string, path: string, known: readonly string[]): MigshError {
  const hint =
    known.length > 0
      ? `--context ${known.join(' or --context ')}`
      : 'Export options, or a function.';
  return new MigshError('no-config', `${path} has no context "${context}".`, {
    hint,
    details: { path, context, known },
  });
}

function contextTwice(context: string, path: string): MigshError {
  return new MigshError('config-failed', `${path} exports the context "${context}" twice.`, {
    hint: 'Give each options object a contextName of its own.',
    details: { path, context },
  });
}
