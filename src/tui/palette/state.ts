import type { Editor } from '../line-editor.ts';

/** A command line inside the shell. */
export interface PaletteOverlay {
  readonly kind: 'palette';
  readonly editor: Editor;
  /** The chosen proposal; null: what is typed runs. */
  readonly selected: number | null;
  /** How far back in what was typed before; 0: not at all. */
  readonly back: number;
  /** Why the line does not run. */
  readonly problem: string | null;
}
