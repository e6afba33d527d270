/** A view as a PostgreSQL database holds it, with all that goes away with it. */
export interface StoredView {
  /** As a revision names it: bare in the schema that the run points to, else with its schema. */
  readonly name: string;
  readonly materialized: boolean;
  /** `drop view "v"`. */
  readonly drop: string;
  /** What makes it again as it is: the view, then comments, indexes, triggers and rules, its owner, its grants. */
  readonly create: readonly Recreation[];
  readonly uses: readonly Use[];
  /** Types that its text names, as `format_type` spells them. */
  readonly types: readonly string[];
  /** What else stands on it, in PostgreSQL's words: functions, policies, rules of tables. It does not come back by itself. */
  readonly heldBy: readonly string[];
  /** The plan has changed it or what it reads since it was read, or made it: its texts are not what they will be. */
  readonly stale?: true;
}

/** One of the statements that make a view again. */
export interface Recreation {
  readonly sql: string;
  /** `view`, `comment`, `index`, `trigger`, `rule`, `default`, `owner`, `grants`. */
  readonly sort: string;
  /** The column that it is about: a view that is replaced may not have it. */
  readonly column?: string;
}

/** What a view reads: a column of a table or view; without a column all of it, or none in particular. */
export interface Use {
  readonly relation: string;
  readonly column?: string;
}

/** The views of a database at a point of a plan. */
export interface ViewCatalog {
  readonly views: readonly StoredView[];
  /** SQL that migsh does not read may have made or changed others. */
  readonly unread?: true;
}

/** What an operation changes so that views on it have to be away meanwhile. */
export interface Touched {
  readonly relation: string;
  /** undefined: the relation itself, whatever is read of it. */
  readonly column?: string;
  /** It is the name of a type, not of a relation. */
  readonly isType?: true;
}

/** The views that read any of it, directly. One whose columns are not known counts. */
export function directlyOver(
  views: readonly StoredView[],
  touched: readonly Touched[],
): readonly StoredView[] {
  return views.filter(view => touched.some(each => readsOf(view, each)));
}

function readsOf({ uses, types, stale }: StoredView, touched: Touched): boolean {
  if (touched.isType !== true) {
    return uses.some(use => isUseOf(use, touched, stale === true));
  }
  // `mood[]`, `"Mood"`
  return types.some(type => type.replaceAll(/"|\[\]$/g, '') === touched.relation);
}

/** Those, and the views on them, in the order in which they can be made. */
export function allOver(
  views: readonly StoredView[],
  direct: readonly StoredView[],
): readonly StoredView[] {
  const found = new Set(direct);
  let before = -1;
  while (found.size > before) {
    before = found.size;
    const names = [...found].map(({ name }) => ({ relation: name }));
    for (const view of directlyOver(views, names)) found.add(view);
  }
  return inOrder(views.filter(view => found.has(view)));
}

function isUseOf(use: Use, touched: Touched, isGuess: boolean): boolean {
  if (use.relation !== touched.relation) return false;
  if (touched.column === undefined || touched.column === use.column) return true;
  return isGuess && use.column === undefined;
}

function inOrder(views: readonly StoredView[]): readonly StoredView[] {
  const done: StoredView[] = [];
  let waiting = views;
  while (waiting.length > 0) {
    const names = new Set(waiting.map(({ name }) => name));
    const ready = waiting.filter(({ name, uses }) =>
      uses.every(({ relation }) => relation === name || !names.has(relation)),
    );
    // A guess may go round in a circle.
    const next = ready.length === 0 ? waiting : ready;
    done.push(...next);
    waiting = waiting.filter(view => !next.includes(view));
  }
  return done;
}
