import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  acceptDelivery,
  arrangeIncident,
  arrangeWorkspace,
  incidentAfter,
  incomingDelivery,
  type Arranged,
} from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { getIncident, listIncidents } from "@/lib/desk/data";
import { failureReport, serviceReport, withTask } from "@/lib/failures/testing/report";
import { deleteIncident } from "@/lib/incidents/delete-incident";
import { listTimeline } from "@/lib/incidents/history/data";
import { mergeIncident } from "@/lib/incidents/merge-incident";
import { undoChange } from "@/lib/incidents/undo/undo-change";
import { updateIncident } from "@/lib/incidents/update-incident";
import { updateIncidents } from "@/lib/incidents/update-incidents";
import { UpdateIncident } from "@/lib/incidents/schemas";
import { understandBody } from "@/lib/intake/sources/understand-body";
import { listAudit } from "@/lib/workspaces/data";
import { createTeam } from "@/lib/workspaces/teams/create-team";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const failing = (task: string) => failureReport({ task: { externalId: task, name: task, operator: null } });
const open = (like?: Arranged, task = "extract") => arrangeIncident(db, failing(task), like ? { like } : {});
const rowOf = (id: string) => db.prisma.incident.findUniqueOrThrow({ where: { id } });

describe("a resolution", () => {
  it("is given with or after resolving, shown and listed, and cleared by reopening", async () => {
    const { ctx, incidentId } = await open();
    const resolved = updateIncident(ctx, incidentId, {
      status: "resolved",
      resolution: "false_alarm",
      reason: "the feed was late",
    });
    expect(await incidentAfter(ctx, resolved)).toMatchObject({
      status: "resolved",
      resolution: "false_alarm",
    });
    const { items } = await listTimeline(ctx, incidentId);
    expect(items.at(-1)?.text).toBe("Triggered → Resolved (false alarm): the feed was late");
    await updateIncident(ctx, incidentId, { resolution: "transient" });
    expect((await listTimeline(ctx, incidentId)).items.at(-1)?.text).toBe("Resolution changed to transient");
    const listed = await listIncidents(ctx, { resolution: ["fixed", "transient"] });
    expect(listed.items).toMatchObject([{ id: incidentId, resolution: "transient" }]);
    expect((await listIncidents(ctx, { resolution: ["fixed"] })).items).toEqual([]);
    await updateIncident(ctx, incidentId, { status: "triggered" });
    expect(await getIncident(ctx, incidentId)).toMatchObject({ resolution: null, resolvedAt: null });
  });

  it("stays optional, and free text alone still works", async () => {
    const { ctx, incidentId } = await open();
    await updateIncident(ctx, incidentId, { status: "resolved", reason: "fixed upstream" });
    expect(await getIncident(ctx, incidentId)).toMatchObject({ resolution: null });
    expect((await listTimeline(ctx, incidentId)).items.at(-1)?.text).toBe(
      "Triggered → Resolved: fixed upstream",
    );
  });

  it("belongs to resolved incidents only, and `recovered` is the product's own", async () => {
    const { ctx, incidentId } = await open();
    await expect(updateIncident(ctx, incidentId, { resolution: "fixed" })).rejects.toMatchObject({
      code: "CONFLICT",
      message: "#1 is triggered; only a resolved incident has a resolution.",
    });
    expect(UpdateIncident.safeParse({ status: "resolved", resolution: "recovered" }).success).toBe(false);
  });

  it("is `recovered` when a retry succeeds", async () => {
    const a = await open();
    const { report } = await rowOf(a.incidentId);
    const failed = report as unknown as ReturnType<typeof failing>;
    const { attempt } = failed.subject;
    const succeeded = withTask(
      { ...failed, event: "succeeded", exception: null },
      { attempt: attempt && { ...attempt, tryNumber: 3, state: "success" } },
    );
    await acceptDelivery(db, incomingDelivery(a, succeeded));
    expect(await getIncident(a.ctx, a.incidentId)).toMatchObject({
      status: "resolved",
      resolution: "recovered",
    });
  });
});

