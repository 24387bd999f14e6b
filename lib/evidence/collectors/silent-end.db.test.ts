import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { orchestratorLog } from "@/lib/evidence/collectors/orchestrator-log";
import { silentEnd } from "@/lib/evidence/collectors/silent-end";
import { silentEnding } from "@/lib/evidence/endings/silent-ending";
import { KILLED_REASON, UNREPORTED_REASON } from "@/lib/failures/unreported";
import { storeEvidence } from "@/lib/evidence/store-evidence";
import { collectOnce, testCollector } from "@/lib/evidence/testing/collector-cases";
import { EMPTY_LISTS, isVersionRequest, recordedAirflow3 } from "@/lib/evidence/testing/recorded-airflow";
import { prefectTarget, recordedPrefect, recordedRun } from "@/lib/evidence/testing/recorded-prefect";
import { storedTarget } from "@/lib/evidence/testing/stored-target";
import { sendJson, startFakeServer } from "@/lib/vendors/testing/fake-server";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const INSTANCE = {
  task_id: "flaky",
  dag_id: "c03_retry_then_fail",
  dag_run_id: "r",
  map_index: -1,
  state: "failed",
  try_number: 1,
  start_date: "2026-11-21T01:29:44Z",
  end_date: "2026-11-21T01:30:05Z",
};
const DAG_RUN = { dag_id: "c03_retry_then_fail", dag_run_id: "r", state: "failed" };

/** The audit log of a real task that lost its supervisor, with the task renamed. */
const heartbeatLost = recordedAirflow3({
  "/taskInstances/flaky": INSTANCE,
  "/eventLogs": "v2_eventLogs_c20_lost_supervisor.json",
  "+00:00": DAG_RUN,
});

testCollector({
  collector: silentEnd,
  healthy: (request, response) => {
    if (!request.path.endsWith("/eventLogs")) return heartbeatLost(request, response);
    const end = response.end.bind(response);
    response.end = ((text: string) => end(text.replaceAll('"orphan"', '"flaky"'))) as typeof response.end;
    return heartbeatLost(request, response);
  },
  empty: recordedAirflow3({ ...EMPTY_LISTS, "/taskInstances/flaky": INSTANCE, "+00:00": DAG_RUN }),
  isSpared: isVersionRequest,
  arrange: (url) => storedTarget(db, url),
  check: ([piece]) => {
    expect(piece?.facts).toMatchObject({ ending: "heartbeat_lost", by: null });
    const line = (piece?.facts as { line: number } | undefined)?.line ?? 0;
    expect(piece?.text.split("\n")[line - 1]).toMatch(
      /^event heartbeat timeout on flaky: Task did not emit heartbeat .*\(2026-11-21T01:30:05\.098Z\)$/,
    );
    expect(piece).toMatchObject({ provenance: "fact", relevance: 0.85 });
  },
});

const collectFrom = async (answers: Parameters<typeof recordedAirflow3>[0], report = {}) => {
  const server = await startFakeServer(
    recordedAirflow3({ ...EMPTY_LISTS, "/taskInstances/flaky": INSTANCE, "+00:00": DAG_RUN, ...answers }),
  );
  const { ctx, incident } = await storedTarget(db, server.url, report);
  const { pieces } = await collectOnce(silentEnd, ctx, incident);
  await server.close();
  return pieces[0];
};

it("names who marked the task as failed", async () => {
  const piece = await collectFrom({
    "/eventLogs": {
      event_logs: [
        {
          when: "2026-11-21T01:30:00Z",
          event: "patch_task_instance",
          task_id: "flaky",
          owner: "ada",
          extra: '{"new_state": "failed", "method": "PATCH"}',
        },
        { when: "2026-11-21T01:29:00Z", event: "running", task_id: "flaky", extra: "{}" },
      ],
    },
  });
  expect(piece?.facts).toMatchObject({ ending: "marked_failed", by: "ada", line: 1 });
});

it("recognizes a run that timed out by its task, for which Airflow writes no event", async () => {
  const piece = await collectFrom({
    "/taskInstances/flaky": { ...INSTANCE, state: "skipped", end_date: null },
  });
  expect(piece?.facts).toMatchObject({ ending: "run_timeout" });
});

