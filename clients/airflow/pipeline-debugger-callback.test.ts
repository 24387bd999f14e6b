import { afterEach, describe, expect, it } from "vitest";
import { runClient, SECRET, startReceiver, hasPython, type Receiver } from "@/clients/testing/run-client";
import { FailureReport } from "@/lib/failures/schemas";
import { normaliseAirflow } from "@/lib/intake/sources/airflow/normalise";
import { verifyDelivery } from "@/lib/intake/webhooks/verify-signature";

/** Shorter than the real 5 s and 1 s. */
const QUICK = { timeout: 1.5, pause: 0.2 };
let receiver: Receiver | undefined;

afterEach(async () => {
  await receiver?.close();
  receiver = undefined;
});

async function send(spec: Record<string, unknown>, env: Record<string, string> = {}) {
  receiver ??= await startReceiver();
  const run = await runClient(
    "call_airflow_callback.py",
    { airflow_version: "3.3.2", ...spec },
    {
      PIPELINE_DEBUGGER_URL: receiver.url,
      PIPELINE_DEBUGGER_SECRET: SECRET,
      ...env,
    },
  );
  return { run, last: receiver.received.at(-1) };
}

function understood(body: unknown): FailureReport {
  const result = normaliseAirflow(body);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return FailureReport.parse(result.report);
}

