import type { Routine, RoutineParameter } from '../schema/objects.ts';
import {
  asOptions,
  asTable,
  asText,
  given,
  isPlainObject,
  optionalBoolean,
  optionalText,
  optionalWord,
  refuse,
} from './record-check.ts';
import type { Push } from './record-guard.ts';

/** What a function or procedure is given, or gives back. */
export interface ParameterOptions {
  readonly name?: string;
  /** SQL: `'text'`, `'numeric(10,2)[]'`. */
  readonly type: string;
  /** Default `in`. */
  readonly direction?: 'in' | 'out' | 'inout';
  /** SQL. */
  readonly default?: string;
}

interface AnyRoutineOptions {
  readonly type?: 'function' | 'procedure';
  readonly parameters?: readonly ParameterOptions[];
  /** Takes the place of the one of that name: in place where PostgreSQL can, else the old one is dropped. */
  readonly replace?: boolean;
  /** SQLite's functions are made by the application: it refuses the file unless this says that nothing is needed there. */
  readonly only?: 'postgresql';
}

export interface RoutineOptions extends AnyRoutineOptions {
  /** SQL type of what it gives back; left out it is `void`, for a procedure nothing. */
  readonly returns?: string;
  /** Default `sql`, for a procedure `plpgsql`. */
  readonly language?: string;
  /** SQL, or PL/pgSQL with or without `begin … end`. */
  readonly body: string;
  /** Default `volatile`. */
  readonly volatility?: 'immutable' | 'stable' | 'volatile';
  /** Whose rights it has: of who calls it (`invoker`, the default) or of its owner (`definer`). */
  readonly security?: 'invoker' | 'definer';
  readonly comment?: string;
}

/** A routine as a whole statement; the parameters are said again, because they tell overloads apart. */
export interface WholeRoutine extends AnyRoutineOptions {
  readonly sql: string;
}

/** The calls of `op` about functions and procedures. */
export interface RoutineOp {
  /**
   * Creates a function, with `type: 'procedure'` a procedure. Several may have one name: their parameters' types tell them apart.
   * @example op.createFunction('slug', { parameters: [{ name: 'title', type: 'text' }], returns: 'text', volatility: 'immutable', body: "select lower(replace(title, ' ', '-'))", only: 'postgresql' });
   * PostgreSQL: `create function "slug"("title" text) returns text immutable language sql as $$ select … $$`. SQLite: refused without `only`.
   */
  createFunction(name: string, options: RoutineOptions | WholeRoutine): void;
  /**
   * Drops a function or procedure; the types of what goes in say which, where several have the name.
   * @example op.dropFunction('slug', ['text'], { only: 'postgresql' });
   * PostgreSQL: `drop function "slug"(text)`. SQLite: refused without `only`.
   */
  dropFunction(
    name: string,
    parameters?: readonly string[],
    options?: { readonly cascade?: boolean; readonly only?: 'postgresql' },
  ): void;
}

/** The calls about functions and procedures. */
export function routineCalls(push: Push) {
  return {
    createFunction(name, options) {
      const { replace, only, ...rest } = asOptions(options, known, 'the function');
      push({
        kind: 'createFunction',
        routine: asRoutine(asTable(name, 'the function'), rest),
        ...(optionalBoolean(replace, 'replace') === true && { replace: true }),
        ...given('only', onlyOf(only)),
      });
    },
    dropFunction(name, parameters, options) {
      const { cascade, only } = asOptions(options, ['cascade', 'only']);
      push({
        kind: 'dropFunction',
        name: asTable(name, 'the function'),
        ...given('parameters', parameters === undefined ? undefined : asTypes(parameters)),
        ...(optionalBoolean(cascade, 'cascade') === true && { cascade: true }),
        ...given('only', onlyOf(only)),
      });
    },
  } satisfies RoutineOp;
}

const own = ['returns', 'language', 'body', 'volatility', 'security', 'comment'];
const known = ['type', 'parameters', 'sql', 'replace', 'only', ...own];

type Given = Readonly<Record<string, unknown>>;

function asRoutine(name: string, options: Given): Routine {
  const type = optionalWord(options['type'], 'type', ['function', 'procedure']) ?? 'function';
  const parameters = asParameters(options['parameters']);
  if (options['sql'] !== undefined) {
    const more = own.find(key => options[key] !== undefined);
    if (more !== undefined) throw refuse(`sql and ${more} exclude each other`);
    const body = asText(options['sql'], 'sql');
    return { name, type, parameters, language: 'sql', body, whole: true };
  }
  const returns = optionalText(options['returns'], 'returns');
  const volatility = optionalWord(options['volatility'], 'volatility', volatilities);
  const security = optionalWord(options['security'], 'security', ['invoker', 'definer']);
  if (type === 'procedure' && (returns ?? volatility) !== undefined) {
    throw refuse(
      `a procedure has no ${returns === undefined ? 'volatility' : 'returns'}`,
      "leave it out, or make it a function: type: 'function'",
    );
  }
  const usual = type === 'procedure' ? 'plpgsql' : 'sql';
  return {
    name,
    type,
    parameters,
    ...given('returns', returns),
    language: optionalText(options['language'], 'language')?.toLowerCase() ?? usual,
    body: asText(options['body'], 'body'),
    ...given('security', security),
    ...given('volatility', volatility),
    ...given('comment', optionalText(options['comment'], 'comment')),
  };
}

const volatilities = ['immutable', 'stable', 'volatile'] as const;

function asParameters(value: unknown): readonly RoutineParameter[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw refuse('parameters must be a list');
  return value.map((each: unknown): RoutineParameter => {
    if (!isPlainObject(each)) {
      throw refuse('a parameter must be an object', "write { name: 'title', type: 'text' }");
    }
    const options = asOptions(each, ['name', 'type', 'direction', 'default'], 'a parameter');
    const direction = optionalWord(options['direction'], 'direction', ['in', 'out', 'inout']);
    return {
      name: optionalText(options['name'], "a parameter's name") ?? '',
      type: asText(options['type'], "a parameter's type"),
      ...(direction !== undefined && direction !== 'in' && { direction }),
      ...given('default', optionalText(options['default'], "a parameter's default")),
    };
  });
}

function asTypes(parameters: unknown): readonly string[] {
  if (!Array.isArray(parameters)) {
    throw refuse('the parameters must be a list of types', "write ['text', 'integer'], or []");
  }
  return parameters.map((type: unknown) => asText(type, "a parameter's type"));
}

function onlyOf(value: unknown): 'postgresql' | undefined {
  return optionalWord(value, 'only', ['postgresql']);
}
