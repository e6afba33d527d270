import type { Fact } from './facts.ts';
import type { Finding, Rule } from './rule.ts';
import { exclusive, mayWait } from './words.ts';

/** Triggers and policies change in no time, but have to wait for everybody who works on the table, and make others wait. */
export const triggerPolicyLock: Rule = {
  id: 'trigger-policy-lock',
  judge(fact, view) {
    if (!isKnown(fact) || !mayWait(view, fact.table)) return [];
    const { table } = fact;
    const finding: Omit<Finding, 'message'> = {
      level: 'note',
      advice: 'keep what is slow out of this revision',
      ...exclusive(view, [table]),
    };
    const until = `of ${table} wait until the revision commits`;
    return fact.kind === 'createTrigger'
      ? [{ ...finding, message: `writes ${until}`, lock: 'SHARE ROW EXCLUSIVE' }]
      : [{ ...finding, message: `reads and writes ${until}` }];
  },
};

type Locking = Extract<
  Fact,
  { kind: 'createTrigger' | 'dropTrigger' | 'createPolicy' | 'dropPolicy' | 'rowSecurity' }
>;

function isKnown(fact: Fact): fact is Locking {
  return kinds.has(fact.kind);
}

const kinds: ReadonlySet<Fact['kind']> = new Set([
  'createTrigger',
  'dropTrigger',
  'createPolicy',
  'dropPolicy',
  'rowSecurity',
]);
