import { LLMock } from "@copilotkit/aimock";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { sendJson, startFakeServer } from "@/lib/vendors/testing/fake-server";
import { requestBody, sendTurn, type ModelTurn } from "@/lib/vendors/anthropic/client";
import type { ModelConnection } from "@/lib/vendors/anthropic/connection";
import { chargeUsd, costUsd } from "@/lib/vendors/anthropic/prices";

const Verdict = z.object({ cause: z.string().min(1), confidence: z.number().min(0).max(1) });
const GOOD = { cause: "column renamed", confidence: 0.9 };
const mock = new LLMock({ port: 0 });
let connection: ModelConnection;

beforeAll(async () => {
  await mock.start();
  connection = { apiKey: "sk-test-secret", baseUrl: mock.url, model: "claude-opus-5-5" };
});
afterEach(() => {
  mock.reset();
});
afterAll(() => mock.stop());

const QUESTION: ModelTurn<z.infer<typeof Verdict>> = {
  system: "You judge.",
  messages: [{ role: "user", text: "Why?" }],
  schema: Verdict,
  maxTokens: 1_000,
  deadlineMs: 5_000,
};
const ask = (to: ModelConnection = connection, deadlineMs = 5_000) =>
  sendTurn(to, { ...QUESTION, deadlineMs });

describe("a response", () => {
  it("is parsed, counted and priced", async () => {
    mock.onMessage("Why?", {
      content: JSON.stringify(GOOD),
      reasoning: "let me think",
      reasoningSignature: "sig",
      usage: { input_tokens: 1_000, output_tokens: 200 },
    });
    const answer = await ask();
    expect(answer).toMatchObject({
      ok: true,
      value: GOOD,
      use: { model: "claude-opus-5-5", tokens: { input: 1_000, output: 200, cacheRead: 0, cacheWrite: 0 } },
    });
    expect(answer.use?.costUsd).toBeCloseTo((1_000 * 4 + 200 * 20) / 1e6, 9);
    expect(answer.use?.latencyMs).toBeGreaterThanOrEqual(0);
  });

  it("is requested with a schema and a bearer token", async () => {
    const server = await startFakeServer((_, response) => sendJson(response, 200, message(GOOD)));
    expect(await ask({ ...connection, baseUrl: server.url })).toMatchObject({
      ok: true,
      value: GOOD,
      use: { tokens: { input: 10, output: 20, cacheRead: 500, cacheWrite: 0 } },
    });
    const [request] = server.seen;
    expect(request?.path).toBe("/v1/messages");
    expect(request?.headers["authorization"]).toBe("Bearer sk-test-secret");
    const body = JSON.parse(request?.body ?? "") as Record<string, unknown>;
    expect(Object.keys(body).sort()).toEqual(["max_tokens", "messages", "model", "output_config", "system"]);
    expect(body["output_config"]).toMatchObject({
      format: {
        type: "json_schema",
        schema: { required: ["cause", "confidence"], additionalProperties: false },
      },
    });
    await server.close();
  });

  it.each([
    ["text instead of JSON", "I think the column was renamed"],
    ["truncated JSON", JSON.stringify(GOOD).slice(0, 20)],
    ["another shape", '{"cause":"x"}'],
    ["a number out of range", '{"cause":"x","confidence":7}'],
    ["an empty string", '{"cause":"","confidence":0.5}'],
    ["nothing", ""],
  ])("is malformed with %s", async (_, content) => {
    const server = await startFakeServer((__, response) => sendJson(response, 200, message(content)));
    const answer = await ask({ ...connection, baseUrl: server.url });
    expect(answer).toMatchObject({ ok: false, reason: "malformed", use: { tokens: { output: 20 } } });
    await server.close();
  });

  it.each([
    ["refusal", "refused"],
    ["max_tokens", "truncated"],
    ["model_context_window_exceeded", "truncated"],
  ])("with stop_reason %s is %s, with its cost", async (stopReason, reason) => {
    const body = { ...message(GOOD), stop_reason: stopReason };
    const server = await startFakeServer((_, response) => sendJson(response, 200, body));
    const answer = await ask({ ...connection, baseUrl: server.url });
    expect(answer).toMatchObject({ ok: false, reason, use: { costUsd: expect.any(Number) } });
    await server.close();
  });
});

