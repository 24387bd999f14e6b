import { describe, expect, it } from "vitest";
import { incomingDelivery } from "@/e2e/database/arrange";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";
import type { FailureReport } from "@/lib/failures/schemas";
import { withTask } from "@/lib/failures/testing/report";
import { settleOutcome } from "@/lib/fixes/aftermath/settle-outcome";
import { getFix } from "@/lib/fixes/data";
import { checkPullRequest } from "@/lib/fixes/pull-requests/check-pull-request";
import { listDuePullRequests } from "@/lib/fixes/pull-requests/list-due-pull-requests";
import {
  MISSING_KEY_FAILURE,
  openPullRequest,
  requestOpening,
  useFixes,
} from "@/lib/fixes/testing/orders-fix";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { planAnalysis } from "@/lib/diagnosis/model/plan-analysis";
import { proposeFixes } from "@/lib/fixes/proposals/propose-fixes";
import { listPatterns } from "@/lib/knowledge/patterns/data";
import { settleLessons } from "@/lib/knowledge/patterns/settle-lessons";
import { newId } from "@/lib/platform/crypto";
import { listTimeline } from "@/lib/incidents/history/data";
import { updateIncident } from "@/lib/incidents/update-incident";
import { systemContext } from "@/lib/platform/auth/authenticate";
import type { Context } from "@/lib/platform/context";

const fixes = useFixes();
const HOUR = 3_600_000;

/** An opened fix in a local repository. */
async function opened() {
  const repository = fixes.localRepository();
  const proposed = await fixes.propose({ kind: "local", path: repository.path });
  const { ctx, fixId, incidentId } = proposed;
  const fix = await openPullRequest(ctx, fixId, await requestOpening(ctx, fixId));
  const { sourceId } = await fixes.db.prisma.incident.findUniqueOrThrow({ where: { id: incidentId } });
  const { branch } = fix;
  if (branch === null) throw new Error("no branch");
  return { ...proposed, repository, sourceId, branch, system: asSystem(ctx) };
}

/** Scheduled work acts as the product. */
const asSystem = (ctx: Context): Context => ({
  ...systemContext(ctx.workspaceId),
  db: ctx.db,
  pool: ctx.pool,
});

/** A fix whose branch was merged an hour ago. */
async function merged() {
  const given = await opened();
  given.repository.git("merge", "--no-ff", "-m", "merge the fix", given.branch);
  expect(await checkPullRequest(given.system, given.fixId)).toBe("merged");
  const mergedAt = new Date(Date.now() - HOUR);
  await fixes.db.prisma.fix.update({ where: { id: given.fixId }, data: { mergedAt } });
  // What it was made for failed before that.
  const firstSeenAt = new Date(Date.now() - 2 * HOUR);
  const { workspaceId } = given.ctx;
  await fixes.db.prisma.run.updateMany({ where: { workspaceId }, data: { firstSeenAt } });
  await fixes.db.prisma.incident.updateMany({
    where: { workspaceId },
    data: { lastSeenAt: firstSeenAt, firstSeenAt },
  });
  return given;
}

interface RunEnd {
  run: string;
  event: "failed" | "succeeded";
  /** Minutes after the merge at which it started. */
  startedAfter: number;
  error?: string;
}

async function report(
  { ctx, sourceId }: { ctx: Context; sourceId: string },
  { run, event, startedAfter, error }: RunEnd,
): Promise<void> {
  const startedAt = new Date(Date.now() - HOUR + startedAfter * 60_000);
  const endedAt = new Date(startedAt.getTime() + 30_000).toISOString();
  const { subject } = MISSING_KEY_FAILURE;
  if (!subject.run || !subject.attempt) throw new Error("the failure has a run");
  const said: FailureReport = {
    ...withTask(MISSING_KEY_FAILURE, {
      run: {
        ...subject.run,
        externalId: run,
        logicalDate: startedAt.toISOString(),
        startedAt: startedAt.toISOString(),
      },
      attempt: {
        ...subject.attempt,
        state: event === "failed" ? "failed" : "success",
        startedAt: startedAt.toISOString(),
        endedAt,
      },
    }),
    event,
    occurredAt: endedAt,
    ...(event === "succeeded" && { exception: null }),
    ...(error !== undefined && {
      exception: { type: "builtins.ValueError", message: error, traceback: null },
    }),
  };
  const delivery = incomingDelivery({ ctx, sourceId }, said);
  await acceptDeliveries(fixes.db.pool, [delivery], { analysisSteps: [] });
}

const texts = async (ctx: Context, incidentId: string) =>
  (await listTimeline(ctx, incidentId)).items.map(({ text }) => text);
const incidentOf = (id: string) => fixes.db.prisma.incident.findUniqueOrThrow({ where: { id } });