describe.skipIf(!hasPython)("the Airflow callback", { timeout: 30_000 }, () => {
  it("sends a signed report of a failed task that our reader understands", async () => {
    const { run, last } = await send({ case: "failed" }, { PIPELINE_DEBUGGER_ENVIRONMENT: "staging" });
    expect(run).toMatchObject({ code: 0, printed: "" });
    if (!last) throw new Error("nothing came");
    const now = new Date();
    expect(verifyDelivery({ rawBody: last.raw, headers: last.headers, secrets: [SECRET], now })).toEqual({
      ok: true,
      method: "signature",
    });
    expect(
      verifyDelivery({ rawBody: last.raw, headers: last.headers, secrets: ["whsec_AAAA"], now }).ok,
    ).toBe(false);
    expect(understood(last.body)).toMatchObject({
      event: "failed",
      subject: {
        scope: "task",
        pipeline: { externalId: "orders", owner: "data-eng" },
        task: { externalId: "load", operator: "PythonOperator" },
        run: { externalId: "r1" },
        attempt: {
          tryNumber: 2,
          maxTries: 2,
          mapIndex: -1,
          state: "failed",
          hostname: "worker-0",
          startedAt: "2026-11-21T01:00:05.000Z",
          version: "9f2c1d0",
        },
      },
      exception: { type: "builtins.ValueError", message: "password is hunter2, row größe 😀" },
      environment: "staging",
      labels: { tags: "a,b", airflow_version: "3.3.2" },
      refs: { fileloc: "/dags/orders.py", bundle_version: "9f2c1d0" },
    });
    expect(understood(last.body).exception?.traceback).toMatch(
      /KeyError: 'customer_id'\n\nThe above exception was the direct cause[\s\S]*ValueError: password/,
    );
  });

  it.each([
    ["failed", "failed", 2],
    ["retry", "will_retry", 1],
    ["success", "succeeded", 2],
    ["dead_retry", "will_retry", 1],
    ["dead_failed", "failed", 1],
    ["dead_by_numbers", "will_retry", 2],
    ["dead_last_by_numbers", "failed", 3],
  ])("%s: determines that it is %s", async (name, event, tryNumber) => {
    const { last } = await send({ case: name });
    expect(understood(last?.body)).toMatchObject({ event, subject: { attempt: { tryNumber } } });
  });

  it("does not blame the last task in a DAG's callback", async () => {
    const { last } = await send({ case: "dag_level" });
    expect(last?.body).toMatchObject({
      scope: "dag",
      task_id: null,
      exception: null,
      last_task: { task_id: "load" },
    });
    expect(understood(last?.body)).toMatchObject({
      reason: "task_failure",
      subject: { scope: "run", task: null },
    });
    const bare = await send({ case: "dag_level_bare" });
    expect(understood(bare.last?.body)).toMatchObject({
      reason: "timed_out",
      subject: { scope: "run", pipeline: { externalId: "orders" }, run: { externalId: "r1" } },
    });
  });

  it("reports a killed Airflow 2 task, and a row with a closed session", async () => {
    const killed = await send({ case: "killed_text", airflow_version: "2.10.5" });
    expect(understood(killed.last?.body)).toMatchObject({
      event: "failed",
      exception: null,
      reason: expect.stringContaining("killed"),
    });
    const detached = await send({ case: "detached", airflow_version: "2.4.3" });
    expect(detached.last?.body).toMatchObject({
      dag_id: "orders",
      task_id: "load",
      hostname: null,
      state: "failed",
    });
  });

  it.each([
    ["2.9.3", 2],
    ["2.10.5", 3],
    ["3.3.2", 3],
  ])("counts attempts correctly on Airflow %s", async (version, tryNumber) => {
    const { last } = await send({ case: "old_try_number", airflow_version: version });
    expect(last?.body["try_number"]).toBe(tryNumber);
  });

  it("masks Airflow's known secrets", async () => {
    const { last } = await send({ case: "failed", has_masker: true });
    expect(last?.raw.toString()).not.toContain("hunter2");
    expect(last?.body["exception"]).toMatchObject({ message: "password is ***, row größe 😀" });
  });

  it("keeps both ends of a long traceback", async () => {
    const { last } = await send({ case: "long_traceback" });
    const exception = last?.body["exception"] as { message: string; traceback: string };
    expect(exception.message).toHaveLength(4_000);
    expect(exception.traceback).toMatch(/^RecursionError[\s\S]*\n\.\.\. cut \.\.\.\n/);
    expect(exception.traceback.length).toBeLessThan(18_100);
  });

  it("reports an exception whose __str__ fails", async () => {
    const { run, last } = await send({ case: "wordless" });
    expect(run.printed).toBe("");
    expect(last?.body["exception"]).toMatchObject({
      type: "__main__.Wordless",
      message: "<Wordless that cannot be shown as text>",
    });
  });

  it("gives the same failure the same id, and another attempt a different one", async () => {
    const ids = await Promise.all(
      ["failed", "failed", "retry", "dag_level"].map(async (name) => {
        const working = await startReceiver();
        await runClient(
          "call_airflow_callback.py",
          { case: name },
          { PIPELINE_DEBUGGER_URL: working.url, PIPELINE_DEBUGGER_SECRET: SECRET },
        );
        await working.close();
        return working.received[0]?.headers["webhook-id"];
      }),
    );
    expect(ids[0]).toMatch(/^msg_[0-9a-f]{32}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(new Set(ids).size).toBe(3);
  });
});

describe.skipIf(!hasPython)("the Airflow callback never harms a task", { timeout: 30_000 }, () => {
  const call = (
    url: string | undefined,
    spec: Record<string, unknown> = { case: "failed" },
    secret: string | undefined = SECRET,
  ) =>
    runClient(
      "call_airflow_callback.py",
      { ...QUICK, ...spec },
      {
        PIPELINE_DEBUGGER_URL: url,
        PIPELINE_DEBUGGER_SECRET: secret,
      },
    );

  it("if nobody listens", async () => {
    const gone = await startReceiver();
    await gone.close();
    const run = await call(gone.url);
    expect(run).toMatchObject({ code: 0, printed: expect.stringContaining("could not be reached") });
    expect(run.seconds).toBeLessThan(3);
  });

  it("if the receiver fails once: it retries with the same id", async () => {
    receiver = await startReceiver((response, count) => response.writeHead(count === 1 ? 503 : 202).end());
    expect(await call(receiver.url)).toMatchObject({ code: 0, printed: "" });
    expect(receiver.received.map((request) => request.headers["webhook-id"])).toEqual(
      Array(2).fill(receiver.received[0]?.headers["webhook-id"]),
    );
    expect(receiver.received).toHaveLength(2);
  });

  it("if the receiver refuses: it prints the reason once", async () => {
    receiver = await startReceiver((response) => response.writeHead(401).end("the signature does not fit"));
    expect(await call(receiver.url)).toMatchObject({
      code: 0,
      printed: "pipeline-debugger: the receiver answered 401: the signature does not fit",
    });
    expect(receiver.received).toHaveLength(1);
  });

  it("if the receiver hangs or responds slowly", async () => {
    receiver = await startReceiver((response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(" "), 500);
      response.on("close", () => clearInterval(timer));
    });
    const hanging = await startReceiver(() => {});
    const runs = await Promise.all([call(receiver.url), call(hanging.url)]);
    await hanging.close();
    for (const run of runs) {
      expect(run.code).toBe(0);
      expect(run.seconds).toBeLessThan(3);
    }
    expect(runs[1]?.printed).toContain("no answer within 1.5 s");
  });

  it.each([
    ["no URL", undefined, SECRET, "is not set"],
    ["no secret", "http://127.0.0.1:9/x", undefined, "is not set"],
    ["a file URL", "file:///etc/hosts", SECRET, "must begin with http"],
    ["a secret that is not Base64", "http://127.0.0.1:9/x", "whsec_é", "failed"],
    ["an invalid URL", "not a url", SECRET, "failed"],
  ])("if it has %s", async (_name, url, secret, printed) => {
    const run = await runClient(
      "call_airflow_callback.py",
      { case: "failed" },
      { PIPELINE_DEBUGGER_URL: url, PIPELINE_DEBUGGER_SECRET: secret },
    );
    expect(run).toMatchObject({ code: 0, printed: expect.stringContaining(printed) });
  });

  it("if Airflow passes nothing", async () => {
    expect((await call("http://127.0.0.1:9/x", { case: "nothing" })).code).toBe(0);
    expect((await call("http://127.0.0.1:9/x", { case: "empty" })).code).toBe(0);
  });
});
