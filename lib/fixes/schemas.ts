import { z } from "zod";
import { Label, ProseText } from "@/lib/platform/written-text";

export const FIX_STATUSES = [
  "proposed",
  "opening",
  "open",
  "merged",
  "closed",
  "failed",
  "superseded",
] as const;
export const FixStatus = z.enum(FIX_STATUSES);
export type FixStatus = z.infer<typeof FixStatus>;

export const FixRisk = z.object({ level: z.enum(["low", "medium", "high"]), reasons: z.array(z.string()) });
export type FixRisk = z.infer<typeof FixRisk>;
export const BlastRadius = z.object({
  files: z.number().int(),
  tasks: z.array(z.string()),
  pipelines: z.array(z.string()),
  text: z.string(),
});
export type BlastRadius = z.infer<typeof BlastRadius>;
/** What a patch was checked for, in this order. */
export const FIX_CHECKS = ["allowed", "applies", "parses", "reproduction", "import", "dbt_parse"] as const;
export const FixCheck = z.object({
  /**
   * `allowed`: paths, size and characters; `reproduction`: code that fails as the pipeline did, run before and after the
   * patch; `import`: the pipeline's file loaded in the configured Python; `dbt_parse`: `dbt parse` of the project.
   */
  name: z.enum(FIX_CHECKS),
  /** `skipped`: it could not be done, or there was nothing to do; `detail` says which. */
  status: z.enum(["passed", "failed", "skipped"]),
  /** One sentence: what was done and found, or why not. */
  detail: z.string(),
  durationMs: z.number().int(),
});
export type FixCheck = z.infer<typeof FixCheck>;
export const CHECK_NAMES: Readonly<Record<FixCheck["name"], string>> = {
  allowed: "Allowed",
  applies: "Applies",
  parses: "Parses",
  reproduction: "Reproduction",
  import: "Pipeline import",
  dbt_parse: "dbt parse",
};
/**
 * `verified`: it was run and passed; `applies`: it applies and parses, but was not run; `unverified`: some of that could
 * not be checked; `failed`: it must not be used.
 */
export const FixVerification = z.object({
  status: z.enum(["verified", "applies", "unverified", "failed"]),
  /** One sentence: what was run and what was not. */
  reason: z.string(),
  log: z.string(),
  /** Empty for manual fixes and those of earlier versions. */
  checks: z.array(FixCheck).default([]),
});
export type FixVerification = z.infer<typeof FixVerification>;

export const Fix = z.object({
  id: z.string(),
  incidentId: z.string(),
  /** `patch`: changes files; `manual`: steps to follow by hand, no patch. */
  kind: z.enum(["patch", "manual"]),
  engine: z.enum(["builtin", "claude"]),
  title: z.string(),
  rationale: z.string(),
  /** Who last edited the patch; null if unedited. Title and rationale describe the original proposal. */
  editedBy: z.string().nullable(),
  /** Unified diff, empty for a manual fix. */
  patch: z.string(),
  files: z.array(z.object({ path: z.string(), additions: z.number().int(), deletions: z.number().int() })),
  baseCommit: z.string().nullable(),
  risk: FixRisk,
  blastRadius: BlastRadius,
  verification: FixVerification,
  status: FixStatus,
  branch: z.string().nullable(),
  commitSha: z.string().nullable(),
  pullRequest: z
    .object({
      number: z.number().int().nullable(),
      url: z.string().nullable(),
      state: z.string(),
      draft: z.boolean(),
    })
    .nullable(),
  error: z.string().nullable(),
  createdAt: z.string(),
});
export type Fix = z.infer<typeof Fix>;

export const FixReceipt = Fix.pick({ id: true, incidentId: true, status: true });

export const FixPage = z.object({ items: z.array(Fix) });
export type FixPage = z.infer<typeof FixPage>;

export const ProposeFixes = z.object({ hint: ProseText(2_000).optional() });
export const UpdateFix = z.object({
  patch: z.string().max(500_000),
  title: Label(200).min(1).optional(),
});
export type UpdateFix = z.infer<typeof UpdateFix>;
