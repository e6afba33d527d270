/**
 * Whether a PostgreSQL statement acts on more than the database that it runs in: roles, databases, the server's settings,
 * programs, other servers (manual, 22 and 23). Goes by words, also inside of a `do` block; what is only stored does nothing yet.
 */
export function reachesServer(sql: string): boolean {
  if (/^\s*create\s+(?:or\s+replace\s+)?(?:function|procedure)\b/i.test(sql)) {
    return serverWide.test(withoutBodies(sql));
  }
  return serverWide.test(sql) || /^\s*(?:grant|revoke)\b(?![^;]*\bon\b)/i.test(sql);
}

/**
 * Tells, of statements as they come, which reach the server, or may: also a block that executes text which it puts together, and
 * what names a function or procedure that does either. Such a function is only stored when it is made.
 */
export function serverWatch(): (sql: string) => boolean {
  const doubtful = new Set<string>();
  return sql => {
    const made = makesRoutine.exec(sql)?.[1];
    if (made !== undefined) {
      if (serverWide.test(sql) || executesText(sql)) doubtful.add(nameOf(made));
      return serverWide.test(withoutBodies(sql));
    }
    if (
      reachesServer(sql) ||
      (/^(?:\s|--[^\n]*\n|\/\*[^]*?\*\/)*do\b/i.test(sql) && executesText(sql))
    ) {
      return true;
    }
    if (/^\s*(?:drop|alter|comment|grant|revoke)\b/i.test(sql)) return false;
    const words = new Set(sql.toLowerCase().match(/[\w$]+/g));
    return [...doubtful].some(name => words.has(name));
  };
}

/** A text of code may hold more statements behind the one that makes a routine. */
function withoutBodies(sql: string): string {
  return sql.replaceAll(/\$(\w*)\$[^]*?\$\1\$|'(?:[^']|'')*'/g, "''");
}

const makesRoutine =
  /^(?:\s|--[^\n]*\n|\/\*[^]*?\*\/)*create\s+(?:or\s+replace\s+)?(?:function|procedure)\s+([\w$."]+)/i;

function nameOf(routine: string): string {
  return routine.replaceAll('"', '').toLowerCase().split('.').at(-1) ?? '';
}

/** Other than one literal (manual, 41.5.4). */
function executesText(sql: string): boolean {
  const others = sql.replaceAll(/\bexecute\s+'(?:[^']|'')*'\s*(?=;|into\b|using\b)/gi, '');
  return /\bexecute\b/i.test(others);
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
