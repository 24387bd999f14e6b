import { expect, it, onTestFinished } from "vitest";
import type { EvidenceTarget } from "@/lib/evidence/collector";
import { orchestratorState } from "@/lib/evidence/collectors/orchestrator-state";
import { testCollector } from "@/lib/evidence/testing/collector-cases";
import { EMPTY_LISTS, isVersionRequest, recordedAirflow3 } from "@/lib/evidence/testing/recorded-airflow";
import { airflowTarget } from "@/lib/evidence/testing/targets";
import { sendJson, startFakeServer } from "@/lib/vendors/testing/fake-server";

const ID = "0b6f1a52-6a36-4a5e-9d55-6f1f6f1f6f1f";

async function collect(states: object[]) {
  const server = await startFakeServer(({ path }, response) => {
    if (path.endsWith("/flow_run_states/")) return sendJson(response, 200, states);
    if (path.endsWith(`/flow_runs/${ID}`))
      return sendJson(response, 200, { id: ID, state_type: "FAILED", state_name: "Failed" });
    sendJson(response, 200, []);
  });
  onTestFinished(() => server.close());
  const incident = {
    source: { id: server.url, kind: "prefect", name: "p" },
    connection: { baseUrl: server.url, credentials: null },
    pipeline: "orders",
    run: ID,
    report: { refs: {} },
  } as unknown as EvidenceTarget;
  const { pieces } = await orchestratorState.collect({} as never, incident, AbortSignal.timeout(30_000));
  return { text: pieces[0]?.text ?? "", truncated: pieces[0]?.truncated };
}

const state = (message: string) => ({ type: "RUNNING", name: "Running", message });

it("keeps a short state history whole", async () => {
  const { text, truncated } = await collect([state("first"), state("second")]);
  expect(text).toContain("state Running: first\nstate Running: second");
  expect(truncated).toBe(false);
});

it("limits the number of states and the length of their messages", async () => {
  const { text, truncated } = await collect([
    state("x".repeat(1_000_000)),
    ...Array.from({ length: 5_000 }, (_, i) => state(`state ${i}`)),
  ]);
  expect(text.split("\n")).toHaveLength(500);
  expect(text.length).toBeLessThan(50_000);
  expect(truncated).toBe(true);
});

testCollector({
  collector: orchestratorState,
  healthy: recordedAirflow3({
    "/taskInstances": "v2_tries_c03.json",
    "/eventLogs": "v2_eventLogs_c20_lost_supervisor.json",
    "/dags/c03_retry_then_fail": "v2_dag_c14.json",
  }),
  empty: recordedAirflow3(EMPTY_LISTS),
  isSpared: isVersionRequest,
  arrange: (url) => ({ ctx: {} as never, incident: airflowTarget(url) }),
  check: ([piece]) => {
    expect(piece?.text).toContain("task flaky: failed, try 1 of 2, 14.7 s, on airflow-host");
    expect(piece?.text).toContain("event heartbeat timeout on orphan: Task did not emit heartbeat");
  },
});
