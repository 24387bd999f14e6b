import type { Credentials } from "@/lib/sources/schemas";

/** The token of a source whose API takes only a token; a password is used as the token. Null without credentials. */
export function tokenOf(credentials: Credentials | null): string | null {
  if (credentials === null) return null;
  return "token" in credentials ? credentials.token : credentials.password;
}
