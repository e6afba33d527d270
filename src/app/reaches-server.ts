/**
 * Whether a PostgreSQL statement acts on more than the database that it runs in: roles, databases, the server's settings,
 * programs, other servers (manual, 22 and 23). Goes by words, also inside of a `do` block; what is only stored does nothing yet.
 */
export function reachesServer(sql: string): boolean {
  if (/^\s*create\s+(?:or\s+replace\s+)?(?:function|procedure)\b/i.test(sql)) return false;
  return serverWide.test(sql) || /^\s*(?:grant|revoke)\b(?![^;]*\bon\b)/i.test(sql);
}

/** Whether such a statement says by its first word that it makes nothing of the schema: leaving it out leaves nothing unknown. */
export function leavesSchemaAlone(sql: string): boolean {
  return /^(?:\s|--[^\n]*\n|\/\*[^]*?\*\/)*(?:create|alter|drop|grant|revoke|reassign|comment|copy)\b/i.test(
    sql,
  );
}

const serverWide = new RegExp(
  [
    String.raw`\b(?:create|alter|drop)\s+(?:role|user(?!\s+mapping)|group|database|tablespace|subscription)\b`,
    String.raw`\balter\s+system\b`,
    String.raw`\b(?:reassign|drop)\s+owned\b`,
    String.raw`\bcomment\s+on\s+(?:role|database|tablespace)\b`,
    String.raw`\bcopy\b[^;]*\b(?:from|to)\s+(?:program\b|')`,
    String.raw`\bimport\s+foreign\s+schema\b`,
    String.raw`\b(?:dblink\w*|pg_(?:terminate|cancel)_backend|pg_reload_conf|lo_(?:import|export))\s*\(`,
  ].join('|'),
  'i',
);
