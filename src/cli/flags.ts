/** A flag, as data: parsing, help and completion are made from it. A name means the same with every command that has it. */
export interface FlagSpec {
  readonly summary: string;
  readonly short?: string;
  /** The word that stands for its value; a flag without takes none. */
  readonly value?: string;
  /** May be given several times. */
  readonly many?: true;
  /** Another spelling of the same flag. */
  readonly alias?: string;
}

const table = {
  // everywhere
  json: { summary: 'answer in JSON on stdout; a run writes one event per line' },
  config: { value: 'FILE', summary: 'the MikroORM config' },
  context: { value: 'NAME', summary: "MikroORM's contextName, where a config has several" },
  directory: { short: 'd', value: 'DIR', summary: 'the folder with the revision files' },
  cwd: { short: 'C', value: 'DIR', summary: 'look for the project from here' },
  dialect: { value: 'NAME', summary: 'postgresql or sqlite, where no database is read' },
  'no-input': { summary: 'never ask; what needs an answer is an error that names the flag' },
  'no-color': { summary: 'no colours' },
  ascii: { summary: 'draw with ASCII characters only' },
  quiet: { short: 'q', summary: 'only what was asked for, questions and errors' },
  verbose: {
    short: 'v',
    summary: 'more: details of revisions, each statement of a run, stacks of bugs',
  },
  version: { short: 'V', summary: 'print the version' },
  help: { short: 'h', summary: 'print help' },
  // writing revisions
  message: { short: 'm', value: 'MSG', summary: 'what the revision does, in words' },
  autogenerate: { summary: 'fill it with the difference between the entities and the revisions' },
  offline: { summary: 'compare without a database: no evidence from rows' },
  head: { value: 'REV', summary: 'the revision that the new one stands on' },
  splice: { summary: 'allow a parent that is no head' },
  'branch-label': {
    value: 'LABEL',
    many: true,
    summary: 'give the branch that begins here a name',
  },
  'depends-on': {
    value: 'REV',
    many: true,
    summary: 'must be applied before, without being a parent',
  },
  'rev-id': { value: 'ID', summary: 'the id, instead of a random one' },
  'version-path': {
    value: 'DIR',
    summary: "write it into this one of the project's directories",
  },
  onto: { value: 'REV', summary: 'the revision to stand on; base: none' },
  answer: { value: 'ID=VALUE', many: true, summary: 'answer a question in advance' },
  answers: { value: 'FILE', summary: 'answers from a JSON file: { "ID": "VALUE" }' },
  // running
  plan: { short: 'n', alias: 'dry-run', summary: 'show what would happen, change nothing' },
  expect: { value: 'ID', summary: 'refuse any plan but the one with this id' },
  sql: { summary: 'print a script for psql or sqlite3, run nothing; FROM:TO asks no database' },
  'skip-code': { summary: 'leave steps that are code out of the script, marked' },
  yes: { short: 'y', summary: 'do not ask whether to go on; no answer to data loss' },
  'allow-data-loss': { summary: 'run although rows are lost' },
  confirm: { value: 'NAME', summary: 'the name of the database, where it is protected' },
  wait: {
    value: 'DURATION',
    summary: 'how long to wait: 30s, 10m, 0 (for another run: default 10m)',
  },
  'create-database': { summary: 'create the database where it does not exist' },
  down: {
    value: 'WHICH',
    summary: 'of a revision edited since: file (as it is now) or stored (as applied)',
  },
  'run-stored': { summary: 'where the file is gone, run the code that the journal keeps' },
  purge: { summary: 'forget first everything that counts as applied' },
  accept: { summary: 'take the files of edited revisions as they are now' },
  // reading
  'check-heads': { summary: 'exit 3 unless every head of the files is applied' },
  range: { short: 'r', value: 'RANGE', summary: 'only these: A:B, A:, :B, -3:current' },
  'indicate-current': { short: 'i', summary: 'read the database and say what is applied' },
  limit: { value: 'N', summary: 'at most so many' },
  since: {
    value: 'GITREF',
    summary: 'also find revisions that git had there and that were changed or removed',
  },
  format: {
    value: 'FORMAT',
    summary: 'text, json, or github: annotations in a workflow',
  },
} as const satisfies Record<string, FlagSpec>;

export type FlagName = keyof typeof table;

/** Every flag of the command line by its long name. */
export const flags: Readonly<Record<FlagName, FlagSpec>> = table;

/** All long names. */
export const flagNames: readonly FlagName[] = Object.keys(table).filter(isFlagName);

/** Flags that every command takes. */
export const globalFlags: readonly FlagName[] = [
  'json',
  'config',
  'context',
  'directory',
  'cwd',
  'dialect',
  'no-input',
  'no-color',
  'ascii',
  'quiet',
  'verbose',
  'version',
  'help',
];

/** The flag that a long name or its other spelling stands for. */
export function findFlag(name: string): FlagName | undefined {
  return isFlagName(name) ? name : flagNames.find(known => flags[known].alias === name);
}

/** `-m, --message MSG` */
export function spellFlag(name: FlagName): string {
  const { short, value } = flags[name];
  const long = value === undefined ? `--${name}` : `--${name} ${value}`;
  return short === undefined ? `    ${long}` : `-${short}, ${long}`;
}

function isFlagName(name: string): name is FlagName {
  return Object.hasOwn(table, name);
}
