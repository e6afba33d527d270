/** Something that a reading command found, with what to do about it. */
export interface Finding {
  /** What sort of thing: `entities-differ`, `several-heads`, … */
  readonly code: string;
  /** A note is said and is no reason to fail. */
  readonly level: 'error' | 'note';
  readonly message: string;
  /** What to type next. */
  readonly hint: string;
  readonly revision?: string;
  /** From the project's root. */
  readonly path?: string;
  readonly line?: number;
}

/** What `check` answers. */
export interface Findings {
  readonly findings: readonly Finding[];
}

/** Whether anything was found that is more than a note. */
export function hasErrors({ findings }: Findings): boolean {
  return findings.some(({ level }) => level === 'error');
}
