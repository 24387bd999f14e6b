import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acceptDelivery, arrangeWorkspace, incomingDelivery, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { getIncident, listIncidents } from "@/lib/desk/data";
import { listTimeline } from "@/lib/incidents/history/data";
import { mergeIncident } from "@/lib/incidents/merge-incident";
import { updateIncident } from "@/lib/incidents/update-incident";
import { wrapUpAnalysis } from "@/lib/cascades/wrap-up-analysis";
import { normalisePrefect } from "@/lib/intake/sources/prefect/normalise";
import { newId } from "@/lib/platform/crypto";

interface Recorded {
  webhook: Record<string, string>;
  flow_run: { id: string; flow_id: string };
  flow_run_states: unknown[];
  task_runs: { id: string; flow_run_id: string }[];
  logs: { timestamp: string }[];
  deployment: { id: string } | null;
  parent_task_run: { id: string } | null;
}

/** What a Prefect 3.8.8 server sent and answered for flows of several subflows, by the flow's name. */
const recorded = JSON.parse(
  readFileSync(new URL("./fixtures/prefect-subflows.json", import.meta.url), "utf8"),
) as Record<string, Recorded>;
const runs = Object.values(recorded);

let db: TestDatabase;
let prefect: Server;

beforeAll(async () => {
  db = await testDatabase();
  prefect = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const answer = answerOf(request.url ?? "", body === "" ? null : (JSON.parse(body) as Filter));
    response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer ?? { detail: "Not found" }));
  });
  await new Promise<void>((resolve) => prefect.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  prefect.close();
  await db.close();
});

interface Filter {
  offset: number;
  sort: string;
  flow_runs?: { id: { any_: string[] } };
  logs?: { flow_run_id: { any_: string[] } };
}

function answerOf(url: string, filter: Filter | null): unknown {
  const [route = "", query = ""] = url.replace("/api", "").split("?");
  const byId = (id: string | undefined) => runs.find((one) => one.flow_run.id === id);
  if (filter) {
    if (filter.offset > 0) return [];
    if (route === "/task_runs/filter") return byId(filter.flow_runs?.id.any_[0])?.task_runs;
    if (route === "/flow_runs/filter") return [];
    const logs = byId(filter.logs?.flow_run_id.any_[0])?.logs;
    return filter.sort === "TIMESTAMP_DESC" ? logs?.toReversed() : logs;
  }
  const id = route.split("/").at(-1);
  if (route === "/flow_run_states/")
    return byId(new URLSearchParams(query).get("flow_run_id") ?? "")?.flow_run_states;
  if (route.startsWith("/flow_runs/")) return byId(id)?.flow_run;
  if (route.startsWith("/task_runs/"))
    return runs.map((one) => one.parent_task_run).find((one) => one?.id === id);
  if (route.startsWith("/deployments/")) return runs.find((one) => one.deployment?.id === id)?.deployment;
  return undefined;
}

const arrange = (options: { hasApi?: boolean } = {}) =>
  arrangeWorkspace(db, {
    kind: "prefect",
    ...(options.hasApi === false
      ? {}
      : { apiBaseUrl: `http://127.0.0.1:${(prefect.address() as AddressInfo).port}/api` }),
  });

/** A webhook as it was sent, `part` of it changed. @returns the incident's id. */
function report(arranged: Arranged, flow: string, part: object = {}): Promise<string> {
  const body = { ...recorded[flow]?.webhook, ...part };
  const result = normalisePrefect(body);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return acceptDelivery(db, incomingDelivery(arranged, result.report, { body: JSON.stringify(body) }));
}

async function analyse({ ctx }: Arranged, incidentId: string) {
  await collectEvidence(ctx, { incidentId });
  return wrapUpAnalysis(ctx, { incidentId, workflowId: "w" });
}

/** `stock-extract triggered`, `stock-daily merged into stock-extract`. */
async function standing({ ctx }: Arranged): Promise<string[]> {
  const { items } = await listIncidents(ctx, { sort: "openedAt" });
  const wholes = await Promise.all(items.map((one) => getIncident(ctx, one.id)));
  const nameOf = (id: string | null) => wholes.find((one) => one.id === id)?.pipeline ?? "?";
  return wholes
    .map(
      (one) =>
        `${one.pipeline} ${one.status}${one.status === "merged" ? ` into ${nameOf(one.parentIncidentId)}` : ""}`,
    )
    .toSorted();
}