describe("a branch of a local repository", () => {
  it("is open until it is merged, and the merge is final", async () => {
    const { ctx, system, fixId, repository, branch, incidentId } = await opened();
    expect(await getFix(ctx, fixId)).toMatchObject({ opensAs: "branch", targetBranch: "main" });
    expect(await checkPullRequest(system, fixId)).toBeNull();
    repository.git("merge", "--no-ff", "-m", "merge the fix", branch);
    expect(await checkPullRequest(system, fixId)).toBe("merged");
    expect(await checkPullRequest(system, fixId)).toBeNull();
    const fix = await getFix(ctx, fixId);
    expect(fix).toMatchObject({
      status: "merged",
      pullRequest: { state: "merged" },
      mergeCommitSha: repository.git("rev-parse", "main"),
      mergedAt: expect.stringMatching(/^20/),
      watchedUntil: expect.stringMatching(/^20/),
    });
    expect(await texts(ctx, incidentId)).toContain(`Branch ${branch} was merged`);
  });

  it("is merged by fast-forward, and as a squashed or rebased copy", async () => {
    const first = await opened();
    first.repository.git("merge", "--ff-only", first.branch);
    first.repository.git("branch", "-D", first.branch);
    expect(await checkPullRequest(first.system, first.fixId)).toBe("merged");
    expect((await getFix(first.ctx, first.fixId)).mergedAt).not.toBeNull();

    const second = await opened();
    second.repository.commit("meanwhile", { files: { "README.md": "x\n" } });
    second.repository.git("cherry-pick", second.branch);
    expect(await checkPullRequest(second.system, second.fixId)).toBe("merged");
    const { mergeCommitSha } = await getFix(second.ctx, second.fixId);
    expect(mergeCommitSha).toBe(second.repository.git("rev-parse", "main"));
  });

  it("is closed when it is deleted without a merge", async () => {
    const { ctx, system, fixId, repository, branch } = await opened();
    repository.git("branch", "-D", branch);
    expect(await checkPullRequest(system, fixId)).toBe("closed");
    expect(await getFix(ctx, fixId)).toMatchObject({ status: "closed", mergedAt: null, outcome: null });
  });

  it("is read every two minutes on its first day, less often later, and not at all when it is merged", async () => {
    const { system, fixId } = await opened();
    const isDue = async (at: Date) =>
      (await listDuePullRequests(fixes.db.pool, at)).some(({ id }) => id === fixId);
    const now = Date.now();
    expect(await isDue(new Date(now))).toBe(true);
    await checkPullRequest(system, fixId);
    expect(await isDue(new Date(now + 60_000))).toBe(false);
    expect(await isDue(new Date(now + 130_000))).toBe(true);
    const decidedAt = new Date(now - 2 * 86_400_000);
    await fixes.db.prisma.fix.update({ where: { id: fixId }, data: { decidedAt } });
    expect(await isDue(new Date(now + 130_000))).toBe(false);
    await fixes.db.prisma.fix.update({ where: { id: fixId }, data: { status: "merged" } });
    expect(await isDue(new Date(now + HOUR))).toBe(false);
  });
});

