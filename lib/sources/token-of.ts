import type { Credentials } from "@/lib/sources/schemas";

/** The token of a source whose API takes one; a password counts as a token, whoever it was entered for. */
export function tokenOf(credentials: Credentials | null): string | null {
  if (credentials === null) return null;
  return "token" in credentials ? credentials.token : credentials.password;
}
