import { scopesOfRole } from "@/lib/platform/auth/permissions";
import type { Role, TokenScope } from "@/lib/workspaces/schemas";

export interface TokenPurpose {
  id: "everything" | "read" | "triage";
  label: string;
  /** Undefined means all scopes that the role can use. */
  scopes: TokenScope[] | undefined;
}

const READ_ONLY: TokenPurpose = { id: "read", label: "Read only", scopes: ["read"] };
/** Common purposes of tokens; the API accepts any set of scopes. */
const PURPOSES: readonly TokenPurpose[] = [
  { id: "everything", label: "Full access", scopes: undefined },
  READ_ONLY,
  { id: "triage", label: "Triage", scopes: ["read", "triage"] },
];

/** The purposes to offer for a role: those whose scopes it can use. */
export function tokenPurposes(role: Role): TokenPurpose[] {
  const usable = scopesOfRole(role);
  return PURPOSES.filter(({ scopes }) => scopes?.every((scope) => usable.includes(scope)) ?? true);
}

/** The chosen purpose, or reading if the role cannot use it: changing the role never widens the access. */
export function purposeOf(role: Role, id: TokenPurpose["id"]): TokenPurpose {
  return tokenPurposes(role).find((purpose) => purpose.id === id) ?? READ_ONLY;
}
