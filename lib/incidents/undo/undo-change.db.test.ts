import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeIncident, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { getIncident } from "@/lib/desk/data";
import { failureReport } from "@/lib/failures/testing/report";
import { listTimeline } from "@/lib/incidents/history/data";
import { mergeIncident } from "@/lib/incidents/merge-incident";
import { undoChange } from "@/lib/incidents/undo/undo-change";
import { updateIncident } from "@/lib/incidents/update-incident";
import { splitIncident } from "@/lib/intake/split/split-incident";
import type { UpdateIncident } from "@/lib/incidents/schemas";
import type { Context } from "@/lib/platform/context";
import { createTeam } from "@/lib/workspaces/teams/create-team";
import { deleteTeam } from "@/lib/workspaces/teams/delete-team";
import { listAudit } from "@/lib/workspaces/data";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const failing = (task: string) => failureReport({ task: { externalId: task, name: task, operator: null } });
const open = (like?: Arranged, task = "extract") => arrangeIncident(db, failing(task), like ? { like } : {});

/** Columns that a change may touch. */
async function rowOf(incidentId: string) {
  const row = await db.prisma.incident.findUniqueOrThrow({ where: { id: incidentId } });
  const { updatedAt: _updatedAt, workflowId: _workflowId, ...rest } = row;
  return rest;
}

const failuresOf = async (incidentId: string) =>
  (
    await db.prisma.occurrence.findMany({
      where: { incidentId, kind: "failure" },
      orderBy: { id: "asc" },
    })
  ).map(({ id }) => id);

const attemptsOf = async (incidentId: string) =>
  (await db.prisma.attempt.findMany({ where: { incidentId }, orderBy: { id: "asc" } })).map(({ id }) => id);

/** Undoes the only entry of a change. */
function undo(ctx: Context, { id, changeIds }: { id: string; changeIds: string[] }) {
  return undoChange(ctx, id, { timelineEntryId: changeIds[0] ?? "" });
}

const inMs = (ctx: Context, ms: number): Context => ({ ...ctx, now: () => new Date(Date.now() + ms) });
const HOUR_MS = 3_600_000;

