import type { Pool } from "pg";
import type { PrismaClient } from "@/lib/platform/db/generated/client";

/** Roles from most to least powerful; each includes the ones after it. */
export const ROLE_ORDER = ["owner", "admin", "responder", "viewer"] as const;
export type RoleName = (typeof ROLE_ORDER)[number];

/** Scopes of API tokens; a token needs both the scope and the role. */
export const SCOPES = ["read", "triage", "write", "ingest", "debug"] as const;
export type Scope = (typeof SCOPES)[number];

export const ACTOR_TYPES = ["user", "token", "source", "system"] as const;

/** Who acts: a signed-in person, an API token, a connected source, or the system. */
export interface Actor {
  type: (typeof ACTOR_TYPES)[number];
  id: string | null;
  name: string;
}

/** The product itself, for what nobody asked for. */
export const SYSTEM_ACTOR: Actor = { type: "system", id: null, name: "Pipeline Debugger" };

/** The context of every verb: workspace, actor, database and clock. */
export interface Context {
  workspaceId: string;
  actor: Actor;
  role: RoleName;
  /** The API token's scopes; all of them for anyone else. */
  scopes: readonly Scope[];
  /** The browser session of a signed-in person. */
  sessionId?: string;
  /** Limited to this workspace; see `scopedClient`. */
  db: PrismaClient;
  pool: Pool;
  now: () => Date;
}

/** Whether `role` may do what `needed` may. */
export function hasRole(role: RoleName, needed: RoleName): boolean {
  return ROLE_ORDER.indexOf(role) <= ROLE_ORDER.indexOf(needed);
}