describe("the owner team", () => {
  const owns = (pipelines: string[], services: string[] = []) => ({ pipelines, services });

  it("is the pipeline's, else the one whose patterns match its name best", async () => {
    const a = await arrangeWorkspace(db);
    const all = await createTeam(a.ctx, { name: "All", owns: owns(["*"]) });
    const first = await open(a);
    const { pipelineId, ownerTeamId } = await rowOf(first.incidentId);
    expect(ownerTeamId).toBe(all.id);
    const { name } = await db.prisma.pipeline.findUniqueOrThrow({ where: { id: pipelineId ?? "" } });
    const closer = await createTeam(a.ctx, { name: "Closer", owns: owns([name]) });
    expect((await rowOf((await open(a, "load")).incidentId)).ownerTeamId).toBe(closer.id);
    const chosen = await createTeam(a.ctx, { name: "Chosen" });
    await db.prisma.pipeline.update({
      where: { id: pipelineId ?? "" },
      data: { ownerTeamId: chosen.id },
    });
    expect((await rowOf((await open(a, "check")).incidentId)).ownerTeamId).toBe(chosen.id);
  });

  it("is found for a service too, and only in its own workspace", async () => {
    const a = await arrangeWorkspace(db, { kind: "generic" });
    const other = await arrangeWorkspace(db);
    await createTeam(other.ctx, { name: "Foreign", owns: owns(["*"], ["*"]) });
    const team = await createTeam(a.ctx, { name: "Shop", owns: owns([], ["pay*"]) });
    const ids = await Promise.all(
      [serviceReport(), failing("y")].map((said) => acceptDelivery(db, incomingDelivery(a, said))),
    );
    const rows = await Promise.all(ids.map(rowOf));
    expect(rows.map(({ ownerTeamId }) => ownerTeamId)).toEqual([team.id, null]);
  });

  it("is set by hand, filtered by and removed with its team", async () => {
    const { ctx, incidentId } = await open();
    const me = ctx.actor.id ?? "";
    const mine = await createTeam(ctx, { name: "Mine", memberIds: [me] });
    const theirs = await createTeam(ctx, { name: "Theirs" });
    await updateIncident(ctx, incidentId, { ownerTeamId: mine.id });
    const found = async (team: string) => (await listIncidents(ctx, { team })).items.length;
    expect([await found("mine"), await found(mine.id), await found("theirs"), await found("none")]).toEqual([
      1, 1, 0, 0,
    ]);
    await updateIncident(ctx, incidentId, { ownerTeamId: theirs.id });
    expect([await found("mine"), await found("theirs"), await found("nobody")]).toEqual([0, 1, 0]);
    await expect(updateIncident(ctx, incidentId, { ownerTeamId: "t" })).rejects.toMatchObject({
      code: "INVALID",
      issues: [{ path: "ownerTeamId" }],
    });
    await updateIncident(ctx, incidentId, { ownerTeamId: null });
    expect(await found("none")).toBe(1);
    expect((await listTimeline(ctx, incidentId)).items.slice(-3).map(({ text }) => text)).toEqual([
      "Owner team set to Mine",
      "Owner team set to Theirs",
      "Owner team removed",
    ]);
  });
});

describe("a bulk update", () => {
  it("gives each incident its own outcome", async () => {
    const a = await open();
    const b = await open(a, "load");
    const c = await open(a, "check");
    await updateIncident(a.ctx, b.incidentId, { status: "resolved" });
    const { results } = await updateIncidents(a.ctx, {
      action: "acknowledge",
      ids: [a.incidentId, b.incidentId, "3", "nobody"],
    });
    expect(results).toMatchObject([
      { id: a.incidentId, ok: true, changeIds: [expect.any(String)] },
      { id: b.incidentId, ok: false, error: { code: "conflict" } },
      { id: "3", ok: true },
      { id: "nobody", ok: false, error: { code: "not_found" } },
    ]);
    expect((await rowOf(c.incidentId)).status).toBe("acknowledged");
    await undoChange(a.ctx, a.incidentId, { timelineEntryId: results[0]?.changeIds?.[0] ?? "" });
    expect((await rowOf(a.incidentId)).status).toBe("triggered");
    expect((await rowOf(c.incidentId)).status).toBe("acknowledged");
  });

  it("assigns, snoozes and resolves; again, it changes nothing more", async () => {
    const a = await open();
    const ids = [a.incidentId, (await open(a, "load")).incidentId];
    const team = await createTeam(a.ctx, { name: "Data" });
    const assign = { action: "assign", ids, assigneeId: a.ctx.actor.id, ownerTeamId: team.id } as const;
    await updateIncidents(a.ctx, assign);
    await updateIncidents(a.ctx, assign);
    await updateIncidents(a.ctx, { action: "snooze", ids, wakeAfterFailures: 2 });
    expect(
      (await listIncidents(a.ctx, { status: ["snoozed"], team: "data", assignee: "me" })).items,
    ).toHaveLength(2);
    await updateIncidents(a.ctx, { action: "resolve", ids, resolution: "duplicate" });
    for (const id of ids) {
      expect(await getIncident(a.ctx, id)).toMatchObject({ status: "resolved", resolution: "duplicate" });
      const kinds = (await listTimeline(a.ctx, id)).items.map(({ kind }) => kind);
      expect(kinds).toEqual(["opened", "assignee", "team", "snooze", "status"]);
    }
  });

  it("merges many, each of which can be taken out again", async () => {
    const a = await open();
    const others = [await open(a, "load"), await open(a, "check"), await open(a, "publish")];
    const ids = others.map(({ incidentId }) => incidentId);
    const { results } = await updateIncidents(a.ctx, {
      action: "merge",
      ids: [...ids, a.incidentId],
      into: "1",
    });
    expect(results.map(({ ok }) => ok)).toEqual([true, true, true, false]);
    expect(await getIncident(a.ctx, a.incidentId)).toMatchObject({
      occurrenceCount: 4,
      duplicates: ids.map((id) => ({ id, because: null })),
    });
    const [second] = results.slice(1);
    await undoChange(a.ctx, second?.id ?? "", { timelineEntryId: second?.changeIds?.[0] ?? "" });
    expect(await getIncident(a.ctx, a.incidentId)).toMatchObject({
      occurrenceCount: 3,
      duplicates: [{ id: ids[0] }, { id: ids[2] }],
    });
    expect(await getIncident(a.ctx, ids[1] ?? "")).toMatchObject({ status: "triggered", occurrenceCount: 1 });
  });

  it("handles 500 incidents in one request", async () => {
    const a = await arrangeWorkspace(db, { kind: "generic" });
    const meaning = understandBody(
      { id: a.sourceId, kind: "generic", environment: null },
      { pipeline: "p", task: "t", error: { message: "m" } },
      {},
    );
    const first = await acceptDelivery(db, incomingDelivery(a, meaning));
    await db.pool.query(COPY, [a.ctx.workspaceId, first]);
    const ids = Array.from({ length: 500 }, (_, i) => String(i + 1));
    const started = performance.now();
    const { results } = await updateIncidents(a.ctx, { action: "acknowledge", ids });
    expect(results.filter(({ ok }) => ok)).toHaveLength(500);
    await updateIncidents(a.ctx, { action: "merge", ids: ids.slice(1), into: "1" });
    // One by one, it took seconds, and intake waits for the lock.
    expect(performance.now() - started).toBeLessThan(10_000);
    const row = await rowOf(first);
    expect(row.occurrenceCount).toBe(500);
  });
});