it.each([
  ["timed_out", "run_timeout"],
  ["all_tasks_deadlocked", "deadlock"],
  [KILLED_REASON, "without_report"],
  [UNREPORTED_REASON, "without_report"],
  ["Failed tasks: load", "without_report"],
])("believes the reason that the sender gave: %s", async (reason, ending) => {
  const { ctx, incident } = await storedTarget(db, null, { reason });
  const { pieces } = await collectOnce(silentEnd, ctx, incident);
  expect(pieces[0]?.facts).toMatchObject({ ending });
  expect(pieces[0]?.provenance).toBe("claim");
});

it("says nothing where the log shows an exception", async () => {
  const server = await startFakeServer((request, response) =>
    request.path.includes("/logs/")
      ? sendJson(response, 200, {
          content: [
            {
              timestamp: "2026-11-21T01:30:00Z",
              level: "error",
              event: "Task failed with exception",
              error_detail: [{ exc_type: "KeyError", exc_value: "'a'", frames: [] }],
            },
          ],
          continuation_token: null,
        })
      : heartbeatless(request, response),
  );
  const { ctx, incident } = await storedTarget(db, server.url);
  const { pieces } = await collectOnce(orchestratorLog, ctx, incident);
  await storeEvidence(db.pool, [
    {
      workspaceId: ctx.workspaceId,
      incidentId: incident.incidentId,
      collector: orchestratorLog.id,
      pieces,
      durationMs: 1,
      collectedAt: new Date(),
    },
  ]);
  const found = await collectOnce(silentEnd, ctx, incident);
  expect(found.pieces[0]).toMatchObject({ status: "empty", message: "The log shows how the attempt ended." });
  await server.close();
});

const heartbeatless = recordedAirflow3({
  ...EMPTY_LISTS,
  "/taskInstances/flaky": INSTANCE,
  "+00:00": DAG_RUN,
});

it.each([
  ["run_crashed_rerun_once", "killed"],
  ["run_retries_then_fail", null],
])("reads the states of the Prefect run %s", async (name, ending) => {
  const run = recordedRun(name);
  const server = await startFakeServer(recordedPrefect([run], { "/events/filter": { events: [] } }));
  const stored = await storedTarget(db, null);
  const incident = prefectTarget(server.url, run, { incidentId: stored.incident.incidentId });
  const { pieces } = await collectOnce(silentEnd, stored.ctx, incident);
  expect(pieces[0]?.facts).toMatchObject({ ending });
  await server.close();
});

describe("silentEnding", () => {
  it.each([
    [
      "event heartbeat timeout on load: Task did not emit heartbeat within time limit (20 seconds)",
      "heartbeat_lost",
    ],
    ["state Crashed: no heartbeat", "heartbeat_lost"],
    ["event state mismatch on load: Executor LocalExecutor reported", "state_mismatch"],
    ["event stuck in queued tries exceeded on load:", "stuck_in_queue"],
    ["the log ends with: Task exited with return code -9", "killed"],
    ["state Crashed: Process exited with status code: -9. Process exited due to a SIGKILL signal.", "killed"],
    ["the log shows exit code 137", "killed"],
    ["state Crashed: Execution was aborted by a termination signal.", "killed"],
    ["the log ends with: container terminated: OOMKilled", "out_of_memory"],
    ["state Crashed: Failed to submit flow run to infrastructure: 503", "not_started"],
    ["state Cancelled: Flow run was cancelled successfully.", "cancelled"],
    ["state Completed", null],
    ['event patch_task_instance on load by ada at x: {"new_state": "success"}', null],
  ])("%s", (text, ending) => {
    expect(silentEnding([{ text, by: null }])?.ending ?? null).toBe(ending);
  });

  it("prefers what a person did to what the scheduler then saw", () => {
    const lines = [
      "event heartbeat timeout on load: Task did not emit heartbeat",
      'event patch_task_instance on load by ada at x: {"new_state": "failed"}',
    ].map((text, i) => ({ text, by: i === 1 ? "ada" : null }));
    expect(silentEnding(lines)).toEqual({ ending: "marked_failed", line: 2, by: "ada" });
  });
});
