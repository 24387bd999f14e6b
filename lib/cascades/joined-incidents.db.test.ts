import { describe, expect, it } from "vitest";
import {
  analyze,
  permutations,
  statuses,
  timelineTexts,
  useNestedFlows,
} from "@/lib/cascades/testing/nested-flows";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { getIncident } from "@/lib/desk/data";
import { getPipeline } from "@/lib/desk/pipeline/data";
import { mergeIncident } from "@/lib/incidents/merge-incident";
import { updateIncident } from "@/lib/incidents/update-incident";
import { newId } from "@/lib/platform/crypto";
import { listPipelines } from "@/lib/stats/data";

const flows = useNestedFlows();

describe("a joined incident", () => {
  async function joined() {
    const arranged = await flows.arrange();
    const [root = "", outer = ""] = await flows.play(
      arranged,
      ["stock-extract", "stock-daily"],
      "on arrival",
    );
    return { arranged, root, outer };
  }
  const later = (flow: string, run: string) => ({ flow_run_id: run, event_id: newId(), flow_run_name: flow });

  it("is unchanged by another analysis", async () => {
    const { arranged, root, outer } = await joined();
    const before = [await timelineTexts(arranged, root), await timelineTexts(arranged, outer)];
    expect(await analyze(arranged, outer)).toEqual({ symptoms: 0, isMerged: true });
    expect(await analyze(arranged, root)).toEqual({ symptoms: 0, isMerged: false });
    expect([await timelineTexts(arranged, root), await timelineTexts(arranged, outer)]).toEqual(before);
  });

  it("leaves its pipeline failing until its root is resolved or it recovers", async () => {
    const { arranged, root, outer } = await joined();
    const { ctx } = arranged;
    const { number } = await getIncident(ctx, root);
    const merged = await getIncident(ctx, outer);
    const look = async () => {
      const listed = (await listPipelines(ctx)).items.find(({ id }) => id === merged.pipelineId);
      const { openIncidents, partOf } = await getPipeline(ctx, merged.pipelineId ?? "");
      return { listed, openIncidents, partOf };
    };
    const failing = await look();
    expect(failing.listed).toMatchObject({
      openIncidents: 0,
      partOf: [number],
      lastFailureAt: merged.lastSeenAt,
    });
    expect(failing.openIncidents).toEqual([]);
    expect(failing.partOf).toMatchObject([
      { id: root, number, symptomNumber: merged.number, status: "triggered", lastSeenAt: merged.lastSeenAt },
    ]);
    const own = await getIncident(ctx, root);
    expect((await getPipeline(ctx, own.pipelineId ?? "")).partOf).toEqual([]);

    await flows.db.pool.query("UPDATE incidents SET resolved_at = now() WHERE id = $1", [outer]);
    expect(await look()).toMatchObject({ listed: { partOf: [] }, partOf: [] });
    await flows.db.pool.query("UPDATE incidents SET resolved_at = NULL WHERE id = $1", [outer]);
    await updateIncident(ctx, root, { status: "resolved" });
    expect(await look()).toMatchObject({ listed: { partOf: [] }, partOf: [] });
  });

  it("receives a second report of the parent's run", async () => {
    const { arranged, root } = await joined();
    const hook = {
      event_id: newId(),
      exception: { type: "FileNotFoundError", message: "x", traceback: "Traceback x" },
    };
    expect(await flows.report(arranged, "stock-daily", hook)).toBe(root);
    expect(await statuses(arranged)).toHaveLength(2);
    expect(await getIncident(arranged.ctx, root)).toMatchObject({
      occurrenceCount: 1,
      pipeline: "stock-extract",
    });
    expect((await timelineTexts(arranged, root)).at(-1)).toBe("Reported again at run level by stock-daily");
  });

  it.each(permutations(["stock-extract", "stock-daily"]))(
    "absorbs the next night's failure, %s first",
    async (first, second) => {
      const { arranged, root } = await joined();
      for (const flow of [first, second]) {
        expect(await flows.report(arranged, flow, later(flow, `${flow}-night-2`))).toBe(root);
        // The same run again, as when both a hook and an automation report it.
        expect(await flows.report(arranged, flow, later(flow, `${flow}-night-2`))).toBe(root);
      }
      expect(await statuses(arranged)).toEqual([
        "stock-daily merged into stock-extract",
        "stock-extract triggered",
      ]);
      expect(await getIncident(arranged.ctx, root)).toMatchObject({ occurrenceCount: 2 });
      const entries = (await timelineTexts(arranged, root)).filter((text) =>
        text.startsWith("Affected again"),
      );
      expect(entries).toEqual([
        "Affected again: run stock-daily-night-2 of stock-daily failed because of this failure, as before",
      ]);
    },
  );

  it("does not absorb a different parent failure, or any failure once it is resolved", async () => {
    const { arranged, root } = await joined();
    const other = {
      ...later("stock-daily", "night-2"),
      state_message: "Flow run encountered an exception: KeyError: 'price'",
    };
    expect(await flows.report(arranged, "stock-daily", other)).not.toBe(root);
    await updateIncident(arranged.ctx, root, { status: "resolved" });
    expect(await flows.report(arranged, "stock-daily", later("stock-daily", "night-3"))).not.toBe(root);
  });

  it("keeps its symptoms when merged by hand, and folds later failures", async () => {
    const { arranged, root, outer } = await joined();
    const other = await flows.report(arranged, "catalog-fetch");
    await mergeIncident(arranged.ctx, root, other);
    expect(await getIncident(arranged.ctx, outer)).toMatchObject({ parentIncidentId: other });
    expect(await flows.report(arranged, "stock-extract", later("stock-extract", "night-2"))).toBe(other);
    expect(await flows.report(arranged, "stock-daily", later("stock-daily", "night-2"))).toBe(other);
    expect(await flows.report(arranged, "stock-extract", { event_id: newId() })).toBe(other);
    // Its own, the first night's and the second night's; symptoms are not counted.
    expect(await getIncident(arranged.ctx, other)).toMatchObject({ occurrenceCount: 3 });
  });

  it("names the affected pipelines in its diagnosis, also in one made before they joined", async () => {
    const arranged = await flows.arrange();
    const root = await flows.report(arranged, "stock-extract");
    await diagnoseIncident(arranged.ctx, { incidentId: root, workflowId: newId() });
    const before = await getIncident(arranged.ctx, root);
    expect(before.diagnosis?.impact.text).toBe("1 run of stock-extract failed");
    await analyze(arranged, await flows.report(arranged, "stock-daily"));
    const { diagnosis } = await getIncident(arranged.ctx, root);
    expect(diagnosis?.impact).toEqual({
      text: "1 run of stock-extract failed; stock-daily failed with it",
      affected: [],
    });
  });
});

