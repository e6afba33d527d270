import type { Fact } from './facts.ts';
import type { Finding, Rule, View } from './rule.ts';
import { isNew } from './situation.ts';

/** A view that goes, or goes for a moment; a materialized one whose rows are computed again. None of it loses a row. */
export const dropView: Rule = {
  id: 'drop-view',
  judge(fact, view) {
    if (fact.kind === 'refreshView') return judgeRefresh(fact, view);
    if (fact.kind !== 'dropView' || isNew(view.situation, fact.view)) return [];
    const { kind } = view.operation;
    if (kind === 'dropView' || kind === 'sql') return [gone(fact)];
    if (kind === 'renameView')
      return view.operation.from === fact.view ? [renamed(fact, view)] : [];
    return view.dialect === 'postgresql' ? [away(fact)] : [];
  },
};

type DropViewFact = Extract<Fact, { kind: 'dropView' }>;

function gone({ view, materialized }: DropViewFact): Finding {
  const rows = materialized ? '; its rows are computed from tables, none is lost' : '';
  return {
    level: 'note',
    message: `view ${view} is dropped${rows}`,
    advice: 'code that still reads it fails from now on',
  };
}

function away({ view, materialized }: DropViewFact): Finding {
  const again = materialized ? ', with its rows computed anew' : '';
  return {
    level: 'lock',
    message: `reads of view ${view} wait until the revision commits: it is dropped and made again${again}`,
    advice: materialized
      ? 'it takes as long as its query does; upgrade in a quiet moment'
      : 'keep the revision short, so that readers do not wait for what else is in it',
    lock: 'ACCESS EXCLUSIVE',
    tables: [view],
  };
}

function renamed({ view }: DropViewFact, { operation }: View): Finding {
  const to = operation.kind === 'renameView' ? operation.to : '';
  return {
    level: 'break',
    message: `code that still says ${view} fails as soon as it is ${to}`,
    advice: 'deploy the code with the upgrade',
  };
}

function judgeRefresh(
  { view, concurrently }: Extract<Fact, { kind: 'refreshView' }>,
  { situation }: View,
): readonly Finding[] {
  if (concurrently || isNew(situation, view)) return [];
  return [
    {
      level: 'lock',
      message: `reads of view ${view} wait while its rows are computed anew`,
      advice: 'refresh materialized view concurrently lets them go on; it wants a unique index',
      lock: 'ACCESS EXCLUSIVE',
      tables: [view],
    },
  ];
}
