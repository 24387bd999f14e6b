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

/** Which fix, and the workflow that opens it. */
export interface PullRequestStep {
  fixId: string;
  workflowId: string;
}

/** What is decided before anything is written to the repository. */
export interface PreparedFix {
  branch: string;
  /** Commit that the branch starts from. */
  base: string;
  /** Branch that it is to be merged into. */
  target: string;
}

/**
 * First step: takes the fix for this workflow and decides where it starts. When the repository has moved on and
 * nothing was written yet, the patch is checked again on the new head and starts from there. Safe to run twice.
 * @throws AppError CONFLICT when another workflow has it, it is open already, or the patch no longer applies.
 */
export async function prepareFix(ctx: Context, { fixId, workflowId }: PullRequestStep): Promise<PreparedFix> {
  authorize(ctx, "fix.open-pull-request");
  const taken = await ctx.db.fix.updateMany({
    where: {
      id: fixId,
      workspaceId: ctx.workspaceId,
      kind: "patch",
      OR: [{ status: { in: ["proposed", "failed"] } }, { status: "opening", prWorkflowId: workflowId }],
    },
    data: { status: "opening", prWorkflowId: workflowId, error: null },
  });
  const row = await getFixRow(ctx, fixId);
  if (taken.count === 0) {
    const why = toPullRequest(row)
      ? "It is open already."
      : "Another workflow is opening it, or it has no patch.";
    throw new AppError("CONFLICT", `The fix's pull request cannot be opened now. ${why}`);
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
 * Third step: the commit. Safe to run twice: a branch that holds this change already is the answer.
 * @throws AppError CONFLICT when the branch holds somebody else's commits or the patch does not apply.
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

/** Fourth step: the draft. Safe to run twice: a branch has one pull request. */
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
 * The patch made anew for a newer head. Its lines may have moved, all of them have to be there still; then it is
 * checked as before.
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
      : `The patch does not apply any more: ${applied.reason}.`;
    const message = `The repository has changed since the fix was made. ${why} Propose fixes again.`;
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
  if (!diagnosis) throw new AppError("NOT_FOUND", "The fix's diagnosis is gone.");
  const url = `${env().PUBLIC_URL}/incidents/${number}`;
  return { fix: toFix(row), diagnosis, incident: { number, title, url } };
}
