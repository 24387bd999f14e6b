import { hasRole, SCOPES, type Context, type RoleName, type Scope } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";

interface Requirement {
  /** Minimum role. */
  role: RoleName;
  /** The scope an API token needs besides its role; null if only signed-in people may. */
  scope: Scope | null;
}

/**
 * The list of who may do what. Routes check it before they read a body, verbs before they read a row, and pages hide what
 * it refuses.
 */
export const PERMISSIONS = {
  "workspace.read": { role: "viewer", scope: "read" },
  "workspace.update": { role: "admin", scope: "write" },
  /** Removes data past its retention. */
  "workspace.apply-retention": { role: "owner", scope: "write" },
  "audit.read": { role: "admin", scope: "read" },

  "incident.update": { role: "responder", scope: "triage" },
  /** Confirmed causes and patterns, from what is known now. */
  "incident.learn": { role: "responder", scope: "triage" },
  "incident.merge": { role: "responder", scope: "triage" },
  "incident.split": { role: "responder", scope: "triage" },
  "incident.undo": { role: "responder", scope: "triage" },
  /** Says whether a diagnosis is right. */
  "incident.give-verdict": { role: "responder", scope: "triage" },
  /** Ends snoozes that are over. */
  "incident.wake": { role: "responder", scope: "triage" },
  "incident.delete": { role: "admin", scope: "write" },
  "incident.analyze": { role: "responder", scope: "triage" },
  /** Only people and their tokens, as with the other requests: what the product does by itself starts nothing else (loop guard). */
  "incident.request-analysis": { role: "responder", scope: "triage" },
  /** Impact, severity and noise policies of open incidents, again. */
  "incident.reassess": { role: "responder", scope: "triage" },
  "delivery.replay": { role: "responder", scope: "triage" },

  "pattern.update": { role: "responder", scope: "write" },
  "pattern.delete": { role: "admin", scope: "write" },

  "fix.propose": { role: "responder", scope: "write" },
  "fix.request": { role: "responder", scope: "write" },
  "fix.update": { role: "responder", scope: "write" },
  "fix.open-pull-request": { role: "responder", scope: "write" },
  "fix.request-pull-request": { role: "responder", scope: "write" },
  /** Only people and their tokens: nothing is rerun automatically. */
  "fix.rerun": { role: "responder", scope: "write" },
  /** Takes over what became of pull requests, and judges merged fixes. */
  "fix.follow": { role: "responder", scope: "write" },

  /** Cancels and retries workflows. */
  "workflow.control": { role: "responder", scope: "write" },

  "pipeline.update": { role: "responder", scope: "write" },

  /** Mutes and maintenance windows; responders may also change and delete their own. */
  "noise-policy.create": { role: "responder", scope: "triage" },
  /** Every kind, of everyone. */
  "noise-policy.manage": { role: "admin", scope: "triage" },

  "source.create": { role: "admin", scope: "write" },
  "source.update": { role: "admin", scope: "write" },
  "source.read-secret": { role: "admin", scope: "write" },
  "source.test": { role: "responder", scope: "write" },

  "integration.read": { role: "admin", scope: "read" },
  "integration.create": { role: "admin", scope: "write" },
  "integration.update": { role: "admin", scope: "write" },
  "integration.delete": { role: "admin", scope: "write" },
  "integration.test": { role: "admin", scope: "write" },

  "token.read": { role: "admin", scope: "read" },
  "token.create": { role: "admin", scope: "write" },
  "token.revoke": { role: "admin", scope: "write" },

  "team.create": { role: "admin", scope: "write" },
  "team.update": { role: "admin", scope: "write" },
  "team.delete": { role: "admin", scope: "write" },

  /** The caller's own password, sessions and current workspace. */
  "self.update": { role: "viewer", scope: null },

  "delivery.ingest": { role: "responder", scope: "ingest" },
  "advice.ask": { role: "responder", scope: "ingest" },
  "debug.read": { role: "viewer", scope: "debug" },
  "debug.write": { role: "responder", scope: "debug" },
} as const satisfies Record<string, Requirement>;

export type Permission = keyof typeof PERMISSIONS;

/** The only permissions of actors without a person or token, whatever role their context has. */
const UNATTENDED = {
  /** Workflow steps and scheduled work. */
  system: [
    "workspace.read",
    "workspace.apply-retention",
    "delivery.ingest",
    "incident.analyze",
    "incident.learn",
    "incident.merge",
    "incident.reassess",
    "incident.wake",
    "fix.propose",
    "fix.open-pull-request",
    "fix.follow",
  ],
  /** A sender authenticated by its source's secret. */
  source: ["delivery.ingest", "advice.ask"],
} as const satisfies Record<string, readonly Permission[]>;

type Caller = Pick<Context, "actor" | "role" | "scopes">;

/** Whether the caller has a permission. */
export function can(caller: Caller, permission: Permission): boolean {
  return refusalOf(caller, permission) === null;
}

/** Whether a role has a permission; for pages, which hide what would be refused. */
export function canRole(role: RoleName, permission: Permission): boolean {
  return hasRole(role, PERMISSIONS[permission].role);
}

/** Whether a role may create and revoke tokens of another one: of any role that is not higher. */
export function canManageTokensOf(role: RoleName, tokenRole: RoleName): boolean {
  return hasRole(role, tokenRole);
}

/** Asserts a permission. @throws AppError FORBIDDEN naming the missing role or scope. */
export function authorize(caller: Caller, permission: Permission): void {
  const refusal = refusalOf(caller, permission);
  if (refusal !== null) throw new AppError("FORBIDDEN", refusal);
}

function refusalOf({ actor, role, scopes }: Caller, permission: Permission): string | null {
  if (actor.type === "system" || actor.type === "source") {
    const allowed: readonly Permission[] = UNATTENDED[actor.type];
    return allowed.includes(permission) ? null : `Only people and API tokens can do this, not ${actor.name}.`;
  }
  const needed: Requirement = PERMISSIONS[permission];
  if (!hasRole(role, needed.role)) return `This needs the role ${needed.role}; you have ${role}.`;
  if (actor.type === "user") return null;
  if (needed.scope === null) return "Only signed-in people can do this, not API tokens.";
  if (scopes.includes(needed.scope)) return null;
  return `This needs a token with the scope ${needed.scope}; this one has ${scopes.join(", ") || "none"}.`;
}

/** The scopes a role can use, in their usual order. */
export function scopesOfRole(role: RoleName): Scope[] {
  const needed = Object.values(PERMISSIONS).filter((requirement) => hasRole(role, requirement.role));
  return SCOPES.filter((scope) => needed.some((requirement) => requirement.scope === scope));
}
