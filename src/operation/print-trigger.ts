import type { RoutineParameter } from '../schema/objects.ts';
import type {
  CreateFunction,
  CreatePolicy,
  CreateTrigger,
  DropFunction,
  DropPolicy,
  DropTrigger,
} from './object-operation.ts';
import type { Code } from './print-code.ts';
import {
  literal,
  object,
  options,
  sqlText,
  sqlTextArgument,
  text,
  texts,
} from './print-literal.ts';
import { optional } from './print-table.ts';

/** `'order', 'order_touch', { timing: 'before', … }` */
export function triggerArguments({ table, trigger, only }: CreateTrigger): readonly Code[] {
  const { name, timing, events, forEach, when, body, whole } = trigger;
  const what = whole
    ? { sql: sqlTextArgument(body) }
    : {
        timing: text(timing),
        events: texts(events),
        forEach: forEach === 'row' ? undefined : text(forEach),
        when: when === undefined ? undefined : sqlTextArgument(when),
        body: sqlTextArgument(body),
      };
  return [text(table), text(name), object({ ...what, only: only && text(only) })];
}

/** `'order', 'own_rows', { using: '…' }` */
export function policyArguments({ table, policy, only }: CreatePolicy): readonly Code[] {
  const { name, command, roles, using, check, restrictive } = policy;
  return [
    text(table),
    text(name),
    ...options({
      command: command && text(command),
      roles: roles && texts(roles),
      using: using === undefined ? undefined : sqlText(using),
      check: check === undefined ? undefined : sqlText(check),
      restrictive: restrictive && literal(true),
      only: only && text(only),
    }),
  ];
}

/** `'order', 'order_touch'` */
export function namedArguments({ table, name, only }: DropTrigger | DropPolicy): readonly Code[] {
  return [text(table), text(name), ...options({ only: only && text(only) })];
}

/** `'slug', { parameters: [{ name: 'title', type: 'text' }], … }` */
export function functionArguments({ routine, replace, only }: CreateFunction): readonly Code[] {
  const { name, type, parameters, returns, language, body, whole } = routine;
  const usual = type === 'procedure' ? 'plpgsql' : 'sql';
  const listed: Code = { kind: 'list', items: parameters.map(parameterObject) };
  return [
    text(name),
    object({
      type: type === 'function' ? undefined : text(type),
      parameters: parameters.length === 0 ? undefined : listed,
      returns: optional(returns),
      language: whole || language === usual ? undefined : text(language),
      volatility: optional(routine.volatility),
      security: optional(routine.security),
      [whole ? 'sql' : 'body']: sqlText(body),
      comment: optional(routine.comment),
      replace: replace && literal(true),
      only: only && text(only),
    }),
  ];
}

/** `'slug', ['text']` */
export function dropFunctionArguments(operation: DropFunction): readonly Code[] {
  const { name, parameters, cascade, only } = operation;
  const more = options({ cascade: cascade && literal(true), only: only && text(only) });
  const types = parameters === undefined ? [] : [texts(parameters)];
  const skipped = parameters === undefined && more.length > 0 ? [noValue] : [];
  return [text(name), ...types, ...skipped, ...more];
}

const noValue: Code = { kind: 'literal', text: 'undefined' };

function parameterObject({ name, type, direction, default: value }: RoutineParameter): Code {
  return object({
    name: name === '' ? undefined : text(name),
    type: text(type),
    direction: direction && text(direction),
    default: value === undefined ? undefined : text(value),
  });
}
