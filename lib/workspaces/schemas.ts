import { z } from "zod";
import { SCOPES } from "@/lib/platform/context";
import { Instant } from "@/lib/platform/instant";
import { Label } from "@/lib/platform/written-text";

export const ROLES = ["owner", "admin", "responder", "viewer"] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

export const Scope = z.enum(SCOPES);
export type Scope = z.infer<typeof Scope>;

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
  /** What it is for. It may do what both its role and its scopes allow. */
  scopes: z.array(Scope),
  /** Made at the first start and written to first-run.json: people are asked to replace it. */
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
  /** Absent: all that the role has a use for. */
  scopes: z.array(Scope).min(1).max(SCOPES.length).optional(),
  expiresAt: Instant.nullable().optional(),
});
export type CreateApiToken = z.infer<typeof CreateApiToken>;
/** The only answer that ever holds the token itself. */
export const CreatedApiToken = ApiToken.extend({ token: z.string() });
export type CreatedApiToken = z.infer<typeof CreatedApiToken>;

export const AuditEntry = z.object({
  id: z.string(),
  actorName: z.string(),
  /** `noun.verb`, such as `source.update`. */
  action: z.string(),
  /** What it was done to, as people call it; null where that is gone or has no name. */
  target: z.string().nullable(),
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
      "must have at least 10 characters, not counting spaces around it",
    ),
});

export const PasswordChanged = z.object({
  changed: z.literal(true),
  /** How many other sessions the change ended. */
  revokedSessions: z.number(),
});
export type PasswordChanged = z.infer<typeof PasswordChanged>;

/** A signed-in browser of one's own. */
export const SessionView = z.object({
  id: z.string(),
  /** Whether it is the one that asks. */
  isCurrent: z.boolean(),
  method: z.enum(["password", "github"]),
  userAgent: z.string(),
  /** Roughly where it signed in, such as `192.0.2.0/24`. */
  network: z.string(),
  createdAt: z.string(),
  lastSeenAt: z.string(),
  expiresAt: z.string(),
});
export type SessionView = z.infer<typeof SessionView>;
export const SessionPage = z.object({ items: z.array(SessionView) });
export type SessionPage = z.infer<typeof SessionPage>;
export const SessionsRevoked = z.object({ revokedSessions: z.number() });

/** Fewest and most days that something can be kept for, unless for ever. */
export const RETENTION_DAYS = { min: 1, max: 3_650 } as const;
const KeptDays = z.number().int().min(RETENTION_DAYS.min).max(RETENTION_DAYS.max).nullable();

/** How many days things are kept; null: for ever. Incidents and what was concluded of them always are. */
export const Retention = z.object({
  /** Received webhooks, from when they were received. */
  deliveriesDays: KeptDays,
  /** That a webhook came again, which has no body of its own. */
  duplicatesDays: KeptDays,
  /** Texts of evidence that no diagnosis cites, from when they were collected. */
  evidenceDays: KeptDays,
  /** Steps of workflows, from the end of the workflow. */
  workflowStepsDays: KeptDays,
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

/** Absent fields stay as they are. */
export const UpdateWorkspace = z.object({
  name: Label(80).min(1).optional(),
  retention: Retention.partial().optional(),
});
export type UpdateWorkspace = z.infer<typeof UpdateWorkspace>;

export const SwitchWorkspace = z.object({ workspaceId: z.string().max(100) });

/** Who is signed in, for the frame of every page. */
export const Me = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string(), image: z.string().nullable() }),
  workspace: z.object({ id: z.string(), name: z.string() }),
  role: Role,
  /** Every workspace that the person may switch to, this one as well; of an API token only its own. */
  workspaces: z.array(z.object({ id: z.string(), name: z.string(), role: Role })),
  /** What is connected, so that pages can say what is missing. */
  connected: z.object({ claude: z.boolean(), github: z.boolean() }),
  /** When the token of the first start ends, for admins while it ends soon and nobody has replaced it. */
  firstRunTokenExpiresAt: z.string().nullable(),
});
export type Me = z.infer<typeof Me>;