describe("a change of fields", () => {
  const later = new Date(Date.now() + HOUR_MS).toISOString();
  it.each<[string, UpdateIncident, UpdateIncident?]>([
    ["acknowledging, which also assigns", { status: "acknowledged" }],
    ["resolving", { status: "resolved", resolution: "fixed", reason: "fixed upstream" }],
    ["resolving a snoozed incident", { status: "resolved" }, { snoozedUntil: later, wakeAfterFailures: 3 }],
    ["reopening", { status: "triggered" }, { status: "resolved", resolution: "wont_fix" }],
    ["suppressing", { status: "suppressed" }],
    ["severity", { severity: "low" }],
    ["unassigning", { assigneeId: null }, { status: "acknowledged" }],
    ["snoozing", { snoozedUntil: later }],
    ["snoozing until it fails again", { wakeAfterFailures: 1 }],
    ["ending a snooze", { snoozedUntil: null }, { snoozedUntil: later }],
    ["resolution", { resolution: "duplicate" }, { status: "resolved", resolution: "fixed" }],
  ])("is undone: %s", async (_name, change, before) => {
    const { ctx, incidentId } = await open();
    if (before) await updateIncident(ctx, incidentId, before);
    const row = await rowOf(incidentId);
    const changed = await updateIncident(ctx, incidentId, change);
    expect(changed.changeIds).toHaveLength(1);
    expect(await rowOf(incidentId)).not.toEqual(row);
    await undo(ctx, changed);
    expect(await rowOf(incidentId)).toEqual(row);
  });

  it("is undone: owner team", async () => {
    const { ctx, incidentId } = await open();
    const team = await createTeam(ctx, { name: "Data" });
    const changed = await updateIncident(ctx, incidentId, { ownerTeamId: team.id });
    expect((await getIncident(ctx, incidentId)).ownerTeam).toMatchObject({ slug: "data" });
    await undo(ctx, changed);
    expect((await getIncident(ctx, incidentId)).ownerTeam).toBeNull();
  });

  it("gives a suppressed incident its policy back", async () => {
    const { ctx, incidentId } = await open();
    const suppressedBy = { policyId: "n", name: "Freeze", kind: "mute", because: "Muted", until: null };
    await db.prisma.incident.update({
      where: { id: incidentId },
      data: { status: "suppressed", suppressedBy, severityReasons: [{ text: "production" }] },
    });
    const row = await rowOf(incidentId);
    const changed = await updateIncident(ctx, incidentId, { status: "triggered" });
    expect((await rowOf(incidentId)).suppressedBy).toBeNull();
    await undo(ctx, changed);
    expect(await rowOf(incidentId)).toEqual(row);
  });

  it("is refused once the team before or the person before is gone", async () => {
    const { ctx, incidentId } = await open();
    const team = await createTeam(ctx, { name: "Data" });
    await updateIncident(ctx, incidentId, { ownerTeamId: team.id, status: "acknowledged" });
    const removed = await updateIncident(ctx, incidentId, { ownerTeamId: null });
    const unassigned = await updateIncident(ctx, incidentId, { assigneeId: null });
    await deleteTeam(ctx, team.id);
    await db.prisma.membership.deleteMany({ where: { workspaceId: ctx.workspaceId } });
    await expect(undo(ctx, removed)).rejects.toMatchObject({
      code: "CONFLICT",
      message: "The team that owned it was deleted since, so this cannot be undone.",
    });
    await expect(undo(ctx, unassigned)).rejects.toMatchObject({
      code: "CONFLICT",
      message: "The person it was assigned to has left since, so this cannot be undone.",
    });
  });

  it("is refused after resolving again", async () => {
    const { ctx, incidentId } = await open();
    const first = await updateIncident(ctx, incidentId, { status: "resolved" });
    await updateIncident(ctx, incidentId, { status: "triggered" });
    await updateIncident(inMs(ctx, 1_000), incidentId, { status: "resolved" });
    await expect(undo(ctx, first)).rejects.toMatchObject({
      code: "CONFLICT",
      message: "The status has changed since, so this cannot be undone.",
    });
  });

  it("is told by the timeline and the audit log, and cannot be undone twice", async () => {
    const { ctx, incidentId } = await open();
    const changed = await updateIncident(ctx, incidentId, { severity: "low" });
    const before = (await listTimeline(ctx, incidentId)).items.at(-1);
    expect(before).toMatchObject({ id: changed.changeIds[0], undoneAt: null });
    expect(Date.parse(before?.undoableUntil ?? "") - Date.parse(before?.at ?? "")).toBe(30 * 60_000);
    await undo(ctx, changed);
    const [entry, undone] = (await listTimeline(ctx, incidentId)).items.slice(-2);
    expect(entry).toMatchObject({ undoableUntil: null, undoneAt: expect.any(String) });
    expect(undone).toMatchObject({
      kind: "undo",
      text: "Undone: Severity changed from warning to low",
      undoableUntil: null,
    });
    expect((await listAudit(ctx)).items[0]).toMatchObject({ action: "incident.undo" });
    await expect(undo(ctx, changed)).rejects.toMatchObject({
      code: "CONFLICT",
      message: "This change was already undone.",
    });
  });

  it("is refused after half an hour", async () => {
    const { ctx, incidentId } = await open();
    const changed = await updateIncident(ctx, incidentId, { severity: "low" });
    const late = inMs(ctx, 30 * 60_000 + 1_000);
    expect((await listTimeline(late, incidentId)).items.at(-1)).toMatchObject({ undoableUntil: null });
    await expect(undo(late, changed)).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("could be undone until"),
    });
  });

  it("is refused after a later change of the same field, but not of another one", async () => {
    const { ctx, incidentId } = await open();
    const acknowledged = await updateIncident(ctx, incidentId, { status: "acknowledged" });
    const first = await updateIncident(ctx, incidentId, { severity: "low" });
    await updateIncident(ctx, incidentId, { severity: "info" });
    await expect(undo(ctx, first)).rejects.toMatchObject({
      code: "CONFLICT",
      message: "The severity has changed since, so this cannot be undone.",
    });
    await undo(ctx, acknowledged);
    expect(await getIncident(ctx, incidentId)).toMatchObject({
      status: "triggered",
      severity: "info",
      assignee: null,
    });
  });

  it("keeps a reopened incident open if it has failed since", async () => {
    const a = await open();
    await updateIncident(a.ctx, a.incidentId, { status: "resolved" });
    const reopened = await updateIncident(a.ctx, a.incidentId, { status: "triggered" });
    await open(a);
    await expect(undo(a.ctx, reopened)).rejects.toMatchObject({
      code: "CONFLICT",
      message: "#1 has failed again since it was reopened, so it stays open.",
    });
  });

  it("does not reopen an incident whose failure is open elsewhere", async () => {
    const a = await open();
    const resolved = await updateIncident(a.ctx, a.incidentId, { status: "resolved" });
    await open(a);
    await expect(undo(a.ctx, resolved)).rejects.toMatchObject({
      code: "CONFLICT",
      message: "The same failure is open as #2. Use that incident instead.",
    });
  });

  it("is refused for what the product did, and for an entry of another incident", async () => {
    const a = await open();
    const b = await open(a, "load");
    const opened = (await listTimeline(a.ctx, a.incidentId)).items[0];
    await expect(
      undoChange(a.ctx, a.incidentId, { timelineEntryId: opened?.id ?? "" }),
    ).rejects.toMatchObject({ code: "CONFLICT", message: "This entry cannot be undone." });
    const changed = await updateIncident(a.ctx, a.incidentId, { severity: "low" });
    await expect(
      undoChange(a.ctx, b.incidentId, { timelineEntryId: changed.changeIds[0] ?? "" }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

it("undoing a comment deletes its text", async () => {
  const { ctx, incidentId } = await open();
  const changed = await updateIncident(ctx, incidentId, { comment: "the password is swordfish" });
  await undo(ctx, changed);
  const texts = (await listTimeline(ctx, incidentId)).items.map(({ text }) => text);
  expect(texts.slice(-2)).toEqual(["Comment removed", "Comment removed"]);
  const { rows } = await db.pool.query("SELECT 1 FROM timeline_entries WHERE data::text LIKE '%swordfish%'");
  expect(rows).toEqual([]);
});

describe("a merge", () => {
  /** `a` and `b` merged, with a third incident in `a`; and what `a` was before. */
  async function merged() {
    const a = await open();
    await open(a);
    const b = await open(a, "load");
    const c = await open(a, "check");
    await mergeIncident(a.ctx, c.incidentId, a.incidentId);
    await updateIncident(a.ctx, a.incidentId, { status: "acknowledged" });
    const before = { a: await stateOf(a.incidentId), b: await stateOf(b.incidentId) };
    const { changeIds } = await mergeIncident(a.ctx, a.incidentId, b.incidentId);
    return { ...a, aId: a.incidentId, bId: b.incidentId, cId: c.incidentId, before, changeIds };
  }

  const stateOf = async (id: string) => ({
    row: await rowOf(id),
    failures: await failuresOf(id),
    attempts: await attemptsOf(id),
  });

  it("is undone exactly", async () => {
    const { ctx, aId, bId, cId, before, changeIds } = await merged();
    expect(await rowOf(aId)).toMatchObject({ status: "merged", mergeKind: "duplicate", occurrenceCount: 0 });
    expect((await rowOf(cId)).parentIncidentId).toBe(bId);
    await undo(ctx, { id: aId, changeIds });
    expect({ a: await stateOf(aId), b: await stateOf(bId) }).toEqual(before);
    expect((await rowOf(cId)).parentIncidentId).toBe(aId);
  });

  it("is undone from either timeline, once", async () => {
    const { ctx, aId, bId, before, changeIds } = await merged();
    const absorbed = (await listTimeline(ctx, bId)).items.at(-1);
    expect(absorbed).toMatchObject({ text: "#1 was merged into this incident" });
    expect(absorbed?.undoableUntil).not.toBeNull();
    await undoChange(ctx, bId, { timelineEntryId: absorbed?.id ?? "" });
    expect((await stateOf(aId)).failures).toEqual(before.a.failures);
    expect((await listTimeline(ctx, aId)).items.at(-1)).toMatchObject({ text: "Undone: Merged into #2" });
    expect((await listTimeline(ctx, bId)).items.at(-2)).toMatchObject({ undoneAt: expect.any(String) });
    await expect(undo(ctx, { id: aId, changeIds })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("gives back what its task has reported since; other failures stay, and later ones go to the restored incident", async () => {
    const arranged = await merged();
    const { ctx, aId, bId, before, changeIds } = arranged;
    const since = await open(arranged);
    expect(since.incidentId).toBe(bId);
    const ofTarget = await open(arranged, "load");
    expect(ofTarget.incidentId).toBe(bId);
    await undo(ctx, { id: aId, changeIds });
    expect(await failuresOf(aId)).toHaveLength(before.a.failures.length + 1);
    expect((await rowOf(aId)).occurrenceCount).toBe(before.a.failures.length + 1);
    expect(await failuresOf(bId)).toHaveLength(before.b.failures.length + 1);
    expect((await rowOf(bId)).occurrenceCount).toBe(before.b.failures.length + 1);
    expect((await open(arranged)).incidentId).toBe(aId);
  });

  it("is refused after the target was merged further, until that is undone", async () => {
    const arranged = await merged();
    const { ctx, aId, bId, before, changeIds } = arranged;
    const d = await open(arranged, "publish");
    const further = await mergeIncident(ctx, bId, d.incidentId);
    await expect(undo(ctx, { id: aId, changeIds })).rejects.toMatchObject({
      code: "CONFLICT",
      message: "#1 is now part of #4 by a later merge, so this merge cannot be undone.",
    });
    await undo(ctx, { id: bId, changeIds: further.changeIds });
    await undo(ctx, { id: aId, changeIds });
    expect(await stateOf(aId)).toEqual(before.a);
  });

  it("is refused if some of its failures were split off since", async () => {
    const { ctx, aId, bId, before, changeIds } = await merged();
    await splitIncident(ctx, bId, [before.a.failures[0] ?? ""]);
    await expect(undo(ctx, { id: aId, changeIds })).rejects.toMatchObject({
      code: "CONFLICT",
      message: "Some of what #1 brought has left #2 since, so the merge cannot be undone.",
    });
    expect(await rowOf(aId)).toMatchObject({ status: "merged", occurrenceCount: 0 });
  });

  it("is refused if the other one's own failures were split off since", async () => {
    const { ctx, aId, bId, before, changeIds } = await merged();
    const split = await splitIncident(ctx, bId, before.b.failures);
    await expect(undo(ctx, { id: aId, changeIds })).rejects.toMatchObject({
      code: "CONFLICT",
      message: "#2 would be left without a failure.",
    });
    await undo(ctx, split);
    await undo(ctx, { id: aId, changeIds });
    expect(await stateOf(aId)).toEqual(before.a);
  });

  it("is refused while the failure is open as another incident", async () => {
    const arranged = await merged();
    const { ctx, aId, bId, changeIds } = arranged;
    await updateIncident(ctx, bId, { status: "resolved" });
    const again = await open(arranged);
    expect(again.incidentId).not.toBe(bId);
    await expect(undo(ctx, { id: aId, changeIds })).rejects.toMatchObject({
      code: "CONFLICT",
      message: "The same failure is open as #4. Use that incident instead.",
    });
  });
});

describe("a split", () => {
  it("is undone: the occurrences return and the opened incident becomes part of the original", async () => {
    const a = await open();
    await open(a);
    const row = await rowOf(a.incidentId);
    const failures = await failuresOf(a.incidentId);
    const split = await splitIncident(a.ctx, a.incidentId, [failures[1] ?? ""]);
    await undo(a.ctx, split);
    const { attemptId: _attemptId, ...same } = row;
    expect(await rowOf(a.incidentId)).toMatchObject(same);
    expect(await failuresOf(a.incidentId)).toEqual(failures);
    expect(await rowOf(split.id)).toMatchObject({
      status: "merged",
      parentIncidentId: a.incidentId,
      occurrenceCount: 0,
    });
  });

  it("gives the original its description back, which is analyzed again", async () => {
    const a = await open();
    const b = await open(a, "load");
    await mergeIncident(a.ctx, b.incidentId, a.incidentId);
    const before = await rowOf(a.incidentId);
    // Its own failure goes, so it is described by the other one.
    const own = await db.prisma.occurrence.findFirstOrThrow({
      where: { incidentId: a.incidentId, message: { contains: "extract" } },
    });
    const split = await splitIncident(a.ctx, a.incidentId, [own.id]);
    expect((await rowOf(a.incidentId)).title).not.toBe(before.title);
    const workflows = await db.prisma.workflowRun.count({ where: { incidentId: a.incidentId } });
    await undo(a.ctx, split);
    const { attemptId: _was, runId: _ran, ...described } = before;
    expect(await rowOf(a.incidentId)).toMatchObject(described);
    expect(await db.prisma.workflowRun.count({ where: { incidentId: a.incidentId } })).toBe(workflows + 1);
  });

  /** Three pipelines' failures in one incident, of which two are split off: it is described by the third from then on. */
  async function splitOfThree() {
    const of = (name: string) =>
      failureReport({
        pipeline: { externalId: name, name, owner: null },
        exception: { type: "builtins.ValueError", message: name, traceback: null },
      });
    const a = await arrangeIncident(db, of("first"));
    for (const name of ["second", "third"]) {
      const { incidentId } = await arrangeIncident(db, of(name), { like: a });
      await mergeIncident(a.ctx, incidentId, a.incidentId);
    }
    const taken = await db.prisma.occurrence.findMany({
      where: { incidentId: a.incidentId, message: { not: { contains: "second" } }, kind: "failure" },
    });
    const split = await splitIncident(
      a.ctx,
      a.incidentId,
      taken.map(({ id }) => id),
    );
    const nameOf = async (id: string) => (await getIncident(a.ctx, id)).pipeline;
    expect([await nameOf(a.incidentId), await nameOf(split.id)]).toEqual(["second", "third"]);
    const { workspaceId } = a.ctx;
    const remove = (name: string) => db.prisma.pipeline.deleteMany({ where: { workspaceId, name } });
    return { ...a, split, remove };
  }

  it("is refused once the pipeline that the original was about was deleted", async () => {
    const { ctx, split, remove } = await splitOfThree();
    await remove("first");
    await expect(undo(ctx, split)).rejects.toMatchObject({
      code: "CONFLICT",
      message: "#1 was about a pipeline that was deleted since, so the split cannot be undone.",
    });
    expect((await getIncident(ctx, split.id)).status).toBe("triggered");
  });

  it("is refused once the opened incident was deleted with its pipeline", async () => {
    const { ctx, incidentId, remove } = await splitOfThree();
    await remove("third");
    const { items } = await listTimeline(ctx, incidentId);
    const entry = items.find(({ text }) => text.includes("split into"));
    await expect(undoChange(ctx, incidentId, { timelineEntryId: entry?.id ?? "" })).rejects.toMatchObject({
      code: "CONFLICT",
      message: "The other incident was deleted since, so this cannot be undone.",
    });
  });

  it("is undone without the task if that was deleted", async () => {
    const { ctx, incidentId, split } = await splitOfThree();
    const { workspaceId } = ctx;
    const { id } = await db.prisma.pipeline.findFirstOrThrow({ where: { workspaceId, name: "first" } });
    await db.prisma.task.deleteMany({ where: { pipelineId: id } });
    await undo(ctx, split);
    expect(await getIncident(ctx, incidentId)).toMatchObject({ pipeline: "first", task: null });
  });

  it("is refused once the opened incident was resolved", async () => {
    const a = await open();
    await open(a);
    const split = await splitIncident(a.ctx, a.incidentId, [(await failuresOf(a.incidentId))[1] ?? ""]);
    await updateIncident(a.ctx, split.id, { status: "resolved" });
    await expect(undo(a.ctx, split)).rejects.toMatchObject({
      code: "CONFLICT",
      message: "#2 is resolved now, so the split cannot be undone.",
    });
  });
});

it("two people undo the same change at once: one does, the other is told", async () => {
  const a = await open();
  const { ctx } = a;
  const changed = await updateIncident(ctx, a.incidentId, { severity: "low" });
  const outcomes = await Promise.allSettled([undo(ctx, changed), undo(ctx, changed), undo(ctx, changed)]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected", "rejected"]);
  const undone = (await listTimeline(ctx, a.incidentId)).items.filter(({ kind }) => kind === "undo");
  expect(undone).toHaveLength(1);
});
