import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { runClient, SECRET, startReceiver, hasPython, type Receiver } from "@/clients/testing/run-client";
import { FailureReport } from "@/lib/failures/schemas";
import { normalisePrefect } from "@/lib/intake/sources/prefect/normalise";
import { verifyDelivery } from "@/lib/intake/webhooks/verify-signature";

/** Shorter than the real 5 s and 1 s. */
const QUICK = { timeout: 1.5, pause: 0.2 };
let receiver: Receiver | undefined;

afterEach(async () => {
  await receiver?.close();
  receiver = undefined;
});

async function send(spec: Record<string, unknown>) {
  receiver ??= await startReceiver();
  const env = { PIPELINE_DEBUGGER_URL: receiver.url, PIPELINE_DEBUGGER_SECRET: SECRET };
  const run = await runClient("call_prefect_hook.py", { ...QUICK, ...spec }, env);
  return { run, last: receiver.received.at(-1) };
}

function understood(body: unknown): FailureReport {
  const result = normalisePrefect(body);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return FailureReport.parse(result.report);
}

describe.skipIf(!hasPython)("the Prefect hook", { timeout: 30_000 }, () => {
  it("sends a signed report of a failed flow with its traceback", async () => {
    const { run, last } = await send({ case: "flow_failed" });
    expect(run).toMatchObject({ code: 0, printed: "" });
    if (!last) throw new Error("nothing came");
    expect(
      verifyDelivery({ rawBody: last.raw, headers: last.headers, secrets: [SECRET], now: new Date() }),
    ).toEqual({ ok: true, method: "signature" });
    expect(understood(last.body)).toMatchObject({
      event: "failed",
      subject: {
        scope: "run",
        pipeline: { externalId: "orders-daily" },
        run: { externalId: "00000000-0000-0000-0000-000000000007", parentTaskRunId: null },
        attempt: { tryNumber: 1, maxTries: 1, state: "failed" },
      },
      exception: {
        type: "builtins.RuntimeError",
        message: "transform failed",
        traceback: expect.stringContaining("Traceback"),
      },
      occurredAt: "2026-11-21T01:36:50.256Z",
    });
  });

  it("reports a crash, for which a worker uses keyword arguments", async () => {
    const { last } = await send({ case: "flow_crashed" });
    expect(understood(last?.body)).toMatchObject({
      event: "failed",
      subject: {
        run: { parentTaskRunId: "00000000-0000-0000-0000-000000000008", type: "subflow" },
        attempt: { tryNumber: 1, state: "crashed" },
      },
      exception: null,
    });
  });

  it.each([
    ["known", "00000000-0000-0000-0000-000000000006"],
    ["refused", null],
    ["slow", null],
  ])(
    "reports a subflow, with the parent run if the server provides it (%s)",
    async (parentAnswer, parent) => {
      const { run, last } = await send({ case: "flow_crashed", parent_answer: parentAnswer });
      expect(run).toMatchObject({ code: 0, printed: "" });
      expect(run.seconds).toBeLessThan(1.5);
      expect(understood(last?.body).refs["parent_flow_run_id"]).toBe(parent);
      expect(
        verifyDelivery({
          rawBody: last?.raw ?? new Uint8Array(),
          headers: last?.headers ?? {},
          secrets: [SECRET],
          now: new Date(),
        }),
      ).toMatchObject({ ok: true });
    },
  );

  it("reports a failed task, with its flow's name from the context", async () => {
    const { last } = await send({ case: "task_failed", has_context: true });
    expect(understood(last?.body)).toMatchObject({
      exception: { message: "transform failed" },
      subject: {
        scope: "task",
        pipeline: { externalId: "orders-daily" },
        task: { externalId: "load" },
        run: { externalId: "00000000-0000-0000-0000-000000000009" },
        attempt: { tryNumber: 3 },
      },
    });
    const without = await send({ case: "task_failed" });
    expect(without.last?.body["flow_name"]).toBeNull();
  });

  it("reports an exception whose __str__ fails", async () => {
    const { run, last } = await send({ case: "wordless" });
    expect(run.printed).toBe("");
    expect(understood(last?.body)).toMatchObject({
      exception: { type: "__main__.Wordless", message: "<Wordless that cannot be shown as text>" },
    });
  });
});

