// revision/: the history. Headers, the graph over them, naming and planning; reads no file and no database.

/** A revision as its header tells it. */
export interface Revision {
  readonly id: string;
  /** Parent ids as in the file, `[]` for a base. */
  readonly parents: readonly string[];
  /** Ids or labels as in the file. */
  readonly dependsOn: readonly string[];
  /** Labels that this file declares. */
  readonly labels: readonly string[];
  /** The text before the tags; its first line is the title. */
  readonly message: string;
  /** ISO 8601, as written. */
  readonly createdAt?: string;
  /** The file, from the project's root, with `/`. */
  readonly path: string;
  /** The line of `@revision`, from 1. */
  readonly line: number;
  /** `@answer ID=VALUE`: the answers that shaped the file. */
  readonly answers: Readonly<Record<string, string>>;
  /** `@waive RULE why`. */
  readonly waivers: readonly Waiver[];
  /** `@replaces`: the ids that this one stands for. */
  readonly replaces?: readonly string[];
  /** Tags that migsh does not read, as written. */
  readonly tags?: readonly { readonly name: string; readonly value: string }[];
}

export interface Waiver {
  readonly rule: string;
  readonly reason: string;
}
