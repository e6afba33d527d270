import { mentions, renameInExpression, renameQualifier, sqlName } from './expression.ts';
import { bareName } from './names.ts';
import { mapSqlText, type Policy, type SqlText, type Trigger } from './objects.ts';
import { isSameRelation, lastAt, nameOf, nextAt, readQuery, wordAt } from './query-text.ts';
import type { Table } from './schema.ts';
import { quoteIdentifier, type Token, tokenize } from './tokens.ts';

/**
 * A table's triggers and policies after a table got another name. Both databases keep conditions up to date by themselves,
 * SQLite the bodies of triggers too; PostgreSQL never looks into a body.
 */
export function withRelationRenamed(table: Table, from: string, to: string): Table {
  const change = (sql: string): string => renameRelationInSql(sql, bareName(from), bareName(to));
  return mapTexts(table, {
    policy: change,
    when: change,
    body: trigger =>
      trigger.whole ? mapSqlText(trigger.body, change) : onSqlite(trigger.body, change),
  });
}

/** The same after a column of the table `of` got another name. */
export function withColumnNameChanged(
  table: Table,
  { of, from, to }: { readonly of: string; readonly from: string; readonly to: string },
): Table {
  const isOwn = table.name === of;
  const name = bareName(of);
  const inBody = (sql: string): string => renameColumnInBody(sql, { table: name, isOwn, from, to });
  const inCondition = (sql: string): string =>
    isOwn ? renameInExpression(sql, from, to) : inBody(sql);
  return mapTexts(table, {
    policy: inCondition,
    when: isOwn ? inCondition : same,
    body: ({ body, whole }) => (whole ? body : onSqlite(body, inBody)),
  });
}

/** Whether a policy's expressions say the column. */
export function policyUses({ using, check }: Policy, column: string): boolean {
  return [using, check].some(sql => sql !== undefined && mentions(sql, column));
}

interface TextChange {
  readonly policy: (sql: string) => string;
  readonly when: (sql: string) => string;
  readonly body: (trigger: Trigger) => SqlText;
}

function mapTexts(table: Table, change: TextChange): Table {
  const { triggers, policies } = table;
  return {
    ...table,
    ...(triggers && { triggers: triggers.map(trigger => changedTrigger(trigger, change)) }),
    ...(policies && { policies: policies.map(policy => changedPolicy(policy, change)) }),
  };
}

function changedTrigger(trigger: Trigger, { when, body }: TextChange): Trigger {
  return {
    ...trigger,
    body: body(trigger),
    ...(trigger.when !== undefined && { when: mapSqlText(trigger.when, when) }),
  };
}

function changedPolicy(policy: Policy, change: TextChange): Policy {
  const { using, check } = policy;
  return {
    ...policy,
    ...(using !== undefined && { using: change.policy(using) }),
    ...(check !== undefined && { check: change.policy(check) }),
  };
}

function same(sql: string): string {
  return sql;
}

// One text for both dialects becomes one each where they part.
function onSqlite(text: SqlText, change: (sql: string) => string): SqlText {
  if (typeof text !== 'string') {
    return text.sqlite === undefined ? text : { ...text, sqlite: change(text.sqlite) };
  }
  const sqlite = change(text);
  return sqlite === text ? text : { postgresql: text, sqlite };
}

// `from t`, `join t`, `insert into t`, `update t`, `on t` of a trigger, `t.column`.
function renameRelationInSql(sql: string, from: string, to: string): string {
  const tokens = tokenize(renameQualifier(sql, from, to));
  return tokens
    .map((token, at) =>
      isName(token, from) && isRelation(tokens, at) ? respell(token, to) : token.text,
    )
    .join('');
}

function isRelation(tokens: readonly Token[], at: number): boolean {
  let before = lastAt(tokens, at);
  if (tokens[before]?.text === '.') before = lastAt(tokens, lastAt(tokens, before));
  return ['from', 'join', 'into', 'update', 'on'].includes(wordAt(tokens, before));
}

interface Renaming {
  readonly table: string;
  /** The trigger is one of the table itself: `new` and `old` are its rows. */
  readonly isOwn: boolean;
  readonly from: string;
  readonly to: string;
}

/** The statements of a body one by one: each has its own tables. */
function renameColumnInBody(sql: string, renaming: Renaming): string {
  const statements: Token[][] = [[]];
  for (const token of tokenize(sql)) {
    statements.at(-1)?.push(token);
    if (token.text === ';') statements.push([]);
  }
  return statements.map(tokens => renameColumnInStatement(tokens, renaming)).join('');
}

/**
 * Goes by words, as SQLite's own rename goes by grammar: behind `new.`, `old.` and the table's name, and bare in a statement
 * that writes or reads the table, unless it names the columns of another one that is inserted into.
 */
function renameColumnInStatement(tokens: readonly Token[], renaming: Renaming): string {
  const { table, isOwn, from, to } = renaming;
  const usesTable = tokens.some((token, at) => isName(token, table) && isRelation(tokens, at));
  const others = columnsOfAnother(tokens, table);
  const qualifiers = new Set([
    table.toLowerCase(),
    ...aliasesOf(tokens, table),
    ...(isOwn ? ['new', 'old'] : []),
  ]);
  const isMeant = (at: number): boolean => {
    const dot = lastAt(tokens, at);
    if (tokens[dot]?.text !== '.') {
      return usesTable && !others.has(at) && tokens[nextAt(tokens, at)]?.text !== '.';
    }
    return qualifiers.has(nameOf(tokens[lastAt(tokens, dot)])?.toLowerCase() ?? '');
  };
  return tokens
    .map((token, at) => (isName(token, from) && isMeant(at) ? respell(token, to) : token.text))
    .join('');
}

// `from "order" o`
function aliasesOf(tokens: readonly Token[], table: string): readonly string[] {
  const { relations } = readQuery(tokens.map(({ text }) => text).join(''));
  return relations.filter(({ name }) => isSameRelation(name, table)).map(({ alias }) => alias);
}

// `insert into log (total)`
function columnsOfAnother(tokens: readonly Token[], table: string): ReadonlySet<number> {
  const found = new Set<number>();
  for (const at of tokens.keys()) {
    const name = nextAt(tokens, at);
    const open = nextAt(tokens, name);
    const target = tokens[name];
    const isOther = target !== undefined && !isName(target, table);
    if (wordAt(tokens, at) !== 'into' || !isOther || tokens[open]?.text !== '(') continue;
    for (let inside = open; inside < tokens.length && tokens[inside]?.text !== ')'; inside += 1) {
      found.add(inside);
    }
  }
  return found;
}

function isName(token: Token, name: string): boolean {
  return token.kind === 'word'
    ? token.text.toLowerCase() === name.toLowerCase()
    : nameOf(token) === name;
}

function respell(token: Token, name: string): string {
  return token.kind === 'word' ? sqlName(name) : quoteIdentifier(name);
}
