import type { ReactNode } from 'react';

import type { Line } from '../text/line.ts';
import { line } from '../text/line.ts';
import { waitingText } from '../text/spinner.ts';
import { cut } from '../text/width.ts';
import { wrap } from '../text/wrap.ts';
import { editorLine } from '../view/editor-line.ts';
import { errorLines } from '../view/error-lines.ts';
import { positionText } from '../view/position.ts';
import { Whole } from '../view/whole.tsx';
import { DraftView } from './draft-view.tsx';
import { previewLines } from './preview-lines.ts';
import { valueToPreview } from './preview-value.ts';
import { QuestionView } from './question-view.tsx';
import { resumeLines } from './resume-lines.ts';
import { diffLines, diffTitle } from './rows.ts';
import { scrolledHeight } from './scrolled.ts';
import type { WizardPhase } from './state.ts';
import type { WizardViewProps } from './view-props.ts';
import { writtenLines } from './written-lines.ts';

/** The phase of the wizard that is open. */
export function WizardView(props: WizardViewProps): ReactNode {
  const View = views[props.screen.phase];
  return <View {...props} />;
}

const views: Readonly<Record<WizardPhase, (props: WizardViewProps) => ReactNode>> = {
  comparing: props => <Waiting {...props} words="comparing the entities with the revisions" />,
  evaluating: props => <Waiting {...props} words="working out what follows" />,
  writing: props => <Waiting {...props} words="writing the file" />,
  diff: DiffView,
  resume: ResumeView,
  question: QuestionView,
  value: QuestionView,
  preview: PreviewView,
  message: MessageView,
  draft: DraftView,
  written: ({ state, screen, canvas }) => (
    <Whole title="Written" canvas={canvas} lines={writtenLines(state, screen.result)} />
  ),
  same: SameView,
  failed: ({ screen, canvas }) => (
    <Whole
      title="Autogenerate"
      canvas={canvas}
      lines={screen.error === null ? [] : [[], ...errorLines(screen.error, canvas.layout.columns)]}
    />
  ),
};

function Waiting({
  state,
  screen,
  canvas,
  words,
}: WizardViewProps & { readonly words: string }): ReactNode {
  const { ellipsis } = canvas.glyphs;
  const text = waitingText(words, { since: screen.since, now: state.now, ellipsis });
  return <Whole title="Autogenerate" canvas={canvas} lines={[line(`  ${text}`)]} />;
}

function DiffView({ screen, canvas }: WizardViewProps): ReactNode {
  const { columns, body } = canvas.layout;
  const all = diffLines(screen, columns);
  const questions = screen.evaluation?.questions.length ?? 0;
  const ahead =
    questions === 0
      ? 'No question is open.'
      : `${questions} ${questions === 1 ? 'question is' : 'questions are'} asked before a file is written.`;
  const height = scrolledHeight('diff', body);
  const lines = all.slice(screen.top, screen.top + height);
  const position = positionText(screen.top, height, all.length);
  return (
    <Whole
      title={diffTitle(screen)}
      right={position || 'entities against revisions'}
      canvas={canvas}
      lines={[...lines, [], line(`  ${ahead}`)]}
    />
  );
}

function PreviewView({ state, screen, canvas }: WizardViewProps): ReactNode {
  const { columns, body } = canvas.layout;
  const all = previewLines(state, screen, columns);
  const height = body - 1;
  const lines = all.slice(screen.top, screen.top + height);
  const position = positionText(screen.top, height, all.length);
  const title = cut(
    `What ${valueToPreview(screen) ?? 'it'} writes`,
    columns - 30,
    canvas.glyphs.ellipsis,
  );
  return <Whole title={title} right={position} canvas={canvas} lines={lines} />;
}

function ResumeView({ state, screen, canvas }: WizardViewProps): ReactNode {
  const { columns, body } = canvas.layout;
  const all = resumeLines(state, screen, columns);
  const more = all.length - (body - 1);
  const lines =
    more > 0 ? [...all.slice(0, body - 2), line(`  and ${more + 1} more`, 'faint')] : all;
  return <Whole title="Go on or start over?" canvas={canvas} lines={lines} />;
}

function MessageView({ state, screen, canvas }: WizardViewProps): ReactNode {
  const { columns } = canvas.layout;
  const { glyphs } = canvas;
  const field = editorLine(screen.message, {
    width: columns,
    glyphs,
    prompt: '  > ',
    placeholder: ' such as: orders: add currency',
  });
  const lines: readonly Line[] = [
    [],
    ...wrap('What does the revision do? The first line is its title and names the file.', {
      width: columns - 2,
      first: '  ',
    }).map(each => line(each)),
    [],
    field,
    [],
    ...diffLines(screen, columns),
  ];
  return <Whole title="Message" canvas={canvas} lines={lines.slice(0, state.size.rows)} />;
}

function SameView({ state, screen, canvas }: WizardViewProps): ReactNode {
  const { columns } = canvas.layout;
  const pending =
    state.project.database.is === 'ready' && state.project.database.value.status.pending.length > 0;
  const text = `The entities are what the revisions produce: there is nothing to write.${pending ? ' Revisions are pending: u in the history applies them.' : ''}`;
  const lines = wrap(text, { width: columns - 2, first: '  ' }).map(each => line(each));
  return (
    <Whole
      title="No difference"
      canvas={canvas}
      lines={[[], ...lines, ...diffLines(screen, columns)]}
    />
  );
}
