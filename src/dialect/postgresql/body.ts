/** A text between dollar quotes; another tag than `$$` where the text says that itself (manual, 4.1.2.4). */
export function dollarQuoted(text: string): string {
  let tag = '$$';
  for (let at = 1; text.includes(tag); at += 1) tag = `$migsh${at}$`;
  return `${tag} ${text} ${tag}`;
}
