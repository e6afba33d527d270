/** What is done to triggers, policies and stored code. */
export type CodeFact =
  | {
      readonly kind: 'rowSecurity';
      readonly table: string;
      readonly change: 'enable' | 'disable' | 'force' | 'noForce';
    }
  /** `shows`: permissive; a restrictive one only narrows down what others show. */
  | (OnTable<'createPolicy'> & { readonly shows: boolean })
  | OnTable<'dropPolicy'>
  | OnTable<'createTrigger'>
  | OnTable<'dropTrigger'>
  /** Code that runs later, with the tables that it deletes rows of, as far as its words tell. */
  | {
      readonly kind: 'storeCode';
      readonly sort: 'function' | 'procedure' | 'trigger' | 'rule';
      readonly name: string;
      readonly deletes: readonly string[];
    };

interface OnTable<Kind extends string> {
  readonly kind: Kind;
  readonly table: string;
  readonly name: string;
}
