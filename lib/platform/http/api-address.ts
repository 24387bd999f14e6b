import { z } from "zod";

/** The address of an API as people may configure it. */
export const ApiAddress = z
  .string()
  .max(2_000)
  .refine(
    (value) => /^https?:\/\/[^\s/]/.test(value) && URL.canParse(value),
    "must be an http:// or https:// URL",
  )
  // A secret in an address would be stored and shown in clear.
  .refine(
    (text) => !hasCredentials(text),
    "put the user name, password or token into the credentials, not into the URL",
  );

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

/**
 * Scheme, host and port, which credentials belong to; null without an address, which is an origin of its own.
 */
export function originOf(address: string | null): string | null {
  return address !== null && URL.canParse(address) ? new URL(address).origin : null;
}
