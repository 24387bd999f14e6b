import { z } from "zod";

/** An API URL configured by people. */
export const ApiAddress = z
  .string()
  .max(2_000)
  .refine(
    (value) => /^https?:\/\/[^\s/]/.test(value) && URL.canParse(value),
    "must be an http:// or https:// URL",
  )
  // A secret in a URL would be stored and shown in clear text.
  .refine(
    (text) => !hasCredentials(text),
    "must not contain a user name, password or token: put them into the credentials",
  );

/** Whether a URL contains a user name, a password, or a query, which may carry a token. */
export function hasCredentials(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { username, password, search } = new URL(address);
  return username !== "" || password !== "" || search !== "";
}

/** A URL safe to show; those stored by earlier releases may contain credentials. */
export function withoutCredentials(address: string): string {
  if (!URL.canParse(address)) return address.replace(/\/\/[^/]*@/, "//").replace(/[?#].*/s, "");
  if (!hasCredentials(address)) return address;
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}

/**
 * The origin (scheme, host and port) that credentials belong to; null without a URL, which counts as its own origin.
 */
export function originOf(address: string | null): string | null {
  return address !== null && URL.canParse(address) ? new URL(address).origin : null;
}
