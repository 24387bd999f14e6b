import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeIncident, arrangeWorkspace, incidentAfter } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { getIncident, listIncidents } from "@/lib/desk/data";
import { listTimeline } from "@/lib/incidents/history/data";
import { mergeIncident } from "@/lib/incidents/merge-incident";
import { splitIncident } from "@/lib/intake/split/split-incident";
import { updateIncident } from "@/lib/incidents/update-incident";
import { listAudit } from "@/lib/workspaces/data";
import { failureReport } from "@/lib/failures/testing/report";
import type { FailureReport } from "@/lib/failures/schemas";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const failing = (task: string, part: Partial<FailureReport> = {}) =>
  failureReport({ task: { externalId: task, name: task, operator: null }, ...part });

describe("updateIncident", () => {
  it("tells a token from a person of the same name in the timeline and the audit log", async () => {
    const { ctx, incidentId } = await arrangeIncident(db, failureReport());
    const actor = { type: "token", id: "t", name: "Ada" } as const;
    await updateIncident(ctx, incidentId, { comment: "mine" });
    await updateIncident({ ...ctx, actor }, incidentId, { comment: "not hers" });
    expect((await listTimeline(ctx, incidentId)).items).toMatchObject([
      { kind: "opened", actorType: "source", actorName: "Airflow" },
      { text: "mine", actorType: "user", actorName: "Ada" },
      { text: "not hers", actorType: "token", actorName: "Ada" },
    ]);
    expect((await listAudit(ctx)).items).toMatchObject([
      { action: "incident.comment", actorType: "token", actorName: "Ada" },
      { action: "incident.comment", actorType: "user", actorName: "Ada" },
    ]);
  });

  it("acknowledges, assigns the actor, and records both", async () => {
    const { ctx, incidentId } = await arrangeIncident(db, failureReport());
    const incident = await incidentAfter(
      ctx,
      updateIncident(ctx, incidentId, {
        status: "acknowledged",
        comment: "Looking at it",
      }),
    );
    expect(incident).toMatchObject({
      status: "acknowledged",
      assignee: { name: "Ada" },
      acknowledgedAt: expect.any(String),
    });
    expect(incident.availableTransitions).toContain("resolved");
    const { items } = await listTimeline(ctx, incidentId);
    expect(items.map((item) => item.kind)).toEqual(["opened", "status", "comment"]);
    const audit = await db.prisma.auditEvent.findMany({
      where: { targetId: incidentId },
      orderBy: { id: "asc" },
    });
    expect(audit.map((item) => item.action).toSorted()).toEqual(["incident.acknowledge", "incident.comment"]);
  });

  it("refuses a transition that is not available and changes nothing", async () => {
    const { ctx, incidentId } = await arrangeIncident(db, failureReport());
    await updateIncident(ctx, incidentId, { status: "resolved" });
    await expect(
      updateIncident(ctx, incidentId, { status: "acknowledged", severity: "low" }),
    ).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await getIncident(ctx, incidentId)).toMatchObject({ status: "resolved", severity: "warning" });
  });

  it("lets only one of two concurrent changes win", async () => {
    const { ctx, incidentId } = await arrangeIncident(db, failureReport());
    const results = await Promise.allSettled([
      updateIncident(ctx, incidentId, { status: "resolved" }),
      updateIncident(ctx, incidentId, { status: "suppressed" }),
    ]);
    const lost = results.filter((item) => item.status === "rejected");
    // Either they overlapped and one was refused, or the second saw the first one's result and was allowed.
    if (lost.length === 1) expect(lost[0]?.reason).toMatchObject({ code: "CONFLICT" });
    expect(lost.length).toBeLessThanOrEqual(1);
  });

  it("does not reopen while the same failure has another open incident", async () => {
    const first = await arrangeIncident(db, failureReport());
    await updateIncident(first.ctx, first.incidentId, { status: "resolved" });
    const second = await arrangeIncident(db, failureReport(), { like: first });
    expect(second.incidentId).not.toBe(first.incidentId);
    await expect(updateIncident(first.ctx, first.incidentId, { status: "triggered" })).rejects.toThrow(
      /open as #2/,
    );
  });

  it("assigns members only", async () => {
    const { ctx, incidentId } = await arrangeIncident(db, failureReport());
    const stranger = await arrangeWorkspace(db);
    await expect(
      updateIncident(ctx, incidentId, { assigneeId: stranger.ctx.actor.id }),
    ).rejects.toMatchObject({ code: "INVALID" });
    expect(
      await incidentAfter(ctx, updateIncident(ctx, incidentId, { assigneeId: ctx.actor.id })),
    ).toMatchObject({
      assignee: { id: ctx.actor.id },
    });
  });
});