const COPY = `
WITH copies AS (
  INSERT INTO incidents (id, workspace_id, number, title, dedup_key, fingerprint, status, severity, source_id, pipeline_id,
    subject_kind, detected_by, report, opened_at, first_seen_at, last_seen_at, updated_at, occurrence_count)
  SELECT id || i, workspace_id, i, title, dedup_key || i, fingerprint, status, severity, source_id, pipeline_id,
    subject_kind, detected_by, report, opened_at, first_seen_at, last_seen_at, updated_at, 1
  FROM incidents CROSS JOIN generate_series(2, 500) i WHERE id = $2 AND workspace_id = $1
  RETURNING id
)
INSERT INTO occurrences (id, workspace_id, incident_id, kind, message, at)
SELECT 'o' || id, $1, id, 'failure', 'm', now() FROM copies`;

describe("a deletion", () => {
  it("removes the incident with everything it owns, and is audited", async () => {
    const a = await open();
    const b = await open(a, "load");
    const c = await open(a, "check");
    await mergeIncident(a.ctx, a.incidentId, b.incidentId);
    await expect(deleteIncident(a.ctx, a.incidentId)).rejects.toMatchObject({
      code: "CONFLICT",
      message: "#1 was merged into #2. Take it out first, or delete #2.",
    });
    expect(await deleteIncident(a.ctx, "2")).toEqual({ id: b.incidentId, number: 2 });
    const where = { workspaceId: a.ctx.workspaceId };
    expect((await db.prisma.incident.findMany({ where })).map(({ id }) => id)).toEqual([c.incidentId]);
    const ids = (rows: { incidentId: string | null }[]) => new Set(rows.map((row) => row.incidentId));
    expect(ids(await db.prisma.occurrence.findMany({ where }))).toEqual(new Set([c.incidentId]));
    expect(ids(await db.prisma.workflowRun.findMany({ where }))).toEqual(new Set([c.incidentId]));
    expect(ids(await db.prisma.timelineEntry.findMany({ where }))).toEqual(new Set([c.incidentId]));
    expect(ids(await db.prisma.delivery.findMany({ where }))).toEqual(new Set([null, c.incidentId]));
    const { items } = await listAudit(a.ctx);
    expect(items[0]).toMatchObject({ action: "incident.delete", target: "#2" });
    const event = await db.prisma.auditEvent.findUniqueOrThrow({ where: { id: items[0]?.id ?? "" } });
    expect(event.detail).toMatchObject({ merged: "#1", title: expect.stringContaining("load") });
    // The same failure opens a new incident.
    expect(await getIncident(a.ctx, (await open(a)).incidentId)).toMatchObject({ number: 4 });
  });

  it("is for admins", async () => {
    const { ctx, incidentId } = await open();
    await expect(deleteIncident({ ...ctx, role: "responder" }, incidentId)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});
