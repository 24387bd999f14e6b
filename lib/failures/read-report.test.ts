import { describe, expect, it } from "vitest";
import { readReport } from "@/lib/failures/read-report";
import { failureReport, serviceReport } from "@/lib/failures/testing/report";

/** A report stored when tasks were the only subjects. */
const FIRST_VERSION = {
  event: "failed",
  scope: "task",
  pipeline: { externalId: "orders_daily", name: "orders_daily", owner: null },
  task: { externalId: "transform", name: "transform", operator: "PythonOperator" },
  run: {
    externalId: "scheduled__2026-11-20",
    type: "scheduled",
    logicalDate: "2026-11-20T00:00:00Z",
    startedAt: null,
    url: null,
    parentTaskRunId: null,
  },
  attempt: {
    tryNumber: 2,
    maxTries: 2,
    mapIndex: -1,
    state: "failed",
    hostname: "worker-1",
    startedAt: null,
    endedAt: null,
    logUrl: null,
    version: null,
  },
  exception: { type: "builtins.KeyError", message: "'customer_id'", traceback: null },
  log: null,
  reason: null,
  title: null,
  severity: null,
  environment: null,
  labels: { team: "data" },
  occurredAt: null,
  refs: { fileloc: "/opt/airflow/dags/orders.py" },
};

describe("readReport", () => {
  it("reads a version 1 report as a task report", () => {
    expect(readReport(FIRST_VERSION)).toMatchObject({
      version: 2,
      event: "failed",
      subject: {
        kind: "task",
        scope: "task",
        pipeline: { externalId: "orders_daily" },
        task: { externalId: "transform" },
        run: { externalId: "scheduled__2026-11-20" },
        attempt: { tryNumber: 2, hostname: "worker-1" },
      },
      episode: null,
      exception: { type: "builtins.KeyError" },
      labels: { team: "data" },
      refs: { fileloc: "/opt/airflow/dags/orders.py" },
    });
  });

  it.each([failureReport(), serviceReport({ episode: "alert-1" })])(
    "round-trips a stored report",
    (report) => {
      expect(readReport(JSON.parse(JSON.stringify(report)))).toEqual(report);
    },
  );

  it.each([
    [
      "missing",
      { version: 2, event: "failed", subject: { kind: "check", check: { externalId: "c", name: "c" } } },
    ],
    ["added by a newer version", { ...serviceReport(), urgency: "now" }],
  ])("accepts fields that are %s", (_, stored) => {
    expect(readReport(stored)).toMatchObject({ event: "failed", labels: expect.any(Object) });
  });

  it.each([null, "text", {}, { ...FIRST_VERSION, pipeline: null }, { ...serviceReport(), version: 3 }])(
    "returns null for %o",
    (stored) => expect(readReport(stored)).toBeNull(),
  );
});

it.each(["javascript:alert(1)", "data:text/html,x", "//host/x", " https://x"])(
  "returns no address that a page must not link: %s",
  (url) => {
    const first = { ...FIRST_VERSION, run: { ...FIRST_VERSION.run, url } };
    const stored = { ...first, attempt: { ...FIRST_VERSION.attempt, logUrl: url } };
    expect(readReport(stored)?.subject).toMatchObject({ run: { url: null }, attempt: { logUrl: null } });
  },
);

it("returns http and https addresses as they are", () => {
  const url = "HTTPS://airflow.example/dags/d?x=1#log";
  const stored = { ...FIRST_VERSION, attempt: { ...FIRST_VERSION.attempt, logUrl: url } };
  expect(readReport(stored)?.subject).toMatchObject({ attempt: { logUrl: url } });
});
