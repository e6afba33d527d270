/** A pattern of the settings as an expression: `audit.*`, `customer.notes`, `tmp_*`, where `*` stands for anything. */
export function namePattern(text: string): RegExp {
  const parts = text.split('*').map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
