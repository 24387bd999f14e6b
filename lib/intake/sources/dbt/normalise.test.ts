import { describe, expect, it } from "vitest";
import { FailureReport } from "@/lib/failures/schemas";
import { taskOf } from "@/lib/failures/subject";
import { dbtDeliveryKey, normaliseDbt } from "@/lib/intake/sources/dbt/normalise";
import { dbtTestPayload } from "@/lib/intake/sources/dbt/test-payload";
import { verifyDbtDelivery } from "@/lib/intake/sources/dbt/verify";
import { recordedWebhook } from "@/lib/intake/sources/testing/recorded";
import { LineageFact } from "@/lib/lineage/schemas";

function read(body: unknown) {
  const result = normaliseDbt(body);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return {
    reports: result.reports.map((report) => FailureReport.parse(report)),
    lineage: (result.lineage ?? []).map((fact) => LineageFact.parse(fact)),
  };
}

const recorded = (name: string) => recordedWebhook("dbt", name).body as Record<string, unknown>;
const outline = (reports: FailureReport[]) =>
  reports.map((report) => [taskOf(report)?.task?.name ?? null, report.event]);

describe("artifacts of dbt 1.11.16", () => {
  it("reports failed nodes first, then the run, then what succeeded; warnings count as passed", () => {
    const { reports } = read(recorded("artifacts_missing_column"));
    expect(outline(reports)).toEqual([
      ["mart_orders", "failed"],
      [null, "failed"],
      ["stg_payments", "succeeded"],
      ["stg_orders", "succeeded"],
      ["accepted_values_stg_orders_status__placed__shipped__lost", "succeeded"],
      ["no_negative_ids", "succeeded"],
      ["not_null_stg_orders_order_id", "succeeded"],
      ["unique_stg_orders_order_id", "succeeded"],
    ]);
    expect(reports[0]).toMatchObject({
      exception: {
        type: null,
        message: 'Binder Error: Values list "o" does not have a column named "customer_id"',
      },
      log: expect.stringContaining("Compiled code:\nselect o.order_id"),
      environment: "prod",
      subject: {
        pipeline: { externalId: "shop" },
        task: { externalId: "model.shop.mart_orders", operator: "model" },
        run: { externalId: "e85e9b6a-05ca-4da5-b855-56324da0c9aa", type: "build" },
        attempt: { state: "error", startedAt: expect.stringMatching(/^2026-11-21T01:39:1/) },
      },
      refs: { file: "models/mart/mart_orders.sql", relation: '"shop"."main"."mart_orders"' },
    });
    expect(reports[1]).toMatchObject({
      reason: "1 of 8 nodes failed: mart_orders; 1 skipped",
      refs: { upstream_failed: "model.shop.mart_customers" },
      occurredAt: "2026-11-21T01:39:18.151Z",
    });
  });

  it("knows which relations the models read and write", () => {
    const { lineage } = read(recorded("artifacts_missing_column"));
    const orders = lineage.find(({ task }) => task?.name === "stg_orders");
    expect(orders).toMatchObject({
      origin: "dbt",
      pipeline: { externalId: "shop" },
      run: "e85e9b6a-05ca-4da5-b855-56324da0c9aa",
      reads: [{ namespace: "dbt:duckdb", name: "shop.raw.orders", kind: "table" }],
      writes: [{ name: "shop.main.stg_orders" }],
      hasWritten: true,
    });
    const failed = lineage.find(({ task }) => task?.name === "mart_orders");
    expect(failed).toMatchObject({ writes: [{ name: "shop.main.mart_orders" }], hasWritten: false });
    expect(failed?.reads.map(({ name }) => name)).toContain("shop.main.stg_orders");
  });

  it("reads bare run results: failed tests, a missing table, a compilation error", () => {
    const { reports, lineage } = read(recorded("run_results_missing_source"));
    expect(lineage).toEqual([]);
    expect(reports.slice(0, 2)).toMatchObject([
      {
        exception: { type: null, message: expect.stringContaining("payments does not exist") },
        subject: { pipeline: { externalId: "shop" }, task: { name: "stg_payments", operator: "model" } },
      },
      {
        exception: { type: null, message: "Got 1 result, configured to fail if != 0" },
        subject: { task: { operator: "test" } },
      },
    ]);
    expect(read(recorded("run_results_compiler_error")).reports[0]?.exception).toEqual({
      type: "Compilation Error",
      message: "vendor feed missing",
      traceback: null,
    });
  });

  it("reports a run that stopped before it ran anything", () => {
    const error =
      "Compilation Error\n  Model 'model.shop.a' (models/a.sql) depends on a node named 'b' which was not found";
    const { reports } = read({ error, manifest: { metadata: { project_name: "shop" } } });
    expect(reports).toMatchObject([
      {
        event: "failed",
        exception: { type: "Compilation Error", message: expect.stringMatching(/^Model 'model\.shop\.a'/) },
        subject: { scope: "run", pipeline: { externalId: "shop" }, run: null },
      },
    ]);
  });

  it("reports a run without failures as a success", () => {
    const body = dbtTestPayload(new Date("2026-11-30T07:00:00Z"));
    const [result] = body["results"] as Record<string, unknown>[];
    const fine = {
      ...body,
      results: [
        { ...result, status: "success", message: "SELECT 12", adapter_response: { rows_affected: 12 } },
      ],
    };
    expect(outline(read(fine).reports)).toEqual([
      [null, "succeeded"],
      ["orders", "succeeded"],
    ]);
  });

  it("makes dashboards of exposures, with their owners", () => {
    const manifest = {
      metadata: { adapter_type: "postgres", project_name: "shop" },
      nodes: { "model.shop.orders": { name: "orders", relation_name: "`shop`.`mart`.`orders`" } },
      exposures: {
        "exposure.shop.sales": {
          name: "sales",
          type: "dashboard",
          owner: { email: "ada@example.com" },
          depends_on: { nodes: ["model.shop.orders", "model.shop.gone"] },
        },
      },
    };
    expect(read({ runResults: { results: [] }, manifest }).lineage).toMatchObject([
      {
        derived: [
          {
            from: { namespace: "dbt:postgres", name: "shop.mart.orders" },
            to: { name: "sales", kind: "dashboard", owner: "ada@example.com" },
          },
        ],
      },
    ]);
  });

  it("takes columns as a schema only if all their types are known", () => {
    const node = (columns: object) => ({
      runResults: { results: [{ unique_id: "model.shop.a", status: "success" }] },
      manifest: { nodes: { "model.shop.a": { name: "a", relation_name: "a", columns } } },
    });
    const id = { name: "id", data_type: "bigint" };
    expect(read(node({ id })).lineage[0]?.writes[0]?.columns).toMatchObject([
      { name: "id", type: "bigint", position: 1 },
    ]);
    expect(read(node({ id, note: { name: "note" } })).lineage[0]?.writes[0]?.columns).toBeNull();
  });

  it("puts failures first in a project with more nodes than it reports", () => {
    const results = Array.from({ length: 3_000 }, (_, n) => ({
      unique_id: `model.shop.m${n}`,
      status: n % 3 === 2 ? "error" : "success",
      message: "Database Error in model\n  boom",
    }));
    const { reports } = read({ results });
    expect(reports).toHaveLength(1_000);
    expect(new Set(reports.map(({ event }) => event))).toEqual(new Set(["failed"]));
  });
});

