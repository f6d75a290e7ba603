/** An address that may be shown: without user, password and query. What is no address is not shown at all. */
export function withoutSecrets(address: string | null | undefined): string {
  if (!address || !URL.canParse(address)) return "something that is no address";
  const url = new URL(address);
  url.username = url.password = url.search = url.hash = "";
  return url.href;
}
