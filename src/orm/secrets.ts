/** The text without the password of any URL in it, and without the given secrets. */
export function withoutSecrets(
  text: string,
  secrets: readonly (string | undefined)[] = [],
): string {
  const urls = text.replaceAll(/(\b[a-z][a-z+.-]*:\/\/[^\s:/@]*):[^\s@]*@/gi, '$1:***@');
  return secrets
    .filter(secret => secret !== undefined && secret.length > 3)
    .reduce<string>((result, secret) => result.replaceAll(secret ?? '', '***'), urls);
}
