/** An entity as a line of a module: `Author = defineEntity({ … })`. */
export function entity(name: string, properties: string, more = ''): string {
  return `${name} = defineEntity({ name: '${name}', properties: { ${properties} }, ${more} });`;
}

/** The key that most entities have. */
export const id = 'id: p.integer().primary()';
