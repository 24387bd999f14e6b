/** Whether an address carries a user name, a password, or a query, where tokens go. */
export function hasCredentials(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { username, password, search } = new URL(address);
  return username !== "" || password !== "" || search !== "";
}

/** An address as it may be shown: those stored by earlier releases may carry credentials. */
export function withoutCredentials(address: string): string {
  if (!URL.canParse(address)) return address.replace(/\/\/[^/]*@/, "//").replace(/[?#].*/s, "");
  if (!hasCredentials(address)) return address;
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}
