// Plain tables of the main database: no virtual table, none that such a one keeps its data in, none of SQLite's own.
const own = `sqlite_schema as t join pragma_table_list(t.name) as l on l.schema = 'main' and l.type = 'table' and t.name not glob 'sqlite_*'`;

/** What SQLite tells of its tables (https://www.sqlite.org/pragma.html), with the stored texts for what pragmas leave out. */
export const queries = {
  tables: `select t.name, t.sql from ${own} where t.type = 'table' order by t.name`,
  columns: `select t.name as "table", c.name, c.type, c."notnull" as not_null, c.dflt_value as default_value, c.pk, c.hidden from ${own} join pragma_table_xinfo(t.name) as c where t.type = 'table' order by t.name, c.cid`,
  indexes: `select t.name as "table", i.name, i."unique" as is_unique, i.origin, i.partial, s.sql from ${own} join pragma_index_list(t.name) as i left join sqlite_schema as s on s.type = 'index' and s.name = i.name where t.type = 'table' order by t.name, s.rowid`,
  indexColumns: `select i.name as "index", c.name, c."desc", c.coll from ${own} join pragma_index_list(t.name) as i join pragma_index_xinfo(i.name) as c where t.type = 'table' and c.key order by i.name, c.seqno`,
  foreignKeys: `select t.name as "table", f.id, f.seq, f."table" as ref_table, f."from" as column, f."to" as ref_column, f.on_update, f.on_delete from ${own} join pragma_foreign_key_list(t.name) as f where t.type = 'table' order by t.name, f.id desc, f.seq`,
  triggers: `select tbl_name as "table", name, sql from sqlite_schema where type = 'trigger' order by name`,
  views: `select name, sql from sqlite_schema where type = 'view' order by name`,
} as const;
