import type { SqlText } from './objects.ts';

/**
 * A question that a difference raises, as data: the wizard, line prompts, `--answer` and `--answers` are ways to give the same answer.
 * Ids are stable from run to run: kind, sort of object, name of the new object (of the old one for `drop`).
 */
export interface Question {
  /** `rename:column:author.email`, `drop:table:audit_event`, `fill:column:order.currency`, … */
  readonly id: string;
  readonly kind: QuestionKind;
  /** What it is about, for people: `customer.email`. */
  readonly subject: string;
  readonly message: string;
  readonly options: readonly QuestionOption[];
  /** The value of a likely option. Marked on screen, never taken by itself. */
  readonly likely?: string;
  /** Why: computed facts, one sentence each; row counts are added where a database is connected. */
  readonly evidence: readonly string[];
  /** Where the rows are that it is about, by the names they have before the revision; of a rename, the first candidate's. */
  readonly rows?: RowPlaces;
  /** What tells it from others of its kind besides names, such as the column's type: of one shape, an answer means the same. */
  readonly shape?: string;
  /** What finds the rows that it is about, for evidence; asked of a database, never shown. */
  readonly trial?: Trial;
}

/** Where rows are, by the names of before the revision. */
export interface RowPlaces {
  readonly table: string;
  readonly column?: string;
  /** Of a rename: the new column's name. A database that somebody changed by hand may have it already. */
  readonly arrival?: string;
}

/** Queries by the names of before the revision. A dialect without one is not asked. */
export interface Trial {
  /**
   * Gives one row with `n`, with `lost` where what an answer loses is not what is counted, and with `o0`, `o1`, … where
   * rows are counted for the first options.
   */
  readonly count: SqlText;
  /** Gives a few rows; `times` says of how many each stands. */
  readonly sample?: SqlText;
  /** What is counted, one and several: `row of book that points to no author`, `rows of book that point to no author`. */
  readonly words: readonly [one: string, many: string];
}

/** `head`: on which of several heads the new revision stands; its flag is `--head`. */
export type QuestionKind =
  | 'rename'
  | 'fill'
  | 'convert'
  | 'drop'
  | 'duplicates'
  | 'orphans'
  | 'violators'
  | 'enum-value'
  | 'unsafe'
  | 'split'
  | 'head';

export interface QuestionOption {
  /**
   * The answer as it is typed and stored: `rename:mail`, `replace`, `default:EUR`, `sql:now()`, `archive`, `drop`, `keep`, `stop`.
   * One that ends with `:` wants text behind it (`default:`, `sql:`).
   */
  readonly value: string;
  readonly label: string;
  /** What this option loses, in words. Absent: nothing is lost. */
  readonly loses?: string;
}

/** What speaks for a name that went having been that of something which came. */
export interface Hint {
  readonly from: string;
  /** One sentence. */
  readonly reason: string;
}

/** Question id → what is known about its answer from outside of the schemas. */
export type Hints = Readonly<Record<string, readonly Hint[]>>;

/** Question id → answer value, as written in `@answer ID=VALUE`. */
export type Answers = Readonly<Record<string, string>>;
