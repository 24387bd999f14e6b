import { findDiagnosis } from "@/lib/diagnosis/data";
import { getFixRow, toFix, toPullRequest } from "@/lib/fixes/data";
import {
  branchName,
  commitMessage,
  pullRequestBody,
  pullRequestTitle,
  type PullRequestInput,
} from "@/lib/fixes/pull-requests/pull-request-text";
import { originalPatch } from "@/lib/fixes/patches/stored-patch";
import { openFixRepository } from "@/lib/fixes/pull-requests/open-fix-repository";
import { checkAt, rebaseFix } from "@/lib/fixes/pull-requests/rebase-fix";
import { redact } from "@/lib/redaction/redact";
import { loadIncidentContext } from "@/lib/incidents/incident-context";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import type { Fix as FixRow } from "@/lib/platform/db/generated/client";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import type { OpenedPullRequest } from "@/lib/vendors/source-control";

/** The fix, and the workflow that opens its pull request. */
export interface PullRequestStep {
  fixId: string;
  workflowId: string;
}

/** Decisions made before anything is written to the repository. */
export interface PreparedFix {
  branch: string;
  /** Commit the branch starts from. */
  base: string;
  /** Branch to merge into. */
  target: string;
}

/**
 * First step: claims the fix for this workflow and picks the base commit. If the repository has moved on and nothing
 * was written yet, the patch is verified against the new head and based on it. Safe to run twice.
 * @throws AppError CONFLICT if another workflow has claimed it, it is already open, or the patch no longer applies.
 */
export async function prepareFix(ctx: Context, { fixId, workflowId }: PullRequestStep): Promise<PreparedFix> {
  authorize(ctx, "fix.open-pull-request");
  const taken = await ctx.db.fix.updateMany({
    where: {
      id: fixId,
      workspaceId: ctx.workspaceId,
      patch: { not: "" },
      OR: [{ status: { in: ["proposed", "failed"] } }, { status: "opening", prWorkflowId: workflowId }],
    },
    data: { status: "opening", prWorkflowId: workflowId, error: null },
  });
  const row = await getFixRow(ctx, fixId);
  if (taken.count === 0) {
    const why = toPullRequest(row)
      ? "It is already open."
      : "Another workflow is opening it, or it has no patch.";
    throw new AppError("CONFLICT", `The pull request cannot be opened right now. ${why}`);
  }
  const { repository, incidentNumber } = await openFixRepository(ctx, row);
  const branch = branchName(incidentNumber, fixId);
  const head = await repository.headCommit();
  const isBegun = row.baseCommit !== null && (await repository.findBranch(branch)) !== null;
  const base =
    isBegun || row.baseCommit === head.sha ? row.baseCommit : await rebaseFix(ctx, row, repository, head.sha);
  const target = head.branch ?? "HEAD";
  await ctx.db.fix.updateMany({
    where: { id: fixId, workspaceId: ctx.workspaceId },
    data: { branch, baseCommit: base, targetBranch: target, staleFiles: [] },
  });
  return { branch, base: base ?? head.sha, target };
}

/** Second step: the branch. Safe to run twice. */
export async function createFixBranch(
  ctx: Context,
  { fixId, prepared }: PullRequestStep & { prepared: PreparedFix },
): Promise<{ created: boolean }> {
  authorize(ctx, "fix.open-pull-request");
  const { repository } = await openFixRepository(ctx, await getFixRow(ctx, fixId));
  return repository.createBranch({ branch: prepared.branch, base: prepared.base });
}

/**
 * Third step: the commit. Safe to run twice: an existing commit with this change is reused.
 * @throws AppError CONFLICT if the branch has other people's commits or the patch does not apply.
 */
export async function commitFix(
  ctx: Context,
  { fixId, prepared }: PullRequestStep & { prepared: PreparedFix },
): Promise<{ sha: string }> {
  authorize(ctx, "fix.open-pull-request");
  const row = await getFixRow(ctx, fixId);
  const { repository } = await openFixRepository(ctx, row);
  const { verification, edits } = await checkAt(repository, originalPatch(row), prepared.base);
  if (verification.status === "failed") throw new AppError("CONFLICT", redact(verification.reason).text);
  const { sha } = await repository.commitToBranch({
    branch: prepared.branch,
    base: prepared.base,
    message: redact(commitMessage(await textOf(ctx, row))).text,
    files: edits.map(({ path, after }) => ({ path, content: after })),
    replaces: row.commitSha,
  });
  await ctx.db.fix.updateMany({
    where: { id: fixId, workspaceId: ctx.workspaceId },
    data: { commitSha: sha },
  });
  return { sha };
}

/** Fourth step: the draft pull request. Safe to run twice: a branch has at most one. */
export async function openDraft(
  ctx: Context,
  { fixId, prepared }: PullRequestStep & { prepared: PreparedFix },
): Promise<OpenedPullRequest> {
  authorize(ctx, "fix.open-pull-request");
  const row = await getFixRow(ctx, fixId);
  const { repository } = await openFixRepository(ctx, row);
  return repository.openDraftPullRequest({
    branch: prepared.branch,
    base: prepared.target,
    title: redact(pullRequestTitle(row.title)).text,
    body: redact(pullRequestBody(await textOf(ctx, row))).text,
  });
}

async function textOf(ctx: Context, row: FixRow): Promise<PullRequestInput> {
  const [diagnosis, { number, title }] = await Promise.all([
    findDiagnosis(ctx, row.diagnosisId),
    loadIncidentContext(ctx, row.incidentId),
  ]);
  if (!diagnosis) throw new AppError("NOT_FOUND", "The fix's diagnosis no longer exists.");
  const url = `${env().PUBLIC_URL}/incidents/${number}`;
  return { fix: toFix(row), diagnosis, incident: { number, title, url } };
}
