import { sqlName } from '../../schema/expression.ts';
import { renameColumnInQuery } from '../../schema/query-edit.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import type { Catalog, CatalogEntry } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { tablesIn } from './broken.ts';
import { storedTables } from './catalog.ts';
import { selectStart } from './introspect-views.ts';
import { dependentsOfViews } from './rebuild/dependents.ts';
import { applyEdits } from './table-edit.ts';
import { findColumnText } from './table-shape.ts';
import { sameName, tokenize } from './tokens.ts';

/** A column that gets another name. */
interface ColumnRename {
  readonly table: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Takes the views that read a column away while it gets another name and brings them back with the same columns, as
 * PostgreSQL does. SQLite would give the views' own columns the new name, and refuse where another view or an
 * `instead of` trigger says the old one. Empty where nothing has to be done, or where a text cannot be followed for certain:
 * then SQLite does what it can.
 */
export function renameUnderViews(
  catalog: Catalog,
  rename: ColumnRename,
): {
  readonly away: readonly CompiledStatement[];
  readonly back: readonly CompiledStatement[];
} {
  const views = catalog.entries.filter(({ type }) => type === 'view');
  const followed = views.map(view => ({ view, text: viewText(catalog, view, rename) }));
  const reading = followed.filter(({ view, text }) => text !== view.sql).map(({ view }) => view);
  const { drop, recreate } = dependentsOfViews(
    catalog,
    reading.map(({ name }) => name),
  );
  const texts = recreate.map(entry =>
    entry.type === 'view'
      ? followed.find(({ view }) => view === entry)?.text
      : triggerText(entry, rename, reading),
  );
  const isSure = texts.every(text => text !== undefined);
  if (reading.length === 0 || !isSure) return { away: [], back: [] };
  return {
    away: drop.map(({ type, name }) => ({
      sql: `drop ${type} ${quoteIdentifier(name)}`,
      comment: `take ${type} ${name} away for a moment`,
    })),
    back: [
      ...recreate.map(({ type, name }, at) => ({
        sql: (texts[at] ?? '').replace(/^CREATE (?:VIEW|TRIGGER)/, words => words.toLowerCase()),
        comment: `bring ${type} ${name} back`,
      })),
      ...recreate.filter(({ type }) => type === 'view').map(proveReadable),
    ],
  };
}

function viewText(
  catalog: Catalog,
  { sql }: CatalogEntry,
  { table, from, to }: ColumnRename,
): string | undefined {
  const text = sql ?? '';
  const start = selectStart(text);
  const others = (relation: string): boolean => {
    const found = storedTables(catalog).find(({ name }) => sameName(name, relation));
    return found === undefined || findColumnText(found.text, from) !== undefined;
  };
  const select = renameColumnInQuery(text.slice(start), { table, from, to, others });
  return select === undefined ? undefined : text.slice(0, start) + select;
}

// In a trigger on a view `new.mail` is the view's column, which keeps its name; on the table it is the table's.
function triggerText(
  trigger: CatalogEntry,
  { table, from, to }: ColumnRename,
  views: readonly CatalogEntry[],
): string | undefined {
  const text = trigger.sql ?? '';
  const tokens = tokenize(text);
  const named = tokens.filter(
    token => (token.kind === 'word' || token.kind === 'quoted') && sameName(token.name, from),
  );
  const own = named.map(token => {
    const at = tokens.indexOf(token);
    const qualifier = tokens[at - 1]?.text === '.' ? tokens[at - 2]?.name : undefined;
    if (qualifier === undefined) return isAlone(trigger, table, views) ? 'rename' : 'unsure';
    if (qualifier === 'new' || qualifier === 'old') {
      return sameName(trigger.table, table) ? 'rename' : 'keep';
    }
    return sameName(qualifier, table) ? 'rename' : 'unsure';
  });
  if (own.includes('unsure')) return undefined;
  const edits = named.filter((_, at) => own[at] === 'rename');
  return applyEdits(
    text,
    edits.map(({ start, end }) => ({ start, end, text: sqlName(to) })),
  );
}

function isAlone(trigger: CatalogEntry, table: string, views: readonly CatalogEntry[]): boolean {
  const isOnView = views.some(({ name }) => sameName(name, trigger.table));
  return isOnView && tablesIn(trigger).every(name => sameName(name, table));
}

function proveReadable({ name }: CatalogEntry): CompiledStatement {
  return {
    sql: `select 1 from ${quoteIdentifier(name)} where 0`,
    comment: `prove that view ${name} can be read`,
    part: 'proof',
  };
}