async function texts({ ctx }: Arranged, incidentId: string): Promise<string[]> {
  const { items } = await listTimeline(ctx, incidentId);
  return items.filter((one) => one.kind !== "opened").map((one) => one.text);
}

/** Which flows the timeline names as affected, and what it says of how. */
async function affectedIn(arranged: Arranged, incidentId: string): Promise<(string | undefined)[]> {
  const said = await texts(arranged, incidentId);
  return said.map((text) => /of (ledger-\w+, which started .*?) and waited/.exec(text)?.[1]).toSorted();
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((one, i) => permutations(items.toSpliced(i, 1)).map((rest) => [one, ...rest]));
}

const ANALYSES = ["as they arrive", "afterwards, first come first", "afterwards, last come first"] as const;

/** Every order of arrival, with every order of analysis for two and one of them in turn for more. */
const orders = (flows: readonly string[]) =>
  permutations(flows).flatMap((arrival, i) =>
    ANALYSES.filter((_one, j) => flows.length === 2 || j === i % ANALYSES.length).map((analysis) => ({
      arrival,
      analysis,
    })),
  );

async function play(
  arranged: Arranged,
  arrival: readonly string[],
  analysis: (typeof ANALYSES)[number],
  parts: Record<string, object> = {},
) {
  const ids: string[] = [];
  for (const flow of arrival) {
    ids.push(await report(arranged, flow, parts[flow]));
    if (analysis === "as they arrive") await analyse(arranged, ids.at(-1) ?? "");
  }
  if (analysis === "as they arrive") return ids;
  for (const id of analysis.endsWith("first come first") ? ids : ids.toReversed())
    await analyse(arranged, id);
  return ids;
}