it("redacts secrets pasted into a comment or a reason", async () => {
  const { ctx, incidentId } = await arrangeIncident(db, failureReport());
  const pasted = "tried postgresql://etl:hunter2-Zx9@db/prod and it works";
  await updateIncident(ctx, incidentId, { status: "acknowledged", reason: pasted, comment: pasted });
  const stored = await db.prisma.auditEvent.findMany({ where: { targetId: incidentId } });
  const recorded = JSON.stringify([await listTimeline(ctx, incidentId), stored]);
  expect(recorded).not.toContain("hunter2");
  expect(recorded).toContain("and it works");
});

describe("mergeIncident and splitIncident", () => {
  it("moves occurrences, and later failures follow", async () => {
    const a = await arrangeIncident(db, failing("extract"));
    const b = await arrangeIncident(db, failing("load"), { like: a });
    const merged = await incidentAfter(a.ctx, mergeIncident(a.ctx, b.incidentId, "1"));
    expect(merged).toMatchObject({
      number: 1,
      occurrenceCount: 2,
      symptomCount: 0,
      duplicates: [{ id: b.incidentId, number: 2 }],
    });
    expect(await getIncident(a.ctx, "2")).toMatchObject({
      status: "merged",
      parentIncidentId: a.incidentId,
      parentNumber: 1,
      availableTransitions: [],
    });
    await expect(mergeIncident(a.ctx, b.incidentId, "1")).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(mergeIncident(a.ctx, a.incidentId, "1")).rejects.toMatchObject({
      issues: [{ path: "into", message: "must be another incident" }],
    });
    const again = await arrangeIncident(db, failing("load"), { like: a });
    expect(again.incidentId).toBe(a.incidentId);
    // The page uses this entry to tell manual merges from automatic grouping.
    expect((await listTimeline(a.ctx, a.incidentId)).items).toContainEqual(
      expect.objectContaining({
        kind: "status",
        text: "#2 was merged into this incident",
        data: { type: "absorbed", mergedNumber: 2 },
      }),
    );
  });

  it("snoozes only until a future time", async () => {
    const a = await arrangeIncident(db, failing("doze"));
    await expect(
      updateIncident(a.ctx, a.incidentId, { snoozedUntil: "2026-01-01T00:00:00Z" }),
    ).rejects.toMatchObject({ code: "INVALID", issues: [{ path: "snoozedUntil" }] });
    await expect(
      updateIncident(a.ctx, a.incidentId, { snoozedUntil: "9999-12-31T00:00:00Z" }),
    ).rejects.toMatchObject({ code: "INVALID", issues: [{ path: "snoozedUntil" }] });
    const until = new Date(Date.now() + 3_600_000).toISOString();
    expect(
      await incidentAfter(a.ctx, updateIncident(a.ctx, a.incidentId, { snoozedUntil: until })),
    ).toMatchObject({
      snoozedUntil: until,
    });
    expect((await listTimeline(a.ctx, a.incidentId)).items.at(-1)?.text).toBe(
      `Snoozed until ${until.slice(0, 10)} ${until.slice(11, 16)} UTC`,
    );
  });

  it("splits an occurrence into its own incident, but never the last one", async () => {
    const a = await arrangeIncident(db, failing("extract"));
    await arrangeIncident(db, failing("extract"), { like: a });
    await updateIncident(a.ctx, a.incidentId, { status: "resolved" });
    const [latest, earlier] = (await getIncident(a.ctx, a.incidentId)).occurrences;
    const split = await incidentAfter(a.ctx, splitIncident(a.ctx, a.incidentId, [latest?.id ?? ""]));
    expect(split).toMatchObject({
      number: 2,
      occurrenceCount: 1,
      occurrences: [{ id: latest?.id }],
      run: { runId: latest?.runId },
      status: "triggered",
      resolvedAt: null,
      snoozedUntil: null,
    });
    // The remaining incident no longer refers to the run that was split off.
    expect(await getIncident(a.ctx, "1")).toMatchObject({
      occurrenceCount: 1,
      occurrences: [{ id: earlier?.id }],
      run: { runId: earlier?.runId },
      firstSeenAt: earlier?.at,
      lastSeenAt: earlier?.at,
      status: "resolved",
    });
    const attempts = await db.prisma.attempt.findMany({ where: { incidentId: split.id } });
    expect(attempts).toHaveLength(1);
    await expect(splitIncident(a.ctx, a.incidentId, [earlier?.id ?? ""])).rejects.toMatchObject({
      code: "INVALID",
    });
    await expect(splitIncident(a.ctx, a.incidentId, ["nope"])).rejects.toMatchObject({ code: "INVALID" });
  });
});