describe.skipIf(!hasPython)("the Prefect hook never harms a run", { timeout: 30_000 }, () => {
  it.each([
    [
      "refuses",
      () => startReceiver((response) => response.writeHead(422).end("flow_run_id")),
      "answered 422: flow_run_id",
      2,
    ],
    [
      "fails",
      () => startReceiver((response) => response.writeHead(500).end("oops")),
      "answered 500: oops",
      3,
    ],
    ["hangs", () => startReceiver(() => {}), "no answer within 1.5 s", 3],
  ])("if the receiver %s", async (_name, start, printed, seconds) => {
    receiver = await start();
    const { run } = await send({ case: "flow_failed" });
    expect(run).toMatchObject({ code: 0, printed: expect.stringContaining(printed) });
    expect(run.seconds).toBeLessThan(seconds);
  });

  it("if it is not configured, or called with nothing", async () => {
    const bare = { PIPELINE_DEBUGGER_URL: undefined, PIPELINE_DEBUGGER_SECRET: undefined };
    expect((await runClient("call_prefect_hook.py", { case: "flow_failed" }, bare)).printed).toContain(
      "is not set",
    );
    expect((await send({ case: "nothing" })).run.code).toBe(0);
  });

  it("if its URL is a file URL", async () => {
    const env = { PIPELINE_DEBUGGER_URL: "file:///etc/hosts", PIPELINE_DEBUGGER_SECRET: SECRET };
    const run = await runClient("call_prefect_hook.py", { case: "flow_failed" }, env);
    expect(run).toMatchObject({ code: 0, printed: expect.stringContaining("must begin with http") });
  });
});

describe("the automation", () => {
  const automation = JSON.parse(readFileSync(new URL("./automation.json", import.meta.url), "utf8")) as {
    trigger: { expect: string[]; match: Record<string, unknown> };
    actions: { type: string; block_document_id: string; payload: string }[];
  };
  const { payload } = automation.actions[0] ?? { payload: "" };

  it("triggers on state types, because event names depend on custom state names", () => {
    expect(automation.trigger.expect).toEqual(["prefect.flow-run.*"]);
    expect(automation.trigger.match["prefect.state-type"]).toEqual(["FAILED", "CRASHED"]);
  });

  it("passes every value through string and tojson, because a missing one would prevent the webhook", () => {
    const expressions = payload.match(/\{\{[^}]*\}\}/g) ?? [];
    expect(expressions.length).toBeGreaterThan(15);
    for (const expression of expressions) expect(expression).toMatch(/\| string \| tojson \}\}$/);
  });

  it("is understood once it is rendered, even with missing values", () => {
    const fill = (values: Record<string, string>) =>
      JSON.parse(
        payload.replaceAll(/\{\{ (\S+)[^}]*\}\}/g, (_whole, name: string) =>
          JSON.stringify(values[name] ?? "None"),
        ),
      ) as unknown;
    const report = understood(
      fill({
        "event.id": "e1",
        "flow.name": "orders",
        "flow_run.id": "r1",
        "flow_run.state.type.value": "FAILED",
        "flow_run.state.name": "TimedOut",
        "flow_run.run_count": "2",
        "flow_run.empirical_policy.retries": "1",
        "flow_run.state.timestamp": "2026-11-21 01:27:10.866258+00:00",
      }),
    );
    expect(report).toMatchObject({
      event: "failed",
      subject: {
        pipeline: { externalId: "orders" },
        run: { externalId: "r1", parentTaskRunId: null },
        attempt: { tryNumber: 2, maxTries: 2, state: "TimedOut" },
      },
      occurredAt: "2026-11-21T01:27:10.866Z",
      refs: { deployment_id: null, event_id: "e1" },
      labels: {},
    });
  });
});
