import type { Pool } from "pg";
import type { PrismaClient } from "@/lib/platform/db/generated/client";

/** Roles from the most to the least powerful; each may do what the ones after it may. */
export const ROLE_ORDER = ["owner", "admin", "responder", "viewer"] as const;
export type RoleName = (typeof ROLE_ORDER)[number];

/** What an API token may be for; a token needs the scope and the role. */
export const SCOPES = ["read", "triage", "write", "ingest", "debug"] as const;
export type Scope = (typeof SCOPES)[number];

/** Who acts: a signed-in person, an API token, a connected source, or the product itself. */
export interface Actor {
  type: "user" | "token" | "source" | "system";
  id: string | null;
  name: string;
}

/** What every verb gets: which workspace, on whose behalf, with which database and clock. */
export interface Context {
  workspaceId: string;
  actor: Actor;
  role: RoleName;
  /** What the API token is for; all of them for everybody else. */
  scopes: readonly Scope[];
  /** The browser's session behind a signed-in person. */
  sessionId?: string;
  /** Reaches into this workspace only; see `scopedClient`. */
  db: PrismaClient;
  pool: Pool;
  now: () => Date;
}

/** Whether `role` may do what `needed` may. */
export function hasRole(role: RoleName, needed: RoleName): boolean {
  return ROLE_ORDER.indexOf(role) <= ROLE_ORDER.indexOf(needed);
}
