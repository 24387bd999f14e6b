import { expect, it, onTestFinished } from "vitest";
import type { EvidenceTarget } from "@/lib/evidence/collector";
import { createPrefectReader } from "@/lib/evidence/orchestrators/prefect";
import { sendJson, startFakeServer } from "@/lib/vendors/testing/fake-server";

const ID = "0b6f1a52-6a36-4a5e-9d55-6f1f6f1f6f1f";
const RAISED = "Flow run encountered an exception: ValueError: bad row";

async function isComplete(run: { type: string; message: string; endedMsAgo: number }, levels: number[]) {
  const at = new Date(Date.now() - run.endedMsAgo).toISOString();
  const state = { type: run.type, name: run.type, message: run.message, timestamp: at };
  const server = await startFakeServer(({ path }, response) => {
    if (path.endsWith(`/flow_runs/${ID}`))
      return sendJson(response, 200, { id: ID, state_type: run.type, state_name: run.type, state });
    if (path.endsWith("/logs/filter"))
      return sendJson(
        response,
        200,
        levels.map((level, i) => ({ id: `${i}`, level, message: "x", timestamp: at, name: "prefect" })),
      );
    sendJson(response, 200, []);
  });
  onTestFinished(() => server.close());
  const reader = createPrefectReader({ baseUrl: server.url, credentials: null });
  const incident = { run: ID, report: { refs: {} } } as unknown as EvidenceTarget;
  const signal = AbortSignal.timeout(30_000);
  const tries = await reader.readTries(incident, signal);
  return (await tries.at(-1)?.readLog(signal))?.isComplete;
}

it.each([
  ["a raised exception without its traceback", "FAILED", RAISED, 30_000, [20], false],
  ["a raised exception with its traceback", "FAILED", RAISED, 30_000, [20, 40], true],
  ["a traceback that never arrives", "FAILED", RAISED, 300_000, [20], true],
  ["a killed run, which logs no error", "CRASHED", "Process exited with status code: -9", 30_000, [20], true],
  ["a run that just ended", "CRASHED", "Process exited with status code: -9", 500, [20], false],
])("waits for the log of %s", async (_name, type, message, endedMsAgo, levels, expected) => {
  expect(await isComplete({ type, message, endedMsAgo }, levels)).toBe(expected);
});
