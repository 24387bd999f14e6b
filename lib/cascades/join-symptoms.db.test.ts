import { describe, expect, it } from "vitest";
import {
  affectedFlows,
  analyze,
  arrivalOrders,
  recorded,
  statuses,
  timelineTexts,
  useNestedFlows,
} from "@/lib/cascades/testing/nested-flows";
import { getIncident } from "@/lib/desk/data";

const flows = useNestedFlows();

describe("a subflow and its parent flow, as reported by a real Prefect server", () => {
  it.each(arrivalOrders(["stock-extract", "stock-daily"]))(
    "become one incident: $arrival, analyzed $analysis",
    async ({ arrival, analysis }) => {
      const arranged = await flows.arrange();
      const ids = await flows.play(arranged, arrival, analysis);
      expect(await statuses(arranged)).toEqual([
        "stock-daily merged into stock-extract",
        "stock-extract triggered",
      ]);
      const root = ids[arrival.indexOf("stock-extract")] ?? "";
      const outer = ids[arrival.indexOf("stock-daily")] ?? "";
      const [child, parent] = [recorded["stock-extract"], recorded["stock-daily"]].map(
        (run) => run?.flow_run.id,
      );
      const [rootNumber, outerNumber] = arrival[0] === "stock-extract" ? [1, 2] : [2, 1];
      expect(await getIncident(arranged.ctx, root)).toMatchObject({
        symptomCount: 1,
        symptoms: [{ id: outer, number: outerNumber, pipeline: "stock-daily", runId: parent }],
        occurrenceCount: 1,
      });
      const error =
        "both ended with FileNotFoundError: [Errno 2] No such file or directory: '/data/landing/stock/2026-11-21.csv'";
      expect(await timelineTexts(arranged, root)).toEqual([
        `Affected: run ${parent} of stock-daily, which started this run and waited for it, failed too: ${error}. #${outerNumber} is now part of this incident`,
      ]);
      expect(await timelineTexts(arranged, outer)).toEqual([
        `Joined to #${rootNumber}. This run started run ${child} of stock-extract, waited for it and failed with it (#${rootNumber}): ${error}`,
      ]);
      const affected = await flows.db.prisma.occurrence.findMany({
        where: { incidentId: root, kind: "run_report" },
        include: { run: true },
      });
      expect(
        affected.map((occurrence) => [occurrence.run?.externalId, occurrence.message.slice(0, 43)]),
      ).toEqual([[parent, "stock-daily failed with it: FileNotFoundErr"]]);
    },
  );

  it.each(arrivalOrders(["ledger-daily", "ledger-monthly", "ledger-yearly"]))(
    "become one incident at three levels: $arrival, analyzed $analysis",
    async ({ arrival, analysis }) => {
      const arranged = await flows.arrange();
      const ids = await flows.play(arranged, arrival, analysis);
      expect(await statuses(arranged)).toEqual([
        "ledger-daily triggered",
        "ledger-monthly merged into ledger-daily",
        "ledger-yearly merged into ledger-daily",
      ]);
      const root = ids[arrival.indexOf("ledger-daily")] ?? "";
      expect(await getIncident(arranged.ctx, root)).toMatchObject({ symptomCount: 2, occurrenceCount: 1 });
      expect(await affectedFlows(arranged, root)).toEqual([
        "ledger-monthly, which started this run",
        "ledger-yearly, which started the run of ledger-monthly",
      ]);
      const affected = await flows.db.prisma.occurrence.findMany({
        where: { incidentId: root, kind: "run_report" },
        include: { run: true },
      });
      expect(affected.map((occurrence) => occurrence.run?.externalId).toSorted()).toEqual(
        ["ledger-monthly", "ledger-yearly"].map((flow) => recorded[flow]?.flow_run.id).toSorted(),
      );
    },
  );

  it("become one incident when analyzed concurrently", async () => {
    const arranged = await flows.arrange();
    const names = ["ledger-yearly", "ledger-daily", "ledger-monthly"];
    const ids = await Promise.all(names.map((flow) => flows.report(arranged, flow)));
    const results = await Promise.all(ids.map((id) => analyze(arranged, id)));
    await Promise.all(ids.map((id) => analyze(arranged, id)));
    expect(await statuses(arranged)).toEqual([
      "ledger-daily triggered",
      "ledger-monthly merged into ledger-daily",
      "ledger-yearly merged into ledger-daily",
    ]);
    expect(results.reduce((sum, result) => sum + result.symptoms, 0)).toBe(2);
    expect(await affectedFlows(arranged, ids[1] ?? "")).toEqual([
      "ledger-monthly, which started this run",
      "ledger-yearly, which started the run of ledger-monthly",
    ]);
  });

  it.each(arrivalOrders(["catalog-fetch", "catalog-publish"]))(
    "stay separate when the parent recovered and failed for its own reason: $arrival, analyzed $analysis",
    async ({ arrival, analysis }) => {
      const arranged = await flows.arrange();
      const ids = await flows.play(arranged, arrival, analysis);
      expect(await statuses(arranged)).toEqual(["catalog-fetch triggered", "catalog-publish triggered"]);
      // Both reports are needed to decide; another analysis adds no duplicate entries.
      const outer = ids[arrival.indexOf("catalog-publish")] ?? "";
      const inner = ids[arrival.indexOf("catalog-fetch")] ?? "";
      await analyze(arranged, outer);
      await analyze(arranged, outer);
      expect(await timelineTexts(arranged, outer)).toEqual([
        expect.stringMatching(
          /^Run \S+ of catalog-fetch failed inside this run \(#\d\), but this run ended with a different error/,
        ),
      ]);
      expect(await timelineTexts(arranged, inner)).toEqual([
        expect.stringMatching(
          /^Run \S+ of catalog-publish, which started this run, failed for a different reason: #\d$/,
        ),
      ]);
    },
  );

  it.each(arrivalOrders(["billing-sum", "billing-close"]))(
    "become one incident when the parent raised its error from the subflow's: $arrival, analyzed $analysis",
    async ({ arrival, analysis }) => {
      const arranged = await flows.arrange();
      await flows.play(arranged, arrival, analysis);
      expect(await statuses(arranged)).toEqual([
        "billing-close merged into billing-sum",
        "billing-sum triggered",
      ]);
    },
  );

  it.each(arrivalOrders(["regions-north", "regions-south", "regions-all"]))(
    "stay separate when two subflows fail; the parent joins one and is listed at both: $arrival, analyzed $analysis",
    async ({ arrival, analysis }) => {
      const arranged = await flows.arrange();
      const ids = await flows.play(arranged, arrival, analysis);
      const [all, north, south] = await statuses(arranged);
      expect([north, south]).toEqual(["regions-north triggered", "regions-south triggered"]);
      expect(all).toMatch(/^regions-all merged into regions-(north|south)$/);
      for (const flow of ["regions-north", "regions-south"]) {
        const entries = await timelineTexts(arranged, ids[arrival.indexOf(flow)] ?? "");
        expect(entries).toEqual([
          expect.stringMatching(
            /^Affected: run \S+ of regions-all, .* only runs it had started failed in it/,
          ),
        ]);
      }
    },
  );

  it.each(arrivalOrders(["mixed-part", "mixed-all"]))(
    "stay separate when one of the parent's own tasks failed too: $arrival, analyzed $analysis",
    async ({ arrival, analysis }) => {
      const arranged = await flows.arrange();
      await flows.play(arranged, arrival, analysis);
      expect(await statuses(arranged)).toEqual(["mixed-all triggered", "mixed-part triggered"]);
    },
  );
});

describe("without the API", () => {
  it("does not link runs from automation payloads alone", async () => {
    const arranged = await flows.arrange({ hasApi: false });
    await flows.play(arranged, ["stock-extract", "stock-daily"], "on arrival");
    expect(await statuses(arranged)).toEqual(["stock-daily triggered", "stock-extract triggered"]);
    const gaps = await flows.db.prisma.evidence.findMany({
      where: { workspaceId: arranged.ctx.workspaceId, collector: "orchestrator-state" },
      include: { incident: { include: { pipeline: true } } },
    });
    const unknown = "The API of Airflow is not connected, so run states are unknown.";
    const nested = " Another run started this one, but the payload does not say which.";
    expect(gaps.map((gap) => [gap.incident.pipeline?.name, gap.message]).toSorted()).toEqual([
      ["stock-daily", `${unknown} Connect the orchestrator's API under Setup.`],
      ["stock-extract", `${unknown}${nested} Connect the orchestrator's API under Setup.`],
    ]);
  });

  it.each(arrivalOrders(["stock-extract", "stock-daily"]))(
    "links runs when the hook names the parent run: $arrival, analyzed $analysis",
    async ({ arrival, analysis }) => {
      const arranged = await flows.arrange({ hasApi: false });
      await flows.play(arranged, arrival, analysis, {
        "stock-extract": { parent_flow_run_id: recorded["stock-daily"]?.flow_run.id },
      });
      expect(await statuses(arranged)).toEqual([
        "stock-daily merged into stock-extract",
        "stock-extract triggered",
      ]);
    },
  );
});

it("never joins across workspaces", async () => {
  const mine = await flows.arrange();
  const theirs = await flows.arrange();
  await flows.report(theirs, "stock-extract");
  const outer = await flows.report(mine, "stock-daily");
  expect(await analyze(mine, outer)).toEqual({ symptoms: 0, isMerged: false });
  expect(await statuses(theirs)).toEqual(["stock-extract triggered"]);
});