describe("manual decisions", () => {
  it("leaves a resolved parent unchanged but names it", async () => {
    const arranged = await flows.arrange();
    const outer = await flows.report(arranged, "stock-daily");
    await updateIncident(arranged.ctx, outer, { status: "resolved" });
    const root = await flows.report(arranged, "stock-extract");
    await analyze(arranged, root);
    expect(await getIncident(arranged.ctx, outer)).toMatchObject({
      status: "resolved",
      parentIncidentId: null,
    });
    expect((await timelineTexts(arranged, root))[0]).toMatch(/^Affected: run .* See #1$/i);
  });
});

it("keeps the parent's incident open when the subflow's is already resolved", async () => {
  const arranged = await flows.arrange();
  const root = await flows.report(arranged, "stock-extract");
  const outer = await flows.report(arranged, "stock-daily");
  await collectEvidence(arranged.ctx, { incidentId: root });
  await updateIncident(arranged.ctx, root, { status: "resolved" });
  expect(await analyze(arranged, outer)).toEqual({ symptoms: 0, isMerged: false });
  expect(await statuses(arranged)).toEqual(["stock-daily triggered", "stock-extract resolved"]);
});

it("ends the parent's snooze when it joins", async () => {
  const arranged = await flows.arrange();
  const outer = await flows.report(arranged, "stock-daily");
  const snoozedUntil = new Date(Date.now() + 3_600_000).toISOString();
  await updateIncident(arranged.ctx, outer, { snoozedUntil });
  const root = await flows.report(arranged, "stock-extract");
  await analyze(arranged, outer);
  await analyze(arranged, root);
  const row = await flows.db.prisma.incident.findUniqueOrThrow({ where: { id: outer } });
  expect(row).toMatchObject({ status: "merged", snoozedUntil: null });
});