describe("a subflow and the flow that waited for it, as a real Prefect reports them", () => {
  it.each(orders(["stock-extract", "stock-daily"]))(
    "are one incident: $arrival, analysed $analysis",
    async ({ arrival, analysis }) => {
      const arranged = await arrange();
      const ids = await play(arranged, arrival, analysis);
      expect(await standing(arranged)).toEqual([
        "stock-daily merged into stock-extract",
        "stock-extract triggered",
      ]);
      const root = ids[arrival.indexOf("stock-extract")] ?? "";
      const outer = ids[arrival.indexOf("stock-daily")] ?? "";
      const [child, parent] = [recorded["stock-extract"], recorded["stock-daily"]].map(
        (one) => one?.flow_run.id,
      );
      const [rootNumber, outerNumber] = arrival[0] === "stock-extract" ? [1, 2] : [2, 1];
      expect(await getIncident(arranged.ctx, root)).toMatchObject({
        symptomCount: 1,
        symptoms: [{ id: outer, number: outerNumber, pipeline: "stock-daily", runId: parent }],
        occurrenceCount: 1,
      });
      const error =
        "both ended with FileNotFoundError: [Errno 2] No such file or directory: '/data/landing/stock/2026-11-21.csv'";
      expect(await texts(arranged, root)).toEqual([
        `Affected: run ${parent} of stock-daily, which started this run and waited for it, failed too: ${error}. #${outerNumber} is now part of this incident`,
      ]);
      expect(await texts(arranged, outer)).toEqual([
        `Joined to #${rootNumber}. This run started run ${child} of stock-extract, waited for it and failed with it (#${rootNumber}): ${error}`,
      ]);
      const affected = await db.prisma.occurrence.findMany({
        where: { incidentId: root, kind: "run_report" },
        include: { run: true },
      });
      expect(affected.map((one) => [one.run?.externalId, one.message.slice(0, 43)])).toEqual([
        [parent, "stock-daily failed with it: FileNotFoundErr"],
      ]);
    },
  );

  it.each(orders(["ledger-daily", "ledger-monthly", "ledger-yearly"]))(
    "are one incident, three deep: $arrival, analysed $analysis",
    async ({ arrival, analysis }) => {
      const arranged = await arrange();
      const ids = await play(arranged, arrival, analysis);
      expect(await standing(arranged)).toEqual([
        "ledger-daily triggered",
        "ledger-monthly merged into ledger-daily",
        "ledger-yearly merged into ledger-daily",
      ]);
      const root = ids[arrival.indexOf("ledger-daily")] ?? "";
      expect(await getIncident(arranged.ctx, root)).toMatchObject({ symptomCount: 2, occurrenceCount: 1 });
      expect(await affectedIn(arranged, root)).toEqual([
        "ledger-monthly, which started this run",
        "ledger-yearly, which started the run of ledger-monthly",
      ]);
      const affected = await db.prisma.occurrence.findMany({
        where: { incidentId: root, kind: "run_report" },
        include: { run: true },
      });
      expect(affected.map((one) => one.run?.externalId).toSorted()).toEqual(
        ["ledger-monthly", "ledger-yearly"].map((flow) => recorded[flow]?.flow_run.id).toSorted(),
      );
    },
  );

  it("are one incident when all are analysed at once", async () => {
    const arranged = await arrange();
    const flows = ["ledger-yearly", "ledger-daily", "ledger-monthly"];
    const ids = await Promise.all(flows.map((flow) => report(arranged, flow)));
    const results = await Promise.all(ids.map((id) => analyse(arranged, id)));
    await Promise.all(ids.map((id) => analyse(arranged, id)));
    expect(await standing(arranged)).toEqual([
      "ledger-daily triggered",
      "ledger-monthly merged into ledger-daily",
      "ledger-yearly merged into ledger-daily",
    ]);
    expect(results.reduce((sum, one) => sum + one.symptoms, 0)).toBe(2);
    expect(await affectedIn(arranged, ids[1] ?? "")).toEqual([
      "ledger-monthly, which started this run",
      "ledger-yearly, which started the run of ledger-monthly",
    ]);
  });

  it.each(orders(["catalog-fetch", "catalog-publish"]))(
    "stay two where the parent got over it and failed by itself: $arrival, analysed $analysis",
    async ({ arrival, analysis }) => {
      const arranged = await arrange();
      const ids = await play(arranged, arrival, analysis);
      expect(await standing(arranged)).toEqual(["catalog-fetch triggered", "catalog-publish triggered"]);
      // Only once both are there can either say so; a further analysis says nothing twice.
      const outer = ids[arrival.indexOf("catalog-publish")] ?? "";
      const inner = ids[arrival.indexOf("catalog-fetch")] ?? "";
      await analyse(arranged, outer);
      await analyse(arranged, outer);
      expect(await texts(arranged, outer)).toEqual([
        expect.stringMatching(
          /^Run \S+ of catalog-fetch failed inside this run \(#\d\), but this run ended with a different error/,
        ),
      ]);
      expect(await texts(arranged, inner)).toEqual([
        expect.stringMatching(
          /^Run \S+ of catalog-publish, which started this run, failed for a different reason: #\d$/,
        ),
      ]);
    },
  );

  it.each(orders(["billing-sum", "billing-close"]))(
    "are one where the parent raised its own error from the subflow's: $arrival, analysed $analysis",
    async ({ arrival, analysis }) => {
      const arranged = await arrange();
      await play(arranged, arrival, analysis);
      expect(await standing(arranged)).toEqual([
        "billing-close merged into billing-sum",
        "billing-sum triggered",
      ]);
    },
  );

  it.each(orders(["regions-north", "regions-south", "regions-all"]))(
    "two failing subflows keep an incident each; the parent joins one and stands at both: $arrival, analysed $analysis",
    async ({ arrival, analysis }) => {
      const arranged = await arrange();
      const ids = await play(arranged, arrival, analysis);
      const [all, north, south] = await standing(arranged);
      expect([north, south]).toEqual(["regions-north triggered", "regions-south triggered"]);
      expect(all).toMatch(/^regions-all merged into regions-(north|south)$/);
      for (const flow of ["regions-north", "regions-south"]) {
        const said = await texts(arranged, ids[arrival.indexOf(flow)] ?? "");
        expect(said).toEqual([
          expect.stringMatching(
            /^Affected: run \S+ of regions-all, .* nothing failed in it but what it had started/,
          ),
        ]);
      }
    },
  );

  it.each(orders(["mixed-part", "mixed-all"]))(
    "stay two where a task of the parent's own failed beside it: $arrival, analysed $analysis",
    async ({ arrival, analysis }) => {
      const arranged = await arrange();
      await play(arranged, arrival, analysis);
      expect(await standing(arranged)).toEqual(["mixed-all triggered", "mixed-part triggered"]);
    },
  );
});

describe("after they were joined", () => {
  async function joined() {
    const arranged = await arrange();
    const [root = "", outer = ""] = await play(arranged, ["stock-extract", "stock-daily"], "as they arrive");
    return { arranged, root, outer };
  }
  const later = (flow: string, run: string) => ({ flow_run_id: run, event_id: newId(), flow_run_name: flow });

  it("analysing again changes and says nothing", async () => {
    const { arranged, root, outer } = await joined();
    const before = [await texts(arranged, root), await texts(arranged, outer)];
    expect(await analyse(arranged, outer)).toEqual({ symptoms: 0, isMerged: true });
    expect(await analyse(arranged, root)).toEqual({ symptoms: 0, isMerged: false });
    expect([await texts(arranged, root), await texts(arranged, outer)]).toEqual(before);
  });

  it("a second report of the parent's run stands at the joined incident and opens nothing", async () => {
    const { arranged, root } = await joined();
    const hook = {
      event_id: newId(),
      exception: { type: "FileNotFoundError", message: "x", traceback: "Traceback x" },
    };
    expect(await report(arranged, "stock-daily", hook)).toBe(root);
    expect(await standing(arranged)).toHaveLength(2);
    expect(await getIncident(arranged.ctx, root)).toMatchObject({
      occurrenceCount: 1,
      pipeline: "stock-extract",
    });
    expect((await texts(arranged, root)).at(-1)).toBe("Reported again at run level by stock-daily");
  });

  it.each(permutations(["stock-extract", "stock-daily"]))(
    "the next night's failure folds, %s first",
    async (first, second) => {
      const { arranged, root } = await joined();
      for (const flow of [first, second]) {
        expect(await report(arranged, flow, later(flow, `${flow}-night-2`))).toBe(root);
        // The same run once more, as a hook beside the automation does.
        expect(await report(arranged, flow, later(flow, `${flow}-night-2`))).toBe(root);
      }
      expect(await standing(arranged)).toEqual([
        "stock-daily merged into stock-extract",
        "stock-extract triggered",
      ]);
      expect(await getIncident(arranged.ctx, root)).toMatchObject({ occurrenceCount: 2 });
      const said = (await texts(arranged, root)).filter((text) => text.startsWith("Affected again"));
      expect(said).toEqual([
        "Affected again: run stock-daily-night-2 of stock-daily failed because of this failure, as before",
      ]);
    },
  );

  it("another failure of the parent opens, and so does the same one once the first is resolved", async () => {
    const { arranged, root } = await joined();
    const other = {
      ...later("stock-daily", "night-2"),
      state_message: "Flow run encountered an exception: KeyError: 'price'",
    };
    expect(await report(arranged, "stock-daily", other)).not.toBe(root);
    await updateIncident(arranged.ctx, root, { status: "resolved" });
    expect(await report(arranged, "stock-daily", later("stock-daily", "night-3"))).not.toBe(root);
  });

  it("a person's merge takes the symptoms along, and later failures of any of them fold", async () => {
    const { arranged, root, outer } = await joined();
    const other = await report(arranged, "catalog-fetch");
    await mergeIncident(arranged.ctx, root, other);
    expect(await getIncident(arranged.ctx, outer)).toMatchObject({ parentIncidentId: other });
    expect(await report(arranged, "stock-extract", later("stock-extract", "night-2"))).toBe(other);
    expect(await report(arranged, "stock-daily", later("stock-daily", "night-2"))).toBe(other);
    expect(await report(arranged, "stock-extract", { event_id: newId() })).toBe(other);
    // Two of its own and of the first night, and the second night's; symptoms are not counted.
    expect(await getIncident(arranged.ctx, other)).toMatchObject({ occurrenceCount: 3 });
  });

  it("says whom it reached in the next diagnosis", async () => {
    const { arranged, root } = await joined();
    await diagnoseIncident(arranged.ctx, { incidentId: root, workflowId: newId() });
    const { diagnosis } = await getIncident(arranged.ctx, root);
    expect(diagnosis?.impact).toEqual({
      text: "1 run of stock-extract failed; stock-daily waited for it and failed too",
      affected: [],
    });
  });
});

describe("what somebody has decided stays", () => {
  it("a resolved parent is not touched, but named", async () => {
    const arranged = await arrange();
    const outer = await report(arranged, "stock-daily");
    await updateIncident(arranged.ctx, outer, { status: "resolved" });
    const root = await report(arranged, "stock-extract");
    await analyse(arranged, root);
    expect(await getIncident(arranged.ctx, outer)).toMatchObject({
      status: "resolved",
      parentIncidentId: null,
    });
    expect((await texts(arranged, root))[0]).toMatch(/^Affected: run .* See #1$/i);
  });
});

it("a parent's failure stays open when the subflow's incident is resolved already", async () => {
  const arranged = await arrange();
  const root = await report(arranged, "stock-extract");
  const outer = await report(arranged, "stock-daily");
  await collectEvidence(arranged.ctx, { incidentId: root });
  await updateIncident(arranged.ctx, root, { status: "resolved" });
  expect(await analyse(arranged, outer)).toEqual({ symptoms: 0, isMerged: false });
  expect(await standing(arranged)).toEqual(["stock-daily triggered", "stock-extract resolved"]);
});

it("a parent that was snoozed wakes when it joins", async () => {
  const arranged = await arrange();
  const outer = await report(arranged, "stock-daily");
  const snoozedUntil = new Date(Date.now() + 3_600_000).toISOString();
  await updateIncident(arranged.ctx, outer, { snoozedUntil });
  const root = await report(arranged, "stock-extract");
  await analyse(arranged, outer);
  await analyse(arranged, root);
  const row = await db.prisma.incident.findUniqueOrThrow({ where: { id: outer } });
  expect(row).toMatchObject({ status: "merged", snoozedUntil: null });
});

describe("without the API", () => {
  it("payloads of the automation alone tie nothing together", async () => {
    const arranged = await arrange({ hasApi: false });
    await play(arranged, ["stock-extract", "stock-daily"], "as they arrive");
    expect(await standing(arranged)).toEqual(["stock-daily triggered", "stock-extract triggered"]);
    const gaps = await db.prisma.evidence.findMany({
      where: { workspaceId: arranged.ctx.workspaceId, collector: "orchestrator-state" },
      include: { incident: { include: { pipeline: true } } },
    });
    const unknown = "The API of Airflow is not connected, so run states are unknown.";
    const nested =
      " This run was started by another one; which, and whether that failed with it, was not sent along.";
    expect(gaps.map((one) => [one.incident.pipeline?.name, one.message]).toSorted()).toEqual([
      ["stock-daily", `${unknown} Connect it under Setup.`],
      ["stock-extract", `${unknown}${nested} Connect it under Setup.`],
    ]);
  });

  it.each(orders(["stock-extract", "stock-daily"]))(
    "the hook's word on the parent's run does: $arrival, analysed $analysis",
    async ({ arrival, analysis }) => {
      const arranged = await arrange({ hasApi: false });
      await play(arranged, arrival, analysis, {
        "stock-extract": { parent_flow_run_id: recorded["stock-daily"]?.flow_run.id },
      });
      expect(await standing(arranged)).toEqual([
        "stock-daily merged into stock-extract",
        "stock-extract triggered",
      ]);
    },
  );
});

it("never looks into another workspace", async () => {
  const mine = await arrange();
  const theirs = await arrange();
  await report(theirs, "stock-extract");
  const outer = await report(mine, "stock-daily");
  expect(await analyse(mine, outer)).toEqual({ symptoms: 0, isMerged: false });
  expect(await standing(theirs)).toEqual(["stock-extract triggered"]);
});