describe("listIncidents", () => {
  it("filters, sorts and pages without losing or repeating a row", async () => {
    const first = await arrangeIncident(db, failing("t0", { severity: "low" }));
    const severities = ["critical", "warning", "high", "info", "warning"] as const;
    for (const [i, severity] of severities.entries())
      await arrangeIncident(db, failing(`t${i + 1}`, { severity }), { like: first });
    const { ctx } = first;
    const numbers: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await listIncidents(ctx, { limit: 2, cursor });
      expect(page.counts).toEqual(cursor ? null : { total: 6, critical: 1, unowned: 6, isLowerBound: false });
      numbers.push(...page.items.map((item) => item.number));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(numbers).toEqual([6, 5, 4, 3, 2, 1]);
    const bySeverity = await listIncidents(ctx, { sort: "severity" });
    expect(bySeverity.items.map((item) => item.severity)).toEqual([
      "critical",
      "high",
      "warning",
      "warning",
      "info",
      "low",
    ]);
    expect(
      (await listIncidents(ctx, { severity: ["critical", "low"] })).items.map((item) => item.number),
    ).toEqual([2, 1]);
    await updateIncident(ctx, "3", { assigneeId: ctx.actor.id });
    expect((await listIncidents(ctx, { severity: ["critical", "warning"] })).counts).toEqual({
      total: 3,
      critical: 1,
      unowned: 2,
      isLowerBound: false,
    });
    expect((await listIncidents(ctx, { task: "t3" })).items.map((item) => item.number)).toEqual([4]);
    expect((await listIncidents(ctx, { q: "in t3" })).items.map((item) => item.number)).toEqual([4]);
    expect((await listIncidents(ctx, { q: "#5" })).items.map((item) => item.number)).toEqual([5]);
    expect((await listIncidents(ctx, { status: ["resolved"] })).items).toEqual([]);
    expect((await listIncidents(ctx, { status: ["open"], assignee: "none" })).items).toHaveLength(5);
  });

  it("pages in every order without losing or repeating a row", async () => {
    const first = await arrangeIncident(db, failing("t0", { severity: "low" }));
    for (const [i, severity] of (["critical", "warning", "warning", "high", "warning"] as const).entries())
      await arrangeIncident(db, failing(`t${i + 1}`, { severity }), { like: first });
    await arrangeIncident(db, failing("t2"), { like: first });
    const sorts = [
      "-lastSeenAt",
      "lastSeenAt",
      "-openedAt",
      "openedAt",
      "severity",
      "-occurrenceCount",
    ] as const;
    for (const sort of sorts) {
      const whole = await listIncidents(first.ctx, { sort });
      const numbers: number[] = [];
      let cursor: string | undefined;
      do {
        const page = await listIncidents(first.ctx, { sort, limit: 1, cursor });
        numbers.push(...page.items.map((item) => item.number));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect([sort, numbers]).toEqual([sort, whole.items.map((item) => item.number)]);
    }
  });

  it("continues after a page even if its last row has moved", async () => {
    const first = await arrangeIncident(db, failing("t0"));
    for (const i of [1, 2, 3]) await arrangeIncident(db, failing(`t${i}`), { like: first });
    const page = await listIncidents(first.ctx, { limit: 2 });
    expect(page.items.map((item) => item.number)).toEqual([4, 3]);
    await arrangeIncident(db, failing("t2"), { like: first });
    const next = await listIncidents(first.ctx, { limit: 2, cursor: page.nextCursor ?? "" });
    expect(next.items.map((item) => item.number)).toEqual([2, 1]);
  });

  it("refuses invalid cursors and cursors of another sort order", async () => {
    const first = await arrangeIncident(db, failing("t0"));
    await arrangeIncident(db, failing("t1"), { like: first });
    const { nextCursor } = await listIncidents(first.ctx, { limit: 1 });
    const forged = Buffer.from(JSON.stringify(["-lastSeenAt", "soon", {}])).toString("base64url");
    const message = "must be the `nextCursor` of the previous page";
    for (const cursor of ["%%%", "bm9wZQ", "01m7yregqyt0h2704a4vshsacp", forged])
      await expect(listIncidents(first.ctx, { cursor })).rejects.toMatchObject({
        code: "INVALID",
        issues: [{ path: "cursor", message }],
      });
    await expect(
      listIncidents(first.ctx, { sort: "severity", cursor: nextCursor ?? "" }),
    ).rejects.toMatchObject({
      code: "INVALID",
      issues: [{ path: "cursor", message: `${message}, with the same sort` }],
    });
  });

  it("searches for literal text, not a pattern", async () => {
    const first = await arrangeIncident(db, failing("load_all"));
    await arrangeIncident(db, failing("100%"), { like: first });
    await arrangeIncident(db, failing("a\\b"), { like: first });
    const found = async (q: string) =>
      (await listIncidents(first.ctx, { q })).items.map((item) => item.number);
    expect(await found("100%")).toEqual([2]);
    expect(await found("load%")).toEqual([]);
    expect(await found("in load_")).toEqual([1]);
    expect(await found("in a\\b")).toEqual([3]);
  });

  it("never shows another workspace's incidents, by list, id or number", async () => {
    const mine = await arrangeIncident(db, failureReport());
    const other = await arrangeWorkspace(db);
    expect((await listIncidents(other.ctx, {})).items).toEqual([]);
    await expect(getIncident(other.ctx, mine.incidentId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(getIncident(other.ctx, "1")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(updateIncident(other.ctx, mine.incidentId, { status: "resolved" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
