import type { RevisionGraph } from '../revision/graph.ts';
import type { Question } from '../schema/question.ts';

/** With several heads: on which one does the new revision stand? Answered by `--head`. */
export function headQuestion(graph: RevisionGraph): Question {
  return {
    id: 'head',
    kind: 'head',
    subject: 'head',
    message: `There are ${graph.heads.length} heads. On which one does the new revision stand?`,
    options: graph.heads.map(id => {
      const labels = graph.labels(id);
      const title = graph.get(id)?.message.split('\n')[0] ?? '';
      const label = labels.length === 0 ? title : `${title}  (${labels.join(', ')})`;
      return { value: id, label };
    }),
    evidence: [],
  };
}
