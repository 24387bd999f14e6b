import { STORM_PIPELINE, STORM_SOURCE, USER } from "@/bench/incidents/make-incidents";
import { incomingDelivery } from "@/e2e/database/arrange";
import { getIncident, listIncidents } from "@/lib/desk/data";
import type { IncidentFilter } from "@/lib/desk/schemas";
import { failureReport } from "@/lib/failures/testing/report";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";
import { findSimilarIncidents } from "@/lib/knowledge/find-similar-incidents";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import { getStats, listPipelines } from "@/lib/stats/data";

type Run = (i: number) => Promise<unknown>;
/** A filter, or a function that returns the filter for the `i`th call, e.g. a pipeline that fails often or rarely. */
type FilterAt = IncidentFilter | ((i: number) => IncidentFilter);

const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
const cycle = <T>(i: number, ...values: [T, ...T[]]): T => values[i % values.length] ?? values[0];

const PIPELINES = ["orders_load_hourly", "customers_sync_weekly", "inventory_report_us"] as const;

/** Incident list queries: every filter, every sort order, and common combinations. */
const LISTS: Record<string, FilterAt> = {
  "no filter": {},
  open: { status: ["open"] },
  "snoozed, one row (chip)": { status: ["snoozed"], limit: 1 },
  resolved: { status: ["resolved"] },
  "merged or suppressed": { status: ["merged", "suppressed"] },
  severity: (i) => ({ severity: [cycle(i, "critical", "high", "low")] }),
  "severity, two": { severity: ["critical", "low"] },
  category: (i) => ({ category: [cycle(i, "code_bug", "rate_limit", "unknown")] }),
  pipeline: (i) => ({ pipeline: cycle(i, ...PIPELINES) }),
  task: (i) => ({ task: cycle(i, "load_orders", "sensor_revenue", "extract_payments") }),
  environment: (i) => ({ environment: cycle(i, "production", "development", "rehearsal") }),
  "environment unknown": { environment: "no-such" },
  "source kind": (i) => ({ source: cycle(i, "airflow", "generic", "dbt") }),
  "source id": { source: STORM_SOURCE },
  "assignee me": { assignee: "me" },
  "assignee none": { assignee: "none" },
  "assignee id": { assignee: USER.replace(/1$/, "9") },
  since: (i) => ({ since: daysAgo(cycle(i, 1, 7, 300)) }),
  until: (i) => ({ until: daysAgo(cycle(i, 1, 100, 350)) }),
  "one day": (i) => ({ since: daysAgo(cycle(i, 10, 100, 300)), until: daysAgo(cycle(i, 9, 99, 299)) }),
  "q common": { q: "column" },
  "q in a tenth": { q: "refused" },
  "q in a few thousand": { q: "quarantine" },
  "q in old ones": { q: "legacy_ledger" },
  "q rare": { q: "zebrafish" },
  "q absent": { q: "ordertimeout" },
  "q number": { q: "#123456" },
  "q pipeline name": { q: "customers_sync_weekly" },
  "q two letters": (i) => ({ q: cycle(i, "or", "zz", "9d") }),
  "q common, by severity": { q: "column", sort: "severity" },
  "q in a tenth, oldest": { q: "refused", sort: "openedAt" },
  "q in old ones, most frequent": { q: "legacy_ledger", sort: "-occurrenceCount" },
  "q palette": (i) => ({ q: cycle(i, "key", "customer_id", "zebra"), limit: 8 }),
  "sort lastSeenAt": { sort: "lastSeenAt" },
  "sort -openedAt": { sort: "-openedAt" },
  "sort openedAt": { sort: "openedAt" },
  "sort severity": { sort: "severity" },
  "sort -occurrenceCount": { sort: "-occurrenceCount" },
  "open, severity first": { status: ["open"], sort: "severity" },
  "open, most frequent": { status: ["open"], sort: "-occurrenceCount" },
  "open, oldest": { status: ["open"], sort: "openedAt" },
  "open, mine": { status: ["open"], assignee: "me" },
  "open, unassigned, critical": { status: ["open"], assignee: "none", severity: ["critical"] },
  "open, production, last week": { status: ["open"], environment: "production", since: daysAgo(7) },
  "open, q": (i) => ({ status: ["open"], q: cycle(i, "column", "quarantine", "ordertimeout") }),
  "category, environment, month": { category: ["rate_limit"], environment: "staging", since: daysAgo(30) },
  "critical, staging, category": {
    severity: ["critical"],
    environment: "staging",
    category: ["schema_change"],
  },
  "pipeline, by severity": (i) => ({ pipeline: cycle(i, ...PIPELINES), sort: "severity" }),
  "pipeline, most frequent": (i) => ({ pipeline: cycle(i, ...PIPELINES), sort: "-occurrenceCount" }),
  "pipeline, q": (i) => ({ pipeline: cycle(i, ...PIPELINES), q: "column" }),
  "severity, q": { severity: ["critical"], q: "column" },
  "category, oldest": { category: ["code_bug"], sort: "openedAt" },
  "storm pipeline, open": { pipeline: STORM_PIPELINE, status: ["open"] },
};