it("redacts secrets in the prompt", async () => {
  const server = await startFakeServer((_, response) => sendJson(response, 200, message(GOOD)));
  const prompt =
    "Why?\n12| mysql -uetl -phunter22 raw\n13| <password>sesame99</password>\n14| pd_Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MGFiY2RlZmdoaQ";
  await sendTurn(
    { ...connection, baseUrl: server.url },
    { ...QUESTION, messages: [{ role: "user", text: prompt }] },
  );
  const body = server.seen[0]?.body ?? "";
  for (const secret of ["hunter22", "sesame99", "Zm9vYmFy"]) expect(body).not.toContain(secret);
  expect(body).toContain("13| <password>[redacted:password");
  await server.close();
});

describe("failures", () => {
  it.each([
    [400, "rejected"],
    [401, "denied"],
    [403, "denied"],
    [404, "rejected"],
    [413, "rejected"],
    [429, "rate_limited"],
    [500, "unavailable"],
    [503, "unavailable"],
    [529, "overloaded"],
  ] as const)("%d is %s", async (status, reason) => {
    mock.nextRequestError(status, { message: "no", type: "some_error" });
    const answer = await ask();
    expect(answer).toMatchObject({ ok: false, reason, use: null });
    if (answer.ok) throw new Error("not reached");
    expect(answer.message).not.toContain("sk-test");
    // A single attempt: the workflow counts retries.
    expect(mock.getRequests()).toHaveLength(1);
  });

  it.each([
    [{ "retry-after": "7" }, 7_000],
    [{ "retry-after-ms": "1500", "retry-after": "2" }, 1_500],
    [{}, undefined],
  ])("returns the retry delay: %j", async (headers, retryAfterMs) => {
    const error = { type: "error", error: { type: "rate_limit_error", message: "slow down" } };
    const server = await startFakeServer((_, response) => sendJson(response, 429, error, headers));
    expect(await ask({ ...connection, baseUrl: server.url })).toMatchObject({
      reason: "rate_limited",
      retryAfterMs,
    });
    await server.close();
  });

  it("reports malformed JSON, a dropped connection and a server error", async () => {
    mock.onMessage("Why?", { content: JSON.stringify(GOOD) });
    mock.setChaos({ malformedRate: 1 });
    expect(await ask()).toMatchObject({ ok: false, reason: "malformed" });
    mock.setChaos({ disconnectRate: 1 });
    expect(await ask()).toMatchObject({ ok: false, reason: "unreachable" });
    mock.setChaos({ dropRate: 1 });
    expect(await ask()).toMatchObject({ ok: false, reason: "unavailable" });
    mock.setChaos({ rateLimitRate: 1 });
    expect(await ask()).toMatchObject({
      ok: false,
      reason: "rate_limited",
      retryAfterMs: expect.any(Number),
    });
    mock.clearChaos();
    expect(await ask()).toMatchObject({ ok: true });
  });

  it("reports a response that ends early", async () => {
    const server = await startFakeServer((_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "500" });
      response.write(JSON.stringify(message(GOOD)).slice(0, 60));
      setTimeout(() => response.destroy(), 20);
    });
    expect(await ask({ ...connection, baseUrl: server.url })).toMatchObject({
      ok: false,
      reason: "unreachable",
    });
    await server.close();
  });

  it.each(["before the response", "in the middle of the response"])(
    "gives up at the deadline, %s",
    async (when) => {
      const server = await startFakeServer((_, response) => {
        if (when === "before the response") return;
        response.writeHead(200, { "content-type": "application/json" });
        response.write('{"id":');
      });
      const startedAt = Date.now();
      expect(await ask({ ...connection, baseUrl: server.url }, 300)).toMatchObject({
        ok: false,
        reason: "timeout",
      });
      expect(Date.now() - startedAt).toBeLessThan(3_000);
      await server.close();
    },
  );

  it("handles a web page and an unreachable server", async () => {
    const server = await startFakeServer((_, response) => {
      response.writeHead(200, { "content-type": "text/html" });
      response.end("<html>login</html>");
    });
    expect(await ask({ ...connection, baseUrl: server.url })).toMatchObject({
      ok: false,
      reason: "malformed",
    });
    await server.close();
    expect(await ask({ ...connection, baseUrl: server.url })).toMatchObject({
      ok: false,
      reason: "unreachable",
    });
  });
});

