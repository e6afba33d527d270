import type { Style } from '../../src/cli/style.ts';

/** 80 columns, no colours: how texts are drawn in tests. */
export const plainStyle: Style = {
  width: 80,
  rowWidth: 80,
  ascii: false,
  paint: (_role, text) => text,
};

/** Roles shown as `<role:text>`. */
export const markedStyle: Style = { ...plainStyle, paint: (role, text) => `<${role}:${text}>` };
