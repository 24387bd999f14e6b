import { describe, expect, it, onTestFinished } from "vitest";
import { renderedCode } from "@/lib/evidence/collectors/rendered-code";
import { tablesInText } from "@/lib/evidence/schema-changes/tables-in-text";
import { CodeFacts } from "@/lib/evidence/schemas";
import { collectOnce, testCollector } from "@/lib/evidence/testing/collector-cases";
import { isVersionRequest, recordedAirflow3 } from "@/lib/evidence/testing/recorded-airflow";
import { airflowTarget } from "@/lib/evidence/testing/targets";
import { startFakeServer, vendorFixture } from "@/lib/vendors/testing/fake-server";

/** A Python task of the same Airflow: it has no templated statement. */
const WITHOUT_CODE = {
  ...(JSON.parse(vendorFixture("airflow", "v2_taskInstance_c03_try2.json")) as object),
  rendered_fields: { templates_dict: null, op_args: [], op_kwargs: { day: "10" } },
};

testCollector({
  collector: renderedCode,
  healthy: recordedAirflow3({ "/taskInstances/flaky": "v2_taskInstance_rendered_load_orders.json" }),
  empty: recordedAirflow3({ "/taskInstances/flaky": WITHOUT_CODE }),
  isSpared: isVersionRequest,
  arrange: (url) => ({ ctx: {} as never, incident: airflowTarget(url) }),
  check: (pieces) => {
    expect(pieces).toHaveLength(1);
    const [piece] = pieces;
    expect(piece).toMatchObject({ kind: "code", key: "sql", title: "Rendered sql of flaky", startLine: 1 });
    expect(piece?.text.split("\n")).toEqual([
      "-- orders_sql",
      "INSERT INTO mart_orders (id, customer_id)",
      "SELECT id, customer_id",
      "FROM raw_orders",
      "WHERE day = '20261120'",
      "LIMIT 10",
    ]);
    expect(CodeFacts.parse(piece?.facts)).toMatchObject({ path: "sql", origin: "rendered", frames: [] });
    // What changed columns are matched with.
    expect(tablesInText(piece?.text ?? "")).toEqual(["mart_orders", "raw_orders"]);
  },
});

describe("rendered fields of a real Airflow", () => {
  async function collect(recording: string, part: Parameters<typeof airflowTarget>[1] = {}) {
    const server = await startFakeServer(recordedAirflow3({ "/taskInstances/flaky": recording }));
    onTestFinished(() => server.close());
    return (await collectOnce(renderedCode, {} as never, airflowTarget(server.url, part))).pieces;
  }

  it("may be a list of statements", async () => {
    const [piece] = await collect("v2_taskInstance_rendered_many.json");
    expect(piece?.text).toBe("CREATE TABLE IF NOT EXISTS t_10 (a int);\nSELECT missing FROM t_10");
    expect(piece?.message).toBeNull();
  });

  it("are those of the latest try, which is said of an earlier one", async () => {
    const [piece] = await collect("v2_taskInstance_rendered_many.json", { tryNumber: 1 });
    expect(piece?.message).toMatch(/latest try only, which is try 2/);
  });

  it("may be a command", async () => {
    const pieces = await collect("v2_taskInstance_rendered_bash.json");
    expect(pieces.map(({ key, text }) => [key, text])).toEqual([
      ["bash_command", "echo manual__2026-11-30T10:16:27.881425+00:00\nfalse"],
    ]);
  });

  it("may have been cut by Airflow, which is said", async () => {
    const [piece] = await collect("v2_taskInstance_rendered_long.json");
    expect(piece?.text).toMatch(/^SELECT column_0, column_1/);
    expect(piece).toMatchObject({ truncated: true, message: expect.stringMatching(/^Airflow cut it/) });
  });
});

it("is missing without a connection, and says what to do", async () => {
  const { pieces } = await collectOnce(renderedCode, {} as never, airflowTarget(null));
  expect(pieces[0]).toMatchObject({
    status: "not_connected",
    message: expect.stringContaining("not connected"),
  });
  expect(renderedCode.connect).toBe("Connect the orchestrator's API under Setup");
});
