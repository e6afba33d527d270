import { Text, useApp, useInput, usePaste, useWindowSize } from 'ink';
import { useEffect, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';

import { commandLine } from './command-line.ts';
import { footerLine } from './footer.ts';
import { headerLine } from './header.ts';
import { HelpView } from './help/view.tsx';
import { HistoryView } from './history/view.tsx';
import { keymap } from './keymap.ts';
import { toKeys } from './keys.ts';
import type { Layout } from './layout.ts';
import { layoutOf, smallest } from './layout.ts';
import { LogView } from './log/view.tsx';
import { MergeView } from './merge/view.tsx';
import { NoteView } from './note/view.tsx';
import { ListingView, PaletteView, paletteRows } from './palette/view.tsx';
import { ConfirmView } from './plan/confirm-view.tsx';
import { PlanView } from './plan/view.tsx';
import { RevisionView } from './revision/view.tsx';
import { RunView } from './run/view.tsx';
import { StampView } from './stamp/view.tsx';
import type { Overlay, ScreenKind, ScreenOf, State } from './state.ts';
import { topScreen } from './state.ts';
import type { Store } from './store.ts';
import type { Suspend } from './terminal.ts';
import type { Looks } from './theme.ts';
import { glyphsOf } from './theme.ts';
import type { Canvas } from './view/canvas.ts';
import { canvasFor } from './view/canvas.ts';
import { Frame } from './view/frame.tsx';
import { LooksContext } from './view/looks.ts';
import { ErrorPanel, errorRows, StopPanel, stopRows } from './view/overlay-panels.tsx';
import { WizardView } from './wizard/view.tsx';

interface ShellProps {
  readonly store: Store;
  readonly looks: Looks;
  /** Told once how the terminal is handed to another program. */
  readonly onReady: (suspend: Suspend) => void;
}

/** The root, and the only component that hears keys, pastes and sizes; everything else draws what it is given. */
export function Shell({ store, looks, onReady }: ShellProps): ReactNode {
  const state = useSyncExternalStore(store.subscribe, store.getState);
  const { columns, rows } = useWindowSize();
  const { suspendTerminal } = useApp();
  useEffect(() => onReady(suspendTerminal), [onReady, suspendTerminal]);
  useEffect(
    () => store.dispatch({ type: 'resize', size: { columns, rows } }),
    [store, columns, rows],
  );
  useInput((input, key) => {
    const keys = toKeys(input, key);
    if (keys.length > 0) store.dispatch({ type: 'keys', keys });
  });
  usePaste(text => store.dispatch({ type: 'paste', text }));
  return (
    <LooksContext value={{ looks, glyphs: glyphsOf(state.ascii) }}>
      <ShellView state={state} />
    </LooksContext>
  );
}

/** The whole screen for a state. */
export function ShellView({ state }: { readonly state: State }): ReactNode {
  const layout = layoutOf(state.size);
  if (layout === null) return <TooSmall />;
  const { columns } = layout;
  return (
    <Frame
      size={state.size}
      header={headerLine(state, columns)}
      command={commandLine(state)}
      keys={footerLine(state, columns)}
    >
      <Body state={state} layout={layout} />
    </Frame>
  );
}

function TooSmall(): ReactNode {
  const { columns, rows } = smallest;
  return <Text wrap="wrap">{`terminal too small: ${columns}x${rows} needed, q quits`}</Text>;
}

function Body({ state, layout }: { readonly state: State; readonly layout: Layout }): ReactNode {
  const { overlay } = state;
  const canvas = canvasFor(state, layout, 0);
  if (overlay === null) return <ScreenView state={state} canvas={canvas} />;
  if (overlay.kind === 'help') {
    return <HelpView state={state} overlay={overlay} canvas={canvas} keymap={keymap} />;
  }
  if (overlay.kind === 'confirm') {
    return <ConfirmView state={state} overlay={overlay} canvas={canvas} />;
  }
  return (
    <>
      <ScreenView state={state} canvas={canvasFor(state, layout, panelRows(overlay, layout))} />
      <PanelView state={state} overlay={overlay} canvas={canvas} />
    </>
  );
}

/** Overlays that leave the upper part of the screen to be seen. */
type Panel = Exclude<Overlay, { kind: 'help' | 'confirm' }>;

function panelRows(overlay: Panel, layout: Layout): number {
  if (overlay.kind === 'palette') return paletteRows;
  return overlay.kind === 'stop' ? stopRows : errorRows(overlay, layout);
}

interface PanelViewProps {
  readonly state: State;
  readonly overlay: Panel;
  readonly canvas: Canvas;
}

function PanelView({ state, overlay, canvas }: PanelViewProps): ReactNode {
  if (overlay.kind === 'palette') {
    return <PaletteView state={state} overlay={overlay} canvas={canvas} />;
  }
  return overlay.kind === 'stop' ? (
    <StopPanel canvas={canvas} />
  ) : (
    <ErrorPanel overlay={overlay} canvas={canvas} />
  );
}

interface ScreenProps<Kind extends ScreenKind> {
  readonly state: State;
  readonly screen: ScreenOf<Kind>;
  readonly canvas: Canvas;
}

/** A view for every kind of screen. */
const screenViews: { readonly [Kind in ScreenKind]: (props: ScreenProps<Kind>) => ReactNode } = {
  history: HistoryView,
  revision: RevisionView,
  plan: PlanView,
  run: RunView,
  wizard: WizardView,
  note: NoteView,
  merge: MergeView,
  stamp: StampView,
  log: LogView,
  listing: ListingView,
};

function ScreenView({ state, canvas }: Omit<ScreenProps<ScreenKind>, 'screen'>): ReactNode {
  const screen = topScreen(state);
  return drawAs(screen.kind, { state, screen, canvas });
}

function drawAs<Kind extends ScreenKind>(kind: Kind, props: ScreenProps<Kind>): ReactNode {
  return screenViews[kind](props);
}