describe("webhooks of dbt Cloud", () => {
  it("reads a run with errors, which is announced twice", () => {
    for (const name of ["errored", "completed_with_error"]) {
      const { reports } = read(recorded(`cloud_job_run_${name}`));
      expect(reports).toMatchObject([
        {
          event: "failed",
          reason: "Error: Database error while running model mart_orders",
          environment: "prod",
          subject: {
            scope: "run",
            pipeline: { externalId: "12345", name: "orders daily" },
            run: { externalId: "218726483", type: "scheduled" },
          },
          occurredAt: "2026-11-18T02:20:01.000Z",
        },
      ]);
    }
  });

  it.each([
    ["job.run.completed", 10, "succeeded"],
    ["job.run.completed", 30, "cancelled"],
    ["job.run.started", 3, "running"],
  ])("reads %s with status code %i as %s", (eventType, runStatusCode, event) => {
    const body = recorded("cloud_job_run_completed_with_error");
    const data = { ...(body["data"] as object), runStatusCode };
    expect(read({ ...body, eventType, data }).reports[0]?.event).toBe(event);
  });

  it("names what is missing", () => {
    expect(normaliseDbt({ eventType: "job.run.errored" })).toMatchObject({ issues: [{ path: "data" }] });
    expect(normaliseDbt({ eventType: "job.run.errored", data: {} })).toMatchObject({
      issues: [{ path: "data.jobId" }, { path: "data.runId" }],
    });
  });
});

