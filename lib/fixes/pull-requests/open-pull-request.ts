import { findDiagnosis } from "@/lib/diagnosis/data";
import { checkPatch } from "@/lib/fixes/patches/check-patch";
import { getFixRow, toFix, toPullRequest } from "@/lib/fixes/data";
import {
  branchName,
  commitMessage,
  pullRequestBody,
  pullRequestTitle,
  type PullRequestInput,
} from "@/lib/fixes/pull-requests/pull-request-text";
import { originalPatch, storedPatch } from "@/lib/fixes/patches/stored-patch";
import { applyToFiles, makePatch, readPatch } from "@/lib/fixes/patches/unified-diff";
import { redact } from "@/lib/redaction/redact";
import { redactJson } from "@/lib/redaction/redact-json";
import { loadIncidentContext } from "@/lib/incidents/incident-context";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import type { Fix as FixRow } from "@/lib/platform/db/generated/client";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { openRepository } from "@/lib/code/open-repository";
import type { OpenedPullRequest, SourceRepository } from "@/lib/vendors/source-control";

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
  const { repository, incidentNumber } = await repositoryOf(ctx, row);
  const branch = branchName(incidentNumber, fixId);
  const head = await repository.headCommit();
  const isBegun = row.baseCommit !== null && (await repository.findBranch(branch)) !== null;
  const base =
    isBegun || row.baseCommit === head.sha ? row.baseCommit : await moveTo(ctx, row, repository, head.sha);
  await ctx.db.fix.updateMany({
    where: { id: fixId, workspaceId: ctx.workspaceId },
    data: { branch, baseCommit: base },
  });
  return { branch, base: base ?? head.sha, target: head.branch ?? "HEAD" };
}

/** Second step: the branch. Safe to run twice. */
export async function createFixBranch(
  ctx: Context,
  { fixId, prepared }: PullRequestStep & { prepared: PreparedFix },
): Promise<{ created: boolean }> {
  authorize(ctx, "fix.open-pull-request");
  const { repository } = await repositoryOf(ctx, await getFixRow(ctx, fixId));
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
  const { repository } = await repositoryOf(ctx, row);
  const { verification, edits } = await checkOn(repository, originalPatch(row), prepared.base);
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
  const { repository } = await repositoryOf(ctx, row);
  return repository.openDraftPullRequest({
    branch: prepared.branch,
    base: prepared.target,
    title: redact(pullRequestTitle(row.title)).text,
    body: redact(pullRequestBody(await textOf(ctx, row))).text,
  });
}

async function repositoryOf(
  ctx: Context,
  row: FixRow,
): Promise<{ repository: SourceRepository; incidentNumber: number }> {
  const { source, number } = await loadIncidentContext(ctx, row.incidentId);
  if (!source.repository) {
    throw new AppError("CONFLICT", `No repository is connected. Connect one under Setup → ${source.name}.`);
  }
  return { repository: await openRepository(ctx, source.repository), incidentNumber: number };
}

/**
 * Rebases the patch onto a newer head. Its lines may have moved, but must all still exist; the result is verified again.
 */
async function moveTo(
  ctx: Context,
  row: FixRow,
  repository: SourceRepository,
  head: string,
): Promise<string> {
  const original = originalPatch(row);
  const read = readPatch(original);
  const base = new Map<string, string | null>();
  for (const { path } of read.ok ? read.files : []) base.set(path, await repository.readFile(path, head));
  const applied = applyToFiles(original, base);
  const patch = applied.ok ? makePatch(applied.edits) : "";
  const { verification, files } = await checkOn(repository, patch, head);
  if (!applied.ok || verification.status === "failed") {
    const why = applied.ok
      ? redact(verification.reason).text
      : `The patch no longer applies: ${applied.reason}.`;
    const message = `The repository has changed since the fix was proposed. ${why} Propose fixes again.`;
    throw new AppError("CONFLICT", message);
  }
  await ctx.db.fix.updateMany({
    where: { id: row.id, workspaceId: ctx.workspaceId },
    data: {
      ...storedPatch(patch),
      verification: redactJson(verification),
      files: files.map(({ path, additions, deletions }) => ({ path, additions, deletions })),
    },
  });
  return head;
}

function checkOn(repository: SourceRepository, patch: string, commit: string) {
  return checkPatch({ patch, baseCommit: commit, readFile: (path) => repository.readFile(path, commit) });
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
