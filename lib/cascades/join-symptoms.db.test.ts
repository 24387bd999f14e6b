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

/** What a Prefect 3.8.8 server sent and returned for nested flows, by flow name. */
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
  const byId = (id: string | undefined) => runs.find((run) => run.flow_run.id === id);
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
    return runs.map((taskRun) => taskRun.parent_task_run).find((taskRun) => taskRun?.id === id);
  if (route.startsWith("/deployments/")) return runs.find((run) => run.deployment?.id === id)?.deployment;
  return undefined;
}

const arrange = (options: { hasApi?: boolean } = {}) =>
  arrangeWorkspace(db, {
    kind: "prefect",
    ...(options.hasApi === false
      ? {}
      : { apiBaseUrl: `http://127.0.0.1:${(prefect.address() as AddressInfo).port}/api` }),
  });

/** Delivers a recorded webhook with the fields in `part` replaced. @returns the incident's id. */
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
  const wholes = await Promise.all(items.map((incident) => getIncident(ctx, incident.id)));
  const nameOf = (id: string | null) => wholes.find((incident) => incident.id === id)?.pipeline ?? "?";
  return wholes
    .map(
      (incident) =>
        `${incident.pipeline} ${incident.status}${incident.status === "merged" ? ` into ${nameOf(incident.parentIncidentId)}` : ""}`,
    )
    .toSorted();
}

async function texts({ ctx }: Arranged, incidentId: string): Promise<string[]> {
  const { items } = await listTimeline(ctx, incidentId);
  return items.filter((entry) => entry.kind !== "opened").map((entry) => entry.text);
}

