import { z } from "zod";
import { ACTOR_TYPES, SCOPES } from "@/lib/platform/context";
import { Instant } from "@/lib/platform/instant";
import { Label } from "@/lib/platform/written-text";

export const ROLES = ["owner", "admin", "responder", "viewer"] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

export const TokenScope = z.enum(SCOPES);
export type TokenScope = z.infer<typeof TokenScope>;

export const Member = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  image: z.string().nullable(),
  role: Role,
  lastSignInAt: z.string().nullable(),
});
export type Member = z.infer<typeof Member>;
export const MemberPage = z.object({ items: z.array(Member) });
export type MemberPage = z.infer<typeof MemberPage>;

export const ApiToken = z.object({
  id: z.string(),
  name: z.string(),
  preview: z.string(),
  role: Role,
  /** What it is for. The token may do what both its role and its scopes allow. */
  scopes: z.array(TokenScope),
  /** Created on first start and written to first-run.json; it should be replaced. */
  isFirstRun: z.boolean(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});
export type ApiToken = z.infer<typeof ApiToken>;
export const ApiTokenPage = z.object({ items: z.array(ApiToken) });
export type ApiTokenPage = z.infer<typeof ApiTokenPage>;

export const CreateApiToken = z.object({
  name: Label(80).min(1),
  role: Role.optional(),
  /** Defaults to every scope the role can use. */
  scopes: z.array(TokenScope).min(1).max(SCOPES.length).optional(),
  expiresAt: Instant.nullable().optional(),
});
export type CreateApiToken = z.infer<typeof CreateApiToken>;
/** The only response that contains the token itself. */
export const CreatedApiToken = ApiToken.extend({ token: z.string() });
export type CreatedApiToken = z.infer<typeof CreatedApiToken>;

const Changed = z.union([z.string(), z.number()]).nullable().optional();

export const AuditChange = z.object({
  /** Such as `environment` or `retention.deliveriesDays`. */
  field: z.string(),
  /** Present if the previous value was recorded. */
  before: Changed,
  after: Changed,
});
export type AuditChange = z.infer<typeof AuditChange>;

export const AuditEntry = z.object({
  id: z.string(),
  actorType: z.enum(ACTOR_TYPES),
  actorName: z.string(),
  /** `noun.verb`, such as `source.update`. */
  action: z.string(),
  /** Display name of the target; null if it is gone or has no name. */
  target: z.string().nullable(),
  /** The other incident of a merge or split, such as `#9`: the one merged into, or the one split. */
  other: z.string().nullable(),
  changes: z.array(AuditChange),
  at: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
export const AuditPage = z.object({ items: z.array(AuditEntry) });
export type AuditPage = z.infer<typeof AuditPage>;

export const ChangePassword = z.object({
  currentPassword: z.string().max(200),
  newPassword: z
    .string()
    .max(200)
    .refine(
      (text) => text.trim().length >= 10,
      "must have at least 10 characters, not counting surrounding spaces",
    ),
});

export const PasswordChanged = z.object({
  changed: z.literal(true),
  /** How many other sessions the change ended. */
  revokedSessions: z.number(),
});
export type PasswordChanged = z.infer<typeof PasswordChanged>;

/** One of the caller's signed-in browsers. */
export const SessionView = z.object({
  id: z.string(),
  /** Whether this is the current session. */
  isCurrent: z.boolean(),
  method: z.enum(["password", "github"]),
  userAgent: z.string(),
  /** Network it signed in from, such as `192.0.2.0/24`. */
  network: z.string(),
  createdAt: z.string(),
  lastSeenAt: z.string(),
  expiresAt: z.string(),
});
export type SessionView = z.infer<typeof SessionView>;
export const SessionPage = z.object({ items: z.array(SessionView) });
export type SessionPage = z.infer<typeof SessionPage>;
export const SessionsRevoked = z.object({ revokedSessions: z.number() });

/** Limits of a retention setting in days. */
export const RETENTION_DAYS = { min: 1, max: 3_650 } as const;
const KeptDays = z.number().int().min(RETENTION_DAYS.min).max(RETENTION_DAYS.max).nullable();

/** Runs are not removed earlier: after an outage the reconciler reads a week of them again, and must know them. */
export const MIN_RUNS_DAYS = 14;

/** Retention in days; null keeps forever. Incidents, diagnoses, fixes and timelines are always kept. */
export const Retention = z.object({
  /** Deliveries, from when they were received. */
  deliveriesDays: KeptDays,
  /** Duplicate deliveries, which are stored without a body. */
  duplicatesDays: KeptDays,
  /** Evidence texts that no diagnosis cites, from when they were collected. */
  evidenceDays: KeptDays,
  /** Workflow steps, from the end of the workflow. */
  workflowStepsDays: KeptDays,
  /** Runs with their attempts and row counts, from when they were first seen. */
  runsDays: z.number().int().min(MIN_RUNS_DAYS).max(RETENTION_DAYS.max).nullable(),
});
export type Retention = z.infer<typeof Retention>;

export const Workspace = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  retention: Retention,
  createdAt: z.string(),
});
export type Workspace = z.infer<typeof Workspace>;

export const WorkspaceReceipt = Workspace.pick({ id: true, slug: true });

/** Absent fields stay unchanged. */
export const UpdateWorkspace = z.object({
  name: Label(80).min(1).optional(),
  retention: Retention.partial().optional(),
});
export type UpdateWorkspace = z.infer<typeof UpdateWorkspace>;

export const SwitchWorkspace = z.object({ workspaceId: z.string().max(100) });

/** The caller, for the frame of every page. */
export const Me = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string(), image: z.string().nullable() }),
  workspace: z.object({ id: z.string(), name: z.string() }),
  role: Role,
  /** Every workspace the person is a member of, including this one; only its own for an API token. */
  workspaces: z.array(z.object({ id: z.string(), name: z.string(), role: Role })),
  /** What is connected, so that pages can point out what is missing. */
  connected: z.object({ claude: z.boolean(), github: z.boolean() }),
  /** Parts with something to show, which the navigation lists. */
  inUse: z.object({ patterns: z.boolean() }),
  /** When the first-run token expires; only for admins, and only close to its expiry while it is not revoked. */
  firstRunTokenExpiresAt: z.string().nullable(),
});
export type Me = z.infer<typeof Me>;
