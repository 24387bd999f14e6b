import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll } from "vitest";
import { acceptDelivery, arrangeWorkspace, incomingDelivery, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { getIncident, listIncidents } from "@/lib/desk/data";
import { listTimeline } from "@/lib/incidents/history/data";
import { wrapUpAnalysis } from "@/lib/cascades/wrap-up-analysis";
import { normalisePrefect } from "@/lib/intake/sources/prefect/normalise";

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
export const recorded = JSON.parse(
  readFileSync(new URL("../fixtures/prefect-subflows.json", import.meta.url), "utf8"),
) as Record<string, Recorded>;
const runs = Object.values(recorded);

interface Filter {
  offset: number;
  sort: string;
  flow_runs?: { id: { any_: string[] } };
  logs?: { flow_run_id: { any_: string[] } };
}

interface NestedFlows {
  readonly db: TestDatabase;
  /** A workspace with a Prefect source; unless `hasApi` is false, the recorded server's API is connected. */
  arrange(options?: { hasApi?: boolean }): Promise<Arranged>;
  /** Delivers a recorded webhook with the fields in `part` replaced. @returns the incident's id. */
  report(arranged: Arranged, flow: string, part?: object): Promise<string>;
  /** Delivers and analyzes the flows' webhooks in the given order. @returns the incidents' ids by arrival. */
  play(
    arranged: Arranged,
    arrival: readonly string[],
    analysis: (typeof ANALYSES)[number],
    parts?: Record<string, object>,
  ): Promise<string[]>;
}

/** A test database and a server that answers like the recorded Prefect, for the calling test file. */
export function useNestedFlows(): NestedFlows {
  let database: TestDatabase | undefined;
  let prefect: Server | undefined;
  const started = () => {
    if (!database || !prefect) throw new Error("The test database is not started yet.");
    const { port } = prefect.address() as AddressInfo;
    return { db: database, apiBaseUrl: `http://127.0.0.1:${port}/api` };
  };

  beforeAll(async () => {
    database = await testDatabase();
    prefect = await startPrefect();
  });
  afterAll(async () => {
    prefect?.close();
    await database?.close();
  });

  const report: NestedFlows["report"] = (arranged, flow, part = {}) => {
    const body = { ...recorded[flow]?.webhook, ...part };
    const result = normalisePrefect(body);
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    return acceptDelivery(
      started().db,
      incomingDelivery(arranged, result.report, { body: JSON.stringify(body) }),
    );
  };
  return {
    get db() {
      return started().db;
    },
    arrange(options = {}) {
      const { db, apiBaseUrl } = started();
      return arrangeWorkspace(db, { kind: "prefect", ...(options.hasApi === false ? {} : { apiBaseUrl }) });
    },
    report,
    async play(arranged, arrival, analysis, parts = {}) {
      const ids: string[] = [];
      for (const flow of arrival) {
        ids.push(await report(arranged, flow, parts[flow]));
        if (analysis === "on arrival") await analyze(arranged, ids.at(-1) ?? "");
      }
      if (analysis === "on arrival") return ids;
      for (const id of analysis.endsWith("oldest first") ? ids : ids.toReversed())
        await analyze(arranged, id);
      return ids;
    },
  };
}

async function startPrefect(): Promise<Server> {
  const prefect = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const answer = answerOf(request.url ?? "", body === "" ? null : (JSON.parse(body) as Filter));
    response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer ?? { detail: "Not found" }));
  });
  await new Promise<void>((resolve) => prefect.listen(0, "127.0.0.1", resolve));
  return prefect;
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

/** Collects evidence and runs the last step of the analysis. */
export async function analyze({ ctx }: Arranged, incidentId: string) {
  await collectEvidence(ctx, { incidentId });
  return wrapUpAnalysis(ctx, { incidentId, workflowId: "w" });
}

/** The workspace's incidents: `stock-extract triggered`, `stock-daily merged into stock-extract`. */
export async function statuses({ ctx }: Arranged): Promise<string[]> {
  const { items } = await listIncidents(ctx, { sort: "openedAt" });
  const incidents = await Promise.all(items.map((incident) => getIncident(ctx, incident.id)));
  const nameOf = (id: string | null) => incidents.find((incident) => incident.id === id)?.pipeline ?? "?";
  return incidents
    .map(
      (incident) =>
        `${incident.pipeline} ${incident.status}${incident.status === "merged" ? ` into ${nameOf(incident.parentIncidentId)}` : ""}`,
    )
    .toSorted();
}

/** The timeline without its first entry, oldest first. */
export async function timelineTexts({ ctx }: Arranged, incidentId: string): Promise<string[]> {
  const { items } = await listTimeline(ctx, incidentId);
  return items.filter((entry) => entry.kind !== "opened").map((entry) => entry.text);
}

/** The flows the timeline names as affected, with how they are related. */
export async function affectedFlows(arranged: Arranged, incidentId: string): Promise<(string | undefined)[]> {
  const entries = await timelineTexts(arranged, incidentId);
  return entries.map((text) => /of (ledger-\w+, which started .*?) and waited/.exec(text)?.[1]).toSorted();
}

export function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

const ANALYSES = ["on arrival", "afterwards, oldest first", "afterwards, newest first"] as const;

/** Every order of arrival; combined with every order of analysis for two flows, or with one of them for more. */
export const arrivalOrders = (flows: readonly string[]) =>
  permutations(flows).flatMap((arrival, i) =>
    ANALYSES.filter((_analysis, j) => flows.length === 2 || j === i % ANALYSES.length).map((analysis) => ({
      arrival,
      analysis,
    })),
  );