describe("other bodies", () => {
  it.each([{}, [], "x", { runResults: {} }, { runResults: { results: "all" } }])("%j is refused", (body) => {
    expect(normaliseDbt(body).ok).toBe(false);
  });
});

describe("dbtDeliveryKey", () => {
  it("is dbt Cloud's event, or the invocation", () => {
    expect(dbtDeliveryKey(recorded("cloud_job_run_errored"))).toBe(
      "dbt-cloud-wev_2L6m5BggBw9uPNuSmtg4MUiW4Re",
    );
    const bare = recorded("run_results_missing_source");
    const key = dbtDeliveryKey(bare);
    expect(key).toMatch(/^dbt-[0-9a-f]{64}$/);
    expect(dbtDeliveryKey({ runResults: bare })).toBe(key);
    expect(dbtDeliveryKey({ error: "x" })).toBeNull();
    expect(dbtDeliveryKey(null)).toBeNull();
  });
});

describe("verifyDbtDelivery", () => {
  const body =
    '{"accountId": 1, "webhooksID": "wsu_12345abcde", "eventId": "wev_2L6m5BggBw9uPNuSmtg4MUiW4Re", "timestamp": "2026-11-18T02:20:02.001Z", "eventType": "job.run.errored", "webhookName": "pipeline-debugger", "data": {"jobId": "12345", "jobName": "orders daily", "runId": "218726483", "environmentId": "55667", "environmentName": "prod", "dbtVersion": "versionless", "projectName": "shop", "projectId": "167194", "runStatus": "Errored", "runStatusCode": 20, "runStatusMessage": "Error: Database error while running model mart_orders", "runReason": "scheduled", "runStartedAt": "2026-11-18T02:15:00Z", "runErroredAt": "2026-11-18T02:20:01Z"}}';
  const delivery = {
    rawBody: new TextEncoder().encode(body),
    secrets: ["s3cr3t"],
    headers: { authorization: "aeba2ee270f975a8406a864c81ebc76a3b5a47c95981b24dcc317bbe694f55a2" },
    now: new Date(),
  };

  it("accepts dbt Cloud's signature, and the secret of any other sender", () => {
    expect(verifyDbtDelivery(delivery)).toEqual({ ok: true, method: "signature" });
    expect(verifyDbtDelivery({ ...delivery, headers: { authorization: "Bearer s3cr3t" } })).toMatchObject({
      ok: true,
    });
  });

  it.each([
    ["another body", { rawBody: new TextEncoder().encode(`${body} `) }],
    ["another secret", { secrets: ["other"] }],
    ["nothing", { headers: {} }],
    ["the signature of nothing", { headers: { authorization: "0".repeat(64) } }],
  ])("refuses %s", (_name, part) => {
    expect(verifyDbtDelivery({ ...delivery, ...part }).ok).toBe(false);
  });
});
