import { describe, expect, it } from "vitest";
import { analyze, statuses, timelineTexts, useNestedFlows } from "@/lib/cascades/testing/nested-flows";
import { getIncident } from "@/lib/desk/data";
import { undoChange } from "@/lib/incidents/undo/undo-change";
import { unmergeIncidents } from "@/lib/incidents/unmerge-incidents";

const flows = useNestedFlows();

/** A flow and the flow that started it and failed with it, joined to one incident. */
async function joined() {
  const arranged = await flows.arrange();
  const [root = "", symptom = ""] = await flows.play(
    arranged,
    ["stock-extract", "stock-daily"],
    "afterwards, oldest first",
  );
  const before = await rowsOf([root, symptom]);
  return { ...arranged, root, symptom, before };
}

async function rowsOf(ids: string[]) {
  const incidents = await flows.db.prisma.incident.findMany({
    where: { id: { in: ids } },
    orderBy: { number: "asc" },
  });
  const occurrences = await flows.db.prisma.occurrence.findMany({
    where: { incidentId: { in: ids } },
    orderBy: { id: "asc" },
  });
  return {
    incidents: incidents.map(({ status, parentIncidentId, occurrenceCount }) => ({
      status,
      parentIncidentId,
      occurrenceCount,
    })),
    occurrences,
  };
}

describe("a symptom that a person takes out", () => {
  it("is an incident of its own again, and is not joined by another analysis", async () => {
    const arranged = await joined();
    const { ctx, root, symptom } = arranged;
    const answer = await unmergeIncidents(ctx, root, [symptom]);
    expect(answer).toMatchObject({ id: root, changeIds: [expect.any(String)] });
    await analyze(arranged, symptom);
    await analyze(arranged, root);
    expect(await statuses(arranged)).toEqual(["stock-daily triggered", "stock-extract triggered"]);
    expect(await getIncident(ctx, root)).toMatchObject({ symptomCount: 0, occurrenceCount: 1 });
    expect(await getIncident(ctx, symptom)).toMatchObject({ parentIncidentId: null, occurrenceCount: 1 });
    const { occurrences } = await rowsOf([root]);
    expect(occurrences.map(({ kind }) => kind)).toEqual(["failure"]);
    expect(await timelineTexts(arranged, root)).toContain("#2 was taken out of this incident");
    expect(await timelineTexts(arranged, symptom)).toContain("Taken out of #1");
  });

  it("can be put back, with what the root listed of it", async () => {
    const { ctx, root, symptom, before } = await joined();
    const { changeIds } = await unmergeIncidents(ctx, root, [symptom]);
    await undoChange(ctx, symptom, { timelineEntryId: changeIds[0] ?? "" });
    expect(await rowsOf([root, symptom])).toEqual(before);
  });

  it("must be part of this incident", async () => {
    const { ctx, root, symptom } = await joined();
    await expect(unmergeIncidents(ctx, symptom, [root])).rejects.toMatchObject({ code: "INVALID" });
    await unmergeIncidents(ctx, root, [symptom]);
    await expect(unmergeIncidents(ctx, root, [symptom])).rejects.toMatchObject({ code: "INVALID" });
  });
});