/** The flows the timeline names as affected, with how they are related. */
async function affectedIn(arranged: Arranged, incidentId: string): Promise<(string | undefined)[]> {
  const entries = await texts(arranged, incidentId);
  return entries.map((text) => /of (ledger-\w+, which started .*?) and waited/.exec(text)?.[1]).toSorted();
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

const ANALYSES = ["on arrival", "afterwards, oldest first", "afterwards, newest first"] as const;

/** Every order of arrival; combined with every order of analysis for two flows, or with one of them for more. */
const orders = (flows: readonly string[]) =>
  permutations(flows).flatMap((arrival, i) =>
    ANALYSES.filter((_analysis, j) => flows.length === 2 || j === i % ANALYSES.length).map((analysis) => ({
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
    if (analysis === "on arrival") await analyse(arranged, ids.at(-1) ?? "");
  }
  if (analysis === "on arrival") return ids;
  for (const id of analysis.endsWith("oldest first") ? ids : ids.toReversed()) await analyse(arranged, id);
  return ids;
}

describe("a subflow and its parent flow, as reported by a real Prefect server", () => {
  it.each(orders(["stock-extract", "stock-daily"]))(
    "become one incident: $arrival, analyzed $analysis",
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
      expect(affected.map((incident) => [incident.run?.externalId, incident.message.slice(0, 43)])).toEqual([
        [parent, "stock-daily failed with it: FileNotFoundErr"],
      ]);
    },
  );

  it.each(orders(["ledger-daily", "ledger-monthly", "ledger-yearly"]))(
    "become one incident at three levels: $arrival, analyzed $analysis",
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
      expect(affected.map((incident) => incident.run?.externalId).toSorted()).toEqual(
        ["ledger-monthly", "ledger-yearly"].map((flow) => recorded[flow]?.flow_run.id).toSorted(),
      );
    },
  );

  it("become one incident when analyzed concurrently", async () => {
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
    expect(results.reduce((sum, result) => sum + result.symptoms, 0)).toBe(2);
    expect(await affectedIn(arranged, ids[1] ?? "")).toEqual([
      "ledger-monthly, which started this run",
      "ledger-yearly, which started the run of ledger-monthly",
    ]);
  });

  it.each(orders(["catalog-fetch", "catalog-publish"]))(
    "stay separate when the parent recovered and failed for its own reason: $arrival, analyzed $analysis",
    async ({ arrival, analysis }) => {
      const arranged = await arrange();
      const ids = await play(arranged, arrival, analysis);
      expect(await standing(arranged)).toEqual(["catalog-fetch triggered", "catalog-publish triggered"]);
      // Both reports are needed to decide; another analysis adds no duplicate entries.
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
    "become one incident when the parent raised its error from the subflow's: $arrival, analyzed $analysis",
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
    "two failing subflows stay separate; the parent joins one and is listed at both: $arrival, analyzed $analysis",
    async ({ arrival, analysis }) => {
      const arranged = await arrange();
      const ids = await play(arranged, arrival, analysis);
      const [all, north, south] = await standing(arranged);
      expect([north, south]).toEqual(["regions-north triggered", "regions-south triggered"]);
      expect(all).toMatch(/^regions-all merged into regions-(north|south)$/);
      for (const flow of ["regions-north", "regions-south"]) {
        const entries = await texts(arranged, ids[arrival.indexOf(flow)] ?? "");
        expect(entries).toEqual([
          expect.stringMatching(
            /^Affected: run \S+ of regions-all, .* only runs it had started failed in it/,
          ),
        ]);
      }
    },
  );

  it.each(orders(["mixed-part", "mixed-all"]))(
    "stay separate when one of the parent's own tasks failed too: $arrival, analyzed $analysis",
    async ({ arrival, analysis }) => {
      const arranged = await arrange();
      await play(arranged, arrival, analysis);
      expect(await standing(arranged)).toEqual(["mixed-all triggered", "mixed-part triggered"]);
    },
  );
});

describe("a joined incident", () => {
  async function joined() {
    const arranged = await arrange();
    const [root = "", outer = ""] = await play(arranged, ["stock-extract", "stock-daily"], "on arrival");
    return { arranged, root, outer };
  }
  const later = (flow: string, run: string) => ({ flow_run_id: run, event_id: newId(), flow_run_name: flow });

  it("is unchanged by another analysis", async () => {
    const { arranged, root, outer } = await joined();
    const before = [await texts(arranged, root), await texts(arranged, outer)];
    expect(await analyse(arranged, outer)).toEqual({ symptoms: 0, isMerged: true });
    expect(await analyse(arranged, root)).toEqual({ symptoms: 0, isMerged: false });
    expect([await texts(arranged, root), await texts(arranged, outer)]).toEqual(before);
  });

  it("receives a second report of the parent's run", async () => {
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
    "absorbs the next night's failure, %s first",
    async (first, second) => {
      const { arranged, root } = await joined();
      for (const flow of [first, second]) {
        expect(await report(arranged, flow, later(flow, `${flow}-night-2`))).toBe(root);
        // The same run again, as when both a hook and an automation report it.
        expect(await report(arranged, flow, later(flow, `${flow}-night-2`))).toBe(root);
      }
      expect(await standing(arranged)).toEqual([
        "stock-daily merged into stock-extract",
        "stock-extract triggered",
      ]);
      expect(await getIncident(arranged.ctx, root)).toMatchObject({ occurrenceCount: 2 });
      const entries = (await texts(arranged, root)).filter((text) => text.startsWith("Affected again"));
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
    expect(await report(arranged, "stock-daily", other)).not.toBe(root);
    await updateIncident(arranged.ctx, root, { status: "resolved" });
    expect(await report(arranged, "stock-daily", later("stock-daily", "night-3"))).not.toBe(root);
  });

  it("takes its symptoms along when merged by hand, and later failures fold", async () => {
    const { arranged, root, outer } = await joined();
    const other = await report(arranged, "catalog-fetch");
    await mergeIncident(arranged.ctx, root, other);
    expect(await getIncident(arranged.ctx, outer)).toMatchObject({ parentIncidentId: other });
    expect(await report(arranged, "stock-extract", later("stock-extract", "night-2"))).toBe(other);
    expect(await report(arranged, "stock-daily", later("stock-daily", "night-2"))).toBe(other);
    expect(await report(arranged, "stock-extract", { event_id: newId() })).toBe(other);
    // Its own, the first night's and the second night's; symptoms are not counted.
    expect(await getIncident(arranged.ctx, other)).toMatchObject({ occurrenceCount: 3 });
  });

  it("names the affected pipelines in the next diagnosis", async () => {
    const { arranged, root } = await joined();
    await diagnoseIncident(arranged.ctx, { incidentId: root, workflowId: newId() });
    const { diagnosis } = await getIncident(arranged.ctx, root);
    expect(diagnosis?.impact).toEqual({
      text: "1 run of stock-extract failed; stock-daily waited for it and failed too",
      affected: [],
    });
  });
});

describe("manual decisions", () => {
  it("leaves a resolved parent unchanged but names it", async () => {
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

it("keeps the parent's incident open when the subflow's is already resolved", async () => {
  const arranged = await arrange();
  const root = await report(arranged, "stock-extract");
  const outer = await report(arranged, "stock-daily");
  await collectEvidence(arranged.ctx, { incidentId: root });
  await updateIncident(arranged.ctx, root, { status: "resolved" });
  expect(await analyse(arranged, outer)).toEqual({ symptoms: 0, isMerged: false });
  expect(await standing(arranged)).toEqual(["stock-daily triggered", "stock-extract resolved"]);
});

it("ends the snooze of a parent that joins", async () => {
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
  it("does not link runs from automation payloads alone", async () => {
    const arranged = await arrange({ hasApi: false });
    await play(arranged, ["stock-extract", "stock-daily"], "on arrival");
    expect(await standing(arranged)).toEqual(["stock-daily triggered", "stock-extract triggered"]);
    const gaps = await db.prisma.evidence.findMany({
      where: { workspaceId: arranged.ctx.workspaceId, collector: "orchestrator-state" },
      include: { incident: { include: { pipeline: true } } },
    });
    const unknown = "The API of Airflow is not connected, so run states are unknown.";
    const nested = " Another run started this one, but the payload does not say which.";
    expect(gaps.map((gap) => [gap.incident.pipeline?.name, gap.message]).toSorted()).toEqual([
      ["stock-daily", `${unknown} Connect it under Setup.`],
      ["stock-extract", `${unknown}${nested} Connect it under Setup.`],
    ]);
  });

  it.each(orders(["stock-extract", "stock-daily"]))(
    "links runs when the hook names the parent run: $arrival, analyzed $analysis",
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

it("never joins across workspaces", async () => {
  const mine = await arrange();
  const theirs = await arrange();
  await report(theirs, "stock-extract");
  const outer = await report(mine, "stock-daily");
  expect(await analyse(mine, outer)).toEqual({ symptoms: 0, isMerged: false });
  expect(await standing(theirs)).toEqual(["stock-extract triggered"]);
});
