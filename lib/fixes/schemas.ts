import { z } from "zod";
import { FixPlan } from "@/lib/fixes/plans/schemas";
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

/**
 * `patch`: changes code (Python, SQL, dbt); `configuration`: changes a setting, limit or name in a file;
 * `dependency_pin`: adds a package or pins a version; `retry`: lets the task retry; `rollback`: reverts a commit;
 * `rerun`: what to run again, and in which order; `data_repair`: how to repair data that was written; `manual`: other
 * steps to follow by hand. The first five have a patch; the others have a plan or steps. We run none of them.
 */
export const FIX_KINDS = [
  "patch",
  "configuration",
  "dependency_pin",
  "retry",
  "rollback",
  "data_repair",
  "rerun",
  "manual",
] as const;
export const FixKind = z.enum(FIX_KINDS);
export type FixKind = z.infer<typeof FixKind>;

export const FixRisk = z.object({ level: z.enum(["low", "medium", "high"]), reasons: z.array(z.string()) });
export type FixRisk = z.infer<typeof FixRisk>;
/** What a change reaches. Fields with a default are missing in rows of older versions. */
export const BlastRadius = z.object({
  files: z.number().int(),
  /** Known tasks of those pipelines, as `pipeline.task`. */
  tasks: z.array(z.string()),
  /** Pipelines defined in a changed file or in one that uses it. */
  pipelines: z.array(z.string()),
  /** Files that import or name a changed file, directly or through others. */
  importers: z.array(z.string()).default([]),
  /** Tables and files that those pipelines write. */
  tables: z.array(z.string()).default([]),
  /** Pipelines that depend on what they write. */
  downstream: z.array(z.string()).default([]),
  /** Dashboards and other exposures that depend on it. */
  exposures: z.array(z.string()).default([]),
  text: z.string(),
  isComplete: z.boolean().default(false),
  /** Why it may be larger; null if it is complete. */
  gap: z.string().nullable().default(null),
});
export type BlastRadius = z.infer<typeof BlastRadius>;
/** What a patch was checked for, in this order. */
export const FIX_CHECKS = ["allowed", "applies", "parses", "reproduction", "import", "dbt_parse"] as const;
const CHECK_STATUSES = ["passed", "failed", "caution", "skipped"] as const;
export const FixCheck = z.object({
  /**
   * `allowed`: paths, size, characters, and no new secret; `reproduction`: code that fails as the pipeline did, run before and after the
   * patch; `import`: the pipeline's file loaded in the configured Python; `dbt_parse`: `dbt parse` of the project.
   */
  name: z.enum(FIX_CHECKS),
  /**
   * `caution`: it was done, but what it showed is no proof; `skipped`: it could not be done, or there was nothing to do. `detail`
   * says which.
   */
  status: z.enum(CHECK_STATUSES),
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
/** As stored: what has a default may be missing. */
export type StoredBlastRadius = z.input<typeof BlastRadius>;
/**
 * `verified`: it was run and passed; `applies`: it applies and parses, and no run proves or contradicts it; `unverified`: a run
 * contradicts it, or it could not be parsed; `failed`: it must not be used.
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

/**
 * What became of a merged fix. `worked`: what had failed succeeded in a run that started after the merge; `did_not_work`: the
 * same failure came back in one; `unknown`: neither was seen while it was watched.
 */
export const FixOutcome = z.enum(["worked", "did_not_work", "unknown"]);
export type FixOutcome = z.infer<typeof FixOutcome>;

export const FixDecision = z.enum(["approved", "rejected"]);

/** `manual`: the orchestrator's API is not connected, so `command` says what to run. */
export const FixRerun = z.object({
  state: z.enum(["requested", "started", "manual", "failed"]),
  at: z.string(),
  by: z.string().nullable(),
  /** The run that was started or is repeated, as the orchestrator names it. */
  run: z.string().nullable(),
  url: z.string().nullable(),
  command: z.string().nullable(),
  error: z.string().nullable(),
});
export type FixRerun = z.infer<typeof FixRerun>;

export const FixRerunReceipt = FixRerun.pick({ state: true });

export const PullRequest = z.object({
  /** Null for a branch of a local repository. */
  number: z.number().int().nullable(),
  url: z.string().nullable(),
  state: z.string(),
  draft: z.boolean(),
  /** GitHub's `mergeable_state`, such as `clean`, `dirty` (conflicts) or `behind`; null if it is not known. */
  mergeable: z.string().nullable(),
  labels: z.array(z.string()),
  reviewers: z.array(z.string()),
  /** What could not be set, in sentences. */
  notes: z.array(z.string()),
  checkedAt: z.string().nullable(),
});

export const PullRequestReceipt = PullRequest.pick({ number: true, url: true, state: true, draft: true });
/** An earlier fix of the workspace that made the same change for the same failure. */
export const RepeatedFix = z.object({
  fixId: z.string(),
  incidentNumber: z.number().int(),
  /** `worked` and `did_not_work` are observed after the merge; `unknown`: nothing is known about its success. */
  verdict: z.enum(["worked", "did_not_work", "rejected", "closed", "merged", "unknown"]),
  /** Such as `Same change as the fix of #98 (rejected: hides missing rows)`. */
  text: z.string(),
});
export type RepeatedFix = z.infer<typeof RepeatedFix>;

export const Fix = z.object({
  id: z.string(),
  incidentId: z.string(),
  kind: FixKind,
  engine: z.enum(["builtin", "claude"]),
  title: z.string(),
  rationale: z.string(),
  /** Who last edited the patch; null if it is as proposed. Then the rationale describes the original proposal only. */
  editedBy: z.string().nullable(),
  /** Unified diff, empty for a fix that changes no files. */
  patch: z.string(),
  /** The patch before a person edited it; null if it is unchanged. */
  proposedPatch: z.string().nullable(),
  /** Steps that a person follows; null for a patch. */
  plan: FixPlan.nullable(),
  /** What a person asked for when it was proposed. */
  hint: z.string().nullable(),
  /** The earlier fix that made the same change; null if there is none. */
  repeats: RepeatedFix.nullable(),
  files: z.array(z.object({ path: z.string(), additions: z.number().int(), deletions: z.number().int() })),
  baseCommit: z.string().nullable(),
  risk: FixRisk,
  blastRadius: BlastRadius,
  verification: FixVerification,
  status: FixStatus,
  branch: z.string().nullable(),
  commitSha: z.string().nullable(),
  pullRequest: PullRequest.nullable(),
  /** What opening it creates: a branch in a local repository; null without a repository. */
  opensAs: z.enum(["pull_request", "branch"]).nullable(),
  /** The branch to merge into. */
  targetBranch: z.string().nullable(),
  /** The commit it was proposed for, if it was applied to a newer one when it was opened. */
  rebasedFrom: z.string().nullable(),
  /** Files that have changed since, so that it no longer applies. */
  staleFiles: z.array(z.string()),
  decision: z
    .object({
      decision: FixDecision,
      reason: z.string().nullable(),
      by: z.string().nullable(),
      at: z.string(),
    })
    .nullable(),
  mergedAt: z.string().nullable(),
  mergeCommitSha: z.string().nullable(),
  rerun: FixRerun.nullable(),
  outcome: FixOutcome.nullable(),
  outcomeAt: z.string().nullable(),
  outcomeReason: z.string().nullable(),
  /** Until when a merged fix without an outcome is watched. */
  watchedUntil: z.string().nullable(),
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

export const DecideFix = z.object({ decision: FixDecision, reason: ProseText(2_000).optional() });
export type DecideFix = z.infer<typeof DecideFix>;

/** Either a new patch or a decision. */
export const ChangeFix = z
  .object({ ...UpdateFix.partial().shape, ...DecideFix.partial().shape })
  .refine(
    ({ patch, decision }) => (patch === undefined) !== (decision === undefined),
    "must have either `patch` or `decision`",
  );

/** A rejected fix, for the next proposal. */
export interface RejectedFix {
  id: string;
  title: string;
  /** Without secrets. */
  patch: string;
  reason: string | null;
}