describe("a merged fix", () => {
  it("worked once its task succeeds in a run that started after the merge, and resolves the incident as fixed", async () => {
    const given = await merged();
    const { ctx, system, fixId, incidentId } = given;
    await report(given, { run: "before", event: "succeeded", startedAfter: -5 });
    expect(await settleOutcome(system, fixId)).toBeNull();
    await report(given, { run: "after", event: "succeeded", startedAfter: 20 });
    expect(await settleOutcome(system, fixId)).toBe("worked");
    // Judging it again changes nothing.
    expect(await settleOutcome(system, fixId)).toBeNull();
    const fix = await getFix(ctx, fixId);
    expect(fix).toMatchObject({
      outcome: "worked",
      outcomeReason: "Run after succeeded after the merge.",
    });
    const run = await fixes.db.prisma.run.findFirstOrThrow({
      where: { workspaceId: ctx.workspaceId, externalId: "after" },
    });
    expect(await incidentOf(incidentId)).toMatchObject({
      status: "resolved",
      resolution: "fixed",
      resolvedByRunId: run.id,
    });
    const said = (await texts(ctx, incidentId)).filter((text) => text.includes("worked in run after"));
    expect(said).toHaveLength(1);
  });

  it("did not work if the same failure comes back, which the incident says", async () => {
    const given = await merged();
    const { ctx, system, fixId, incidentId } = given;
    await report(given, { run: "after", event: "failed", startedAfter: 20 });
    await report(given, { run: "later", event: "succeeded", startedAfter: 40 });
    expect(await settleOutcome(system, fixId)).toBe("did_not_work");
    expect(await getFix(ctx, fixId)).toMatchObject({
      outcome: "did_not_work",
      outcomeReason: "The same failure came back in run after after the merge.",
    });
    expect(await texts(ctx, incidentId)).toContainEqual(
      expect.stringContaining("did not work: the same failure came back in run after"),
    );
  });

  it("is named by the incident that the same failure opens after the first was resolved", async () => {
    const given = await merged();
    const { ctx, system, fixId, incidentId } = given;
    const { number } = await incidentOf(incidentId);
    await updateIncident(ctx, incidentId, { status: "resolved", resolution: "fixed" });
    await report(given, { run: "after", event: "failed", startedAfter: 20 });
    expect(await settleOutcome(system, fixId)).toBe("did_not_work");
    const open = await fixes.db.prisma.incident.findFirstOrThrow({
      where: { workspaceId: ctx.workspaceId, status: "triggered" },
    });
    expect(open.id).not.toBe(incidentId);
    expect(await texts(ctx, open.id)).toContainEqual(expect.stringContaining(`for #${number} did not work`));
  });

  it("is not blamed for another failure of the task, which is said once", async () => {
    const given = await merged();
    const { ctx, system, fixId, incidentId } = given;
    await report(given, { run: "after", event: "failed", startedAfter: 20, error: "no rows for yesterday" });
    expect(await settleOutcome(system, fixId)).toBeNull();
    await settleOutcome(system, fixId);
    const said = (await texts(ctx, incidentId)).filter((text) => text.includes("another error in run after"));
    expect(said).toHaveLength(1);
    expect((await getFix(ctx, fixId)).outcome).toBeNull();
  });

  it("keeps what a person said about the incident", async () => {
    const given = await merged();
    const { ctx, system, fixId, incidentId } = given;
    await updateIncident(ctx, incidentId, { status: "resolved", resolution: "transient" });
    await report(given, { run: "after", event: "succeeded", startedAfter: 20 });
    expect(await settleOutcome(system, fixId)).toBe("worked");
    expect(await incidentOf(incidentId)).toMatchObject({ status: "resolved", resolution: "transient" });
  });

  it("has an unknown outcome if no run shows it within a week, and starts nothing by itself", async () => {
    const { ctx, system, fixId } = await merged();
    const later = { ...system, now: () => new Date(Date.now() + 8 * 86_400_000) };
    const before = await fixes.db.prisma.outboxEvent.count({ where: { workspaceId: ctx.workspaceId } });
    expect(await settleOutcome(later, fixId)).toBe("unknown");
    expect((await getFix(ctx, fixId)).outcome).toBe("unknown");
    expect(await fixes.db.prisma.outboxEvent.count({ where: { workspaceId: ctx.workspaceId } })).toBe(before);
  });
});

/** The same change was proposed and rejected before, and a person made it by an edit. */
async function rejectBefore(fixId: string): Promise<void> {
  const rejected = {
    id: newId(),
    status: "superseded",
    decision: "rejected",
    decided_at: new Date(Date.now() - 3 * HOUR),
    outcome: null,
    pr_number: null,
    pr_state: null,
  };
  await fixes.db.pool.query(
    "INSERT INTO fixes SELECT (jsonb_populate_record(f, $2::jsonb)).* FROM fixes f WHERE id = $1",
    [fixId, JSON.stringify(rejected)],
  );
  await fixes.db.prisma.fix.update({ where: { id: fixId }, data: { editedBy: "Ada" } });
}

// Two patches are verified in a sandbox, which takes seconds on a busy machine.
describe("a fix that worked", { timeout: 180_000 }, () => {
  it("is proposed again, without a model, when the same failure comes back", async () => {
    const given = await merged();
    const { ctx, system, fixId, repository } = given;
    const { patch, title } = await getFix(ctx, fixId);
    await rejectBefore(fixId);
    await report(given, { run: "after", event: "succeeded", startedAfter: 20 });
    expect(await settleOutcome(system, fixId)).toBe("worked");
    await settleLessons(system);
    const [pattern] = (await listPatterns(ctx, {})).items;
    expect(pattern).toMatchObject({ timesSeen: 1, fixSuccess: { worked: 1, tried: 1 } });

    repository.git("revert", "--no-edit", "-m", "1", "HEAD");
    await report(given, { run: "weeks later", event: "failed", startedAfter: 50 });
    const again = await fixes.db.prisma.incident.findFirstOrThrow({
      where: { workspaceId: ctx.workspaceId, status: "triggered" },
    });
    expect(again.id).not.toBe(given.incidentId);
    const input = { incidentId: again.id, workflowId: newId() };
    await collectEvidence(ctx, input);
    const { patternId } = await diagnoseIncident(ctx, input);
    expect(patternId).toBe(pattern?.id);
    expect(await planAnalysis(ctx, { ...input, patternId })).toMatchObject({ way: "known" });
    const { fixIds } = await proposeFixes(ctx, { ...input, engine: "builtin" });
    expect(await getFix(ctx, fixIds[0] ?? "")).toMatchObject({
      title,
      patch,
      engine: "builtin",
      status: "proposed",
      rationale: expect.stringMatching(
        /^This fix of #1 is known for “.+”\. It worked 1 of 1 time\.\n\nAda edited it before it was opened\.$/,
      ),
      repeats: { fixId, verdict: "worked" },
    });
  });
});
