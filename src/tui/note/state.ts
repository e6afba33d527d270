import type { RevisionRequest } from '../../app/revise.ts';
import type { RevisionResult } from '../../app/shapes.ts';
import type { Editor } from '../line-editor.ts';

/** A new empty revision: on which head, and what it is about. */
export interface NoteScreen {
  readonly kind: 'note';
  readonly serial: number;
  /** What `revision`'s flags said, without the message. */
  readonly request: Omit<RevisionRequest, 'message'>;
  readonly heads: readonly string[];
  readonly selected: number;
  readonly phase: 'head' | 'message' | 'writing' | 'written';
  readonly message: Editor;
  readonly result: RevisionResult | null;
}
