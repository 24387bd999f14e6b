import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeIncident, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { getIncident } from "@/lib/desk/data";
import { failureReport } from "@/lib/failures/testing/report";
import { mergeIncident } from "@/lib/incidents/merge-incident";
import { undoChange } from "@/lib/incidents/undo/undo-change";
import { unmergeIncidents } from "@/lib/incidents/unmerge-incidents";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const failing = (task: string) => failureReport({ task: { externalId: task, name: task, operator: null } });
const open = (task: string, like?: Arranged) => arrangeIncident(db, failing(task), like ? { like } : {});

/** `child`, with two failures, merged into `parent` by a person long ago. */
async function merged() {
  const a = await open("extract");
  const b = await open("load", a);
  await open("load", a);
  const merge = await mergeIncident(a.ctx, b.incidentId, a.incidentId);
  const late = { ...a.ctx, now: () => new Date(Date.now() + 3_600_000) };
  return { ...a, parent: a.incidentId, child: b.incidentId, late, merge };
}

describe("an incident that a person merged", () => {
  it("can be taken out when the merge can no longer be undone, and put back", async () => {
    const arranged = await merged();
    const { ctx, parent, child, late } = arranged;
    const { changeIds } = await unmergeIncidents(late, parent, [child]);
    expect(await getIncident(ctx, child)).toMatchObject({ status: "triggered", occurrenceCount: 2 });
    expect(await getIncident(ctx, parent)).toMatchObject({ occurrenceCount: 1, duplicates: [] });
    // Its failures are its own again.
    expect((await open("load", arranged)).incidentId).toBe(child);
    await undoChange(late, child, { timelineEntryId: changeIds[0] ?? "" });
    expect(await getIncident(ctx, child)).toMatchObject({ status: "merged", mergeKind: "duplicate" });
    expect(await getIncident(ctx, parent)).toMatchObject({ occurrenceCount: 4, duplicates: [{ id: child }] });
    expect((await open("load", arranged)).incidentId).toBe(parent);
  });

  it("is put back with what was merged into it meanwhile, whose failures count from then on", async () => {
    const arranged = await merged();
    const { ctx, parent, child, late, merge } = arranged;
    const { changeIds } = await unmergeIncidents(late, parent, [child]);
    const other = await open("report", arranged);
    await mergeIncident(ctx, other.incidentId, child);
    await undoChange(late, child, { timelineEntryId: changeIds[0] ?? "" });
    expect(await getIncident(ctx, parent)).toMatchObject({ occurrenceCount: 4 });
    expect((await open("report", arranged)).incidentId).toBe(parent);
    expect(await getIncident(ctx, parent)).toMatchObject({ occurrenceCount: 5 });
    // It stays there even when the first merge is undone.
    await undoChange(ctx, child, { timelineEntryId: merge.changeIds[0] ?? "" });
    expect(await getIncident(ctx, child)).toMatchObject({ status: "triggered", occurrenceCount: 2 });
    await open("report", arranged);
    expect(await getIncident(ctx, parent)).toMatchObject({ occurrenceCount: 4 });
  });

  it("is resolved if it has recovered meanwhile", async () => {
    const { ctx, parent, child } = await merged();
    const resolvedAt = new Date();
    await db.prisma.incident.update({ where: { id: child }, data: { resolvedAt, resolution: "recovered" } });
    await unmergeIncidents(ctx, parent, [child]);
    expect(await getIncident(ctx, child)).toMatchObject({ status: "resolved", resolution: "recovered" });
  });

  it("stays if it is not known what it brought", async () => {
    const { ctx, parent, child } = await merged();
    await db.pool.query("UPDATE timeline_entries SET undo = NULL WHERE incident_id = $1", [child]);
    await expect(unmergeIncidents(ctx, parent, [child])).rejects.toMatchObject({
      code: "CONFLICT",
      message: "It is not known which failures #2 brought. Split off occurrences instead.",
    });
    expect(await getIncident(ctx, child)).toMatchObject({ status: "merged", parentNumber: 1 });
  });
});