/** Every measured call by name; each gets the number of earlier calls. `incidents` is the size of the workspace. */
export function incidentCases(ctx: Context, incidents: number): Record<string, Run> {
  const cases: Record<string, Run> = {};
  for (const [name, filter] of Object.entries(LISTS)) {
    cases[`list: ${name}`] = (i) => listIncidents(ctx, typeof filter === "function" ? filter(i) : filter);
  }
  return {
    ...cases,
    ...laterPages(ctx),
    "stats: 30 days": () => getStats(ctx, {}),
    "stats: a year": () => getStats(ctx, { since: daysAgo(365) }),
    "stats: two days": () => getStats(ctx, { since: daysAgo(2) }),
    "stats: one pipeline": (i) => getStats(ctx, { pipeline: cycle(i, ...PIPELINES) }),
    "stats: one pipeline, a year": (i) =>
      getStats(ctx, { pipeline: cycle(i, ...PIPELINES), since: daysAgo(365) }),
    pipelines: () => listPipelines(ctx),
    "incident page": (i) => getIncident(ctx, String(1_000 + i * 97)),
    "similar incidents": (i) =>
      findSimilarIncidents(ctx, {
        incidentId: `01bench1in${String(Math.round(incidents * 0.99) + i * 7).padStart(16, "0")}`,
        limit: 5,
      }),
    ...intake(ctx),
  };
}

/** The second and the hundredth page in each order; the first call also reads the pages before it. */
function laterPages(ctx: Context): Record<string, Run> {
  const cases: Record<string, Run> = {};
  for (const sort of ["-lastSeenAt", "severity", "-occurrenceCount", "openedAt"] as const) {
    for (const [name, pages] of [
      ["second page", 1],
      ["page 100", 99],
    ] as const) {
      let cursor: Promise<string | undefined> | null = null;
      cases[`list: ${name}, ${sort}`] = async () => {
        cursor ??= cursorAfter(ctx, { sort, limit: 50 }, pages);
        return listIncidents(ctx, { sort, limit: 50, cursor: await cursor });
      };
    }
  }
  return cases;
}

async function cursorAfter(ctx: Context, filter: IncidentFilter, pages: number): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let left = pages; left > 0;) {
    const take = Math.min(4, left);
    const page = await listIncidents(ctx, { ...filter, limit: 50 * take, cursor });
    cursor = page.nextCursor ?? undefined;
    left -= take;
  }
  return cursor;
}

/** Webhooks for the pipeline with a hundredth of all incidents, all open, and the figures right after one. */
function intake(ctx: Context): Record<string, Run> {
  const accept = (message: string) => {
    const report = failureReport({
      pipeline: { externalId: STORM_PIPELINE, name: STORM_PIPELINE, owner: null },
      run: {
        externalId: newId(),
        type: null,
        logicalDate: null,
        startedAt: null,
        url: null,
        parentTaskRunId: null,
      },
      exception: { type: "builtins.ValueError", message, traceback: null },
    });
    const delivery = incomingDelivery({ ctx, sourceId: STORM_SOURCE }, report);
    return acceptDeliveries(ctx.pool, [delivery], { analysisSteps: [] });
  };
  return {
    "webhook: one more failure": () => accept("the same again"),
    "webhook: a new failure": () => accept(`never seen ${newId().replaceAll(/\d/g, "x")}`),
    "stats: after a webhook": async () => {
      await accept("the same again");
      return getStats(ctx, {});
    },
  };
}