describe("a turn with tools", () => {
  const tools = [
    {
      name: "read_log_window",
      description: "Reads lines.",
      input: z.strictObject({ from: z.number().int().min(1) }),
    },
  ];
  const CALLS = [
    { type: "thinking", thinking: "", signature: "x" },
    { type: "tool_use", id: "toolu_1", name: "read_log_window", input: { from: 7 } },
  ];

  it("returns the calls, and the model's blocks unchanged", async () => {
    const server = await startFakeServer((_, response) =>
      sendJson(response, 200, { ...message(GOOD), content: CALLS, stop_reason: "tool_use" }),
    );
    const reply = await sendTurn({ ...connection, baseUrl: server.url }, { ...QUESTION, tools });
    expect(reply).toMatchObject({
      ok: true,
      kind: "calls",
      calls: [{ id: "toolu_1", name: "read_log_window", input: { from: 7 } }],
      blocks: CALLS,
    });
    await server.close();
  });

  it("sends the conversation back, redacted and marked for the cache", () => {
    const body = requestBody("claude-sonnet-5-5", {
      ...QUESTION,
      tools,
      effort: "low",
      messages: [
        ...QUESTION.messages,
        { role: "assistant", blocks: CALLS },
        {
          role: "tools",
          results: [{ callId: "toolu_1", text: "7| password=hunter22", isError: false }],
        },
      ],
    });
    expect(body).toMatchObject({
      system: [{ text: "You judge.", cache_control: { type: "ephemeral" } }],
      tools: [{ name: "read_log_window", input_schema: { additionalProperties: false, required: ["from"] } }],
      output_config: { effort: "low" },
      messages: [
        { role: "user", content: [{ type: "text", text: "Why?" }] },
        { role: "assistant", content: CALLS },
        {
          role: "user",
          content: [
            {
              type: "tool_result",
              tool_use_id: "toolu_1",
              is_error: false,
              cache_control: { type: "ephemeral" },
            },
          ],
        },
      ],
    });
    expect(JSON.stringify(body)).not.toContain("hunter22");
  });

  it("forbids calls in the last turn, and sends no effort to models that refuse it", () => {
    const body = requestBody("claude-haiku-4-5", {
      ...QUESTION,
      tools,
      mayCallTools: false,
      effort: "low",
    });
    expect(body).toMatchObject({ tool_choice: { type: "none" } });
    expect(JSON.stringify(body)).not.toContain("effort");
  });
});

it("prices dated model ids like their aliases, and unknown models not at all", () => {
  const tokens = { input: 1_000_000, output: 0, cacheRead: 1_000_000, cacheWrite: 1_000_000 };
  expect(costUsd("claude-sonnet-5-5-20261001", tokens)).toBeCloseTo(2 + 2.5 + 0.2, 9);
  expect(costUsd("some-other", tokens)).toBeNull();
  expect(costUsd("constructor", tokens)).toBeNull();
  expect(chargeUsd("some-other", tokens)).toBeCloseTo(10 + 12.5 + 1, 9);
});

function message(content: object | string) {
  return {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "claude-opus-5-5",
    content: [
      { type: "thinking", thinking: "", signature: "x" },
      { type: "text", text: typeof content === "string" ? content : JSON.stringify(content) },
    ],
    stop_reason: "end_turn",
    stop_sequence: null,
    usage: { input_tokens: 10, output_tokens: 20, cache_read_input_tokens: 500 },
  };
}
