import type { Editor } from '../line-editor.ts';
import type { Mode } from '../mode.ts';
import type { Selection } from '../scroll.ts';

/** The keys of the mode it was opened in. */
export interface HelpOverlay {
  readonly kind: 'help';
  readonly mode: Mode;
  readonly editor: Editor;
  readonly selection: Selection;
}
