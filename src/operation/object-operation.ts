import type {
  Extension,
  Policy,
  Routine,
  RoutineParameter,
  Sequence,
  Trigger,
} from '../schema/objects.ts';
import type { View } from '../schema/schema.ts';
import type { Cascading, OnlyOn } from './only-on.ts';

export interface CreateView {
  readonly kind: 'createView';
  readonly view: View;
  /** Takes the place of the view of that name. */
  readonly replace?: true;
  /** The view that is replaced, for the inverse. */
  readonly previous?: View;
}
export interface DropView extends Cascading {
  readonly kind: 'dropView';
  readonly name: string;
  readonly definition?: View;
}
export interface RenameView {
  readonly kind: 'renameView';
  readonly from: string;
  readonly to: string;
}
export interface CreateTrigger extends OnlyOn {
  readonly kind: 'createTrigger';
  readonly table: string;
  readonly trigger: Trigger;
}
export interface DropTrigger extends OnlyOn {
  readonly kind: 'dropTrigger';
  readonly table: string;
  readonly name: string;
  readonly definition?: Trigger;
}
export interface CreateFunction extends OnlyOn {
  readonly kind: 'createFunction';
  readonly routine: Routine;
  readonly replace?: true;
  /** The routine that is replaced, for the inverse. */
  readonly previous?: Routine;
}
export interface DropFunction extends OnlyOn, Cascading {
  readonly kind: 'dropFunction';
  readonly name: string;
  /** Which of several with that name: the types of what goes in. */
  readonly parameters?: readonly RoutineParameter['type'][];
  readonly definition?: Routine;
}
export interface CreatePolicy extends OnlyOn {
  readonly kind: 'createPolicy';
  readonly table: string;
  readonly policy: Policy;
}
export interface DropPolicy extends OnlyOn {
  readonly kind: 'dropPolicy';
  readonly table: string;
  readonly name: string;
  readonly definition?: Policy;
}
export interface RowSecurity extends OnlyOn {
  readonly kind: 'rowSecurity';
  readonly table: string;
  readonly mode: 'enabled' | 'forced' | 'disabled';
  readonly previous?: 'enabled' | 'forced' | 'disabled';
}
export interface CreateSequence extends OnlyOn {
  readonly kind: 'createSequence';
  readonly sequence: Sequence;
}
export interface DropSequence extends OnlyOn, Cascading {
  readonly kind: 'dropSequence';
  readonly name: string;
  readonly definition?: Sequence;
}
export interface CreateSchema extends OnlyOn {
  readonly kind: 'createSchema';
  readonly name: string;
}
export interface DropSchema extends OnlyOn, Cascading {
  readonly kind: 'dropSchema';
  readonly name: string;
}
export interface CreateExtension extends OnlyOn {
  readonly kind: 'createExtension';
  readonly extension: Extension;
}
export interface DropExtension extends OnlyOn, Cascading {
  readonly kind: 'dropExtension';
  readonly name: string;
  readonly definition?: Extension;
}
