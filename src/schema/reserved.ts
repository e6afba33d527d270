// PostgreSQL 18, appendix C, "reserved" (also "can be function or type"), and sqlite.org/lang_keywords without those that may be names.
const reserved = new Set(
  `abort action add all alter analyse analyze and any array as asc asymmetric authorization autoincrement begin between
  binary both by cascade case cast check collate collation column commit concurrently conflict constraint create cross
  current_catalog current_date current_role current_schema current_time current_timestamp current_user default deferrable
  deferred delete desc detach distinct do drop else end escape except exclude exists explain false fetch for foreign freeze
  from full glob grant group having ilike in index indexed initially inner insert instead intersect into is isnull join key
  lateral leading left like limit localtime localtimestamp match natural no not nothing notnull null of offset on only or
  order outer over overlaps placing plan pragma primary query raise recursive references regexp reindex release rename
  replace restrict returning right rollback row savepoint select session_user set similar some symmetric system_user table
  tablesample temp temporary then to trailing transaction trigger true union unique update user using vacuum values variadic
  verbose view virtual when where window with without`.split(/\s+/),
);

/** Whether the word has to be quoted to stand for a name, on PostgreSQL or on SQLite. */
export function isReserved(word: string): boolean {
  return reserved.has(word.toLowerCase());
}
