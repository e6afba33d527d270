/** One revision: its SQL in both directions, its file, its place. */
export interface RevisionScreen {
  readonly kind: 'revision';
  readonly serial: number;
  readonly id: string;
  readonly tab: Tab;
  readonly top: number;
  /** Which hazard of the tab is marked; -1: none yet. */
  readonly hazard: number;
}

export type Tab = 'up' | 'down' | 'file' | 'info';

/** In the order of their digits. */
export const tabs: readonly Tab[] = ['up', 'down', 'file', 'info'];
