import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { hasPython, runClient, SECRET, startReceiver, type Receiver } from "@/clients/testing/run-client";
import { RetryQuestion } from "@/lib/advice/schemas";
import { verifyDelivery } from "@/lib/intake/webhooks/verify-signature";

let receiver: Receiver | undefined;

afterEach(async () => {
  await receiver?.close();
  receiver = undefined;
});

const answering =
  (body: unknown, status = 200) =>
  (response: ServerResponse) =>
    response.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body));

/** Asks once. @returns the decision of the client, its duration, and what it sent. */
async function ask(
  spec: Record<string, unknown>,
  answer: (response: ServerResponse) => void = answering({ retry: true, reason: "r" }),
  env: Record<string, string> = {},
) {
  await receiver?.close();
  receiver = await startReceiver(answer);
  const run = await runClient("call_retry_advice.py", spec, {
    PIPELINE_DEBUGGER_URL: receiver.url,
    PIPELINE_DEBUGGER_SECRET: SECRET,
    ...env,
  });
  const lines = run.printed.split("\n");
  const decision = lines.find((line) => line.startsWith("decision: "))?.slice(10) ?? "null";
  return { ...run, decision: JSON.parse(decision) as unknown, sent: receiver.received.at(-1) };
}

const DEFAULT = { action: "default", delay: null, reason: null };

describe.skipIf(!hasPython)("Airflow's retry policy", { timeout: 30_000 }, () => {
  it("asks with a signature and the source's key", async () => {
    const { sent } = await ask({ call: "airflow" });
    if (!sent) throw new Error("nothing came");
    const now = new Date();
    expect(
      verifyDelivery({ rawBody: sent.raw, headers: sent.headers, secrets: [SECRET], now }),
    ).toMatchObject({ ok: true, method: "signature" });
    expect(sent.headers["x-source-key"]).toBe("key");
    expect(RetryQuestion.parse(sent.body)).toMatchObject({
      pipeline: "orders",
      task: "load",
      runId: "r1",
      mapIndex: -1,
      tryNumber: 1,
      // All attempts, of which Airflow counts the retries.
      maxTries: 3,
      error: {
        type: "builtins.KeyError",
        message: "'customer_id'",
        traceback: expect.stringContaining("KeyError: 'customer_id'"),
      },
    });
  });

  it.each([
    [
      { retry: false, reason: "No." },
      { action: "fail", delay: null, reason: "Pipeline Debugger: No." },
    ],
    [
      { retry: true, reason: "Wait.", waitSeconds: 90 },
      { action: "retry", delay: 90, reason: "Pipeline Debugger: Wait." },
    ],
    [{ retry: true, reason: "r" }, DEFAULT],
    [{ retry: true, reason: "r", waitSeconds: 1e9 }, DEFAULT],
    [{ retry: true, reason: "r", waitSeconds: "soon" }, DEFAULT],
    [{ retry: "no" }, DEFAULT],
    [[], DEFAULT],
    ["<html>", DEFAULT],
  ])("decides by the answer %j", async (answer, decision) => {
    expect((await ask({ call: "airflow" }, answering(answer))).decision).toEqual(decision);
  });

  it.each([401, 404, 429, 500])("lets the task's settings hold after %i", async (status) => {
    const run = await ask({ call: "airflow" }, answering({ retry: false, reason: "x" }, status));
    expect(run.decision).toEqual(DEFAULT);
    expect(run.printed).toContain(`HTTPError ${status}`);
  });

  it("lets the task's settings hold when nobody answers within a second", async () => {
    const slow = await ask({ call: "airflow" }, () => {});
    expect(slow.decision).toEqual(DEFAULT);
    expect(slow.seconds).toBeLessThan(4);
    const gone = { PIPELINE_DEBUGGER_URL: "http://127.0.0.1:9/api/webhooks/airflow/key" };
    expect((await ask({ call: "airflow" }, undefined, gone)).decision).toEqual(DEFAULT);
    const unset = await ask({ call: "airflow" }, undefined, { PIPELINE_DEBUGGER_URL: "" });
    expect(unset.decision).toEqual(DEFAULT);
    const file = { PIPELINE_DEBUGGER_URL: "file:///api/webhooks/airflow/key" };
    expect((await ask({ call: "airflow" }, undefined, file)).decision).toEqual(DEFAULT);
  });

  it("does not ask after the last attempt", async () => {
    const { decision, sent } = await ask({ call: "airflow", try_number: 3, max_tries: 2 });
    expect([decision, sent]).toEqual([DEFAULT, undefined]);
  });

  it("is given to tasks with retries and no policy of their own, if it is switched on", async () => {
    const on = { PIPELINE_DEBUGGER_RETRY_ADVICE: "1" };
    expect((await ask({ call: "cluster_policy" }, undefined, on)).decision).toEqual([
      "PipelineDebuggerRetryPolicy",
      "NoneType",
      "str",
    ]);
    expect((await ask({ call: "cluster_policy" })).decision).toEqual(["NoneType", "NoneType", "str"]);
  });

  it("is absent before Airflow 3.3", async () => {
    expect((await ask({ call: "has_policy", airflow: false })).decision).toBe(false);
  });
});

describe.skipIf(!hasPython)("Prefect's retry condition", { timeout: 30_000 }, () => {
  it("asks about the task in its flow", async () => {
    const { decision, sent } = await ask({ call: "prefect" });
    expect(decision).toBe(true);
    expect(RetryQuestion.parse(sent?.body)).toMatchObject({
      pipeline: "orders-daily",
      task: "load",
      runId: "9f6c",
      tryNumber: 1,
      maxTries: 3,
      error: { type: "builtins.KeyError" },
    });
    const stored = await ask({ call: "prefect", stored: true });
    expect(stored.sent?.body).toMatchObject({
      error: { type: null, message: expect.stringContaining("exception") },
    });
  });

  it("prevents a retry only after a no, and never raises, which Prefect would take as a no", async () => {
    const no = answering({ retry: false, reason: "It cannot help." });
    const refused = await ask({ call: "prefect" }, no);
    expect(refused.decision).toBe(false);
    expect(refused.printed).toContain("no retry: It cannot help.");
    expect((await ask({ call: "prefect" }, () => {})).decision).toBe(true);
    expect((await ask({ call: "prefect_garbage" })).decision).toBe(true);
    expect((await ask({ call: "prefect", no_flow: true }, no)).decision).toBe(true);
  });
});
