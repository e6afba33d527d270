/**
 * A value from outside – JSON, a package that is loaded at run time, a row – in the shape that its documentation promises.
 * Every unchecked assertion of this folder goes through here, so that they can be found.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- who calls names the shape
export function foreign<Shape>(value: unknown): Shape {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the shape is documented by whoever made the value, and cannot be checked here
  return value as Shape;
}
