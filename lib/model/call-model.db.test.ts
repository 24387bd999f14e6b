import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { arrangeIncident } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { failureReport } from "@/lib/failures/testing/report";
import { callModel } from "@/lib/model/call-model";
import { converse } from "@/lib/model/converse";
import { findModelSpend, listModelCalls } from "@/lib/model/data";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import type { ModelTurn } from "@/lib/vendors/anthropic/client";
import type { ToolCall } from "@/lib/vendors/anthropic/messages";
import { sendJson, startFakeServer, type FakeServer } from "@/lib/vendors/testing/fake-server";

const Answer = z.object({ cause: z.string() });
const TURN: ModelTurn<z.infer<typeof Answer>> = {
  system: "You judge.",
  messages: [{ role: "user", text: "Why? password=hunter22-secret" }],
  schema: Answer,
  maxTokens: 1_000,
  deadlineMs: 5_000,
};
const TOOL = { name: "look", description: "Looks.", input: z.strictObject({ at: z.string() }) };

let db: TestDatabase;
let server: FakeServer;
/** Stop reason and blocks of the next replies; then an answer. */
let replies: { stop: string; blocks: object[] }[] = [];
let usage: object = { input_tokens: 1_000, output_tokens: 100 };
let delayMs = 0;

beforeAll(async () => {
  db = await testDatabase();
  server = await startFakeServer(async (_, response) => {
    // Before the delay: a request that was given up must not take the reply of the next test.
    const { stop, blocks } = replies.shift() ?? {
      stop: "end_turn",
      blocks: [{ type: "text", text: '{"cause":"x"}' }],
    };
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    sendJson(response, 200, { model: "claude-sonnet-5-5", content: blocks, stop_reason: stop, usage });
  });
});
afterEach(() => {
  replies = [];
  usage = { input_tokens: 1_000, output_tokens: 100 };
  delayMs = 0;
  server.seen.length = 0;
});
afterAll(async () => {
  await server.close();
  await db.close();
});

const connection = (model = "claude-sonnet-5-5") => ({ apiKey: "k", baseUrl: server.url, model });

async function incident() {
  const { ctx, incidentId, workflowId } = await arrangeIncident(db, failureReport());
  const identity = { incidentId, workflowId, role: "single-call" as const, promptVersion: "v/1" };
  return { ctx, incidentId, identity };
}

const setLimit = (ctx: Context, modelUsdPerMonth: number | null) =>
  db.prisma.workspace.update({ where: { id: ctx.workspaceId }, data: { modelUsdPerMonth } });

describe("the ledger", () => {
  it("records what was sent and answered, redacted, and what it cost", async () => {
    const { ctx, incidentId, identity } = await incident();
    const reply = await callModel(ctx, connection(), { ...identity, turn: 1 }, TURN);
    expect(reply).toMatchObject({ ok: true, kind: "answer", value: { cause: "x" } });
    const { items } = await listModelCalls(ctx, incidentId);
    expect(items).toMatchObject([
      {
        id: reply.callId,
        role: "single-call",
        turn: 1,
        status: "ok",
        promptVersion: "v/1",
        tokens: { input: 1_000, output: 100 },
        costUsd: expect.closeTo((1_000 * 2 + 100 * 10) / 1e6, 9),
        transcript: { reply: [{ type: "text" }] },
      },
    ]);
    expect(JSON.stringify(items)).toContain("password=[redacted");
    expect(JSON.stringify(items)).not.toContain("hunter22");
    expect(await findModelSpend(ctx)).toMatchObject({ calls: 1, costUsd: expect.closeTo(0.003, 9) });
  });

  it("answers a repeated request of the same workflow without another call", async () => {
    const { ctx, incidentId, identity } = await incident();
    const first = await callModel(ctx, connection(), { ...identity, turn: 1 }, TURN);
    const second = await callModel(ctx, connection(), { ...identity, turn: 1 }, TURN);
    expect(second).toEqual({ ...first, use: { ...first.use, latencyMs: expect.any(Number) } });
    expect(server.seen).toHaveLength(1);
    const other = { ...TURN, messages: [{ role: "user" as const, text: "And why?" }] };
    await callModel(ctx, connection(), { ...identity, turn: 1 }, other);
    await callModel(ctx, connection(), { ...identity, workflowId: newId(), turn: 1 }, TURN);
    expect(server.seen).toHaveLength(3);
    expect((await listModelCalls(ctx, incidentId)).items).toHaveLength(3);
  });

  it("keeps the cost but not the words of a deleted incident", async () => {
    const { ctx, incidentId, identity } = await incident();
    await callModel(ctx, connection(), { ...identity, turn: 1 }, TURN);
    await db.prisma.incident.delete({ where: { id: incidentId } });
    expect((await listModelCalls(ctx, incidentId)).items).toMatchObject([{ transcript: null }]);
    expect(await findModelSpend(ctx)).toMatchObject({ calls: 1 });
  });

  it("is kept per workspace", async () => {
    const { ctx, incidentId, identity } = await incident();
    const other = await incident();
    await callModel(ctx, connection(), { ...identity, turn: 1 }, TURN);
    expect((await listModelCalls(other.ctx, incidentId)).items).toEqual([]);
    expect(await findModelSpend(other.ctx)).toMatchObject({ calls: 0, costUsd: 0 });
  });
});

describe("the list of calls", () => {
  it("groups them by workflow with totals, page by page", async () => {
    const { ctx, incidentId, identity } = await incident();
    const at = Date.now() - 3_600_000;
    const call = (i: number) => ({
      id: newId(),
      workspaceId: ctx.workspaceId,
      incidentId,
      workflowId: i < 20 ? "first" : "second",
      role: "fix",
      turn: 1,
      model: "m",
      promptVersion: "v/1",
      requestHash: "h",
      status: i === 40 ? "running" : "ok",
      costUsd: i === 40 ? null : 0.001,
      chargedUsd: 0.001,
      createdAt: new Date(at + i * 1_000),
    });
    await db.prisma.modelCall.createMany({ data: Array.from({ length: 41 }, (_, i) => call(i)) });
    const page = await listModelCalls(ctx, incidentId);
    expect(page.items).toHaveLength(30);
    // Its process has ended without a word.
    expect(page.items[0]).toMatchObject({ workflowId: "second", status: "interrupted", costUsd: null });
    expect(page.groups).toEqual([
      {
        workflowId: "second",
        startedAt: new Date(at + 20_000).toISOString(),
        calls: 21,
        costUsd: null,
        chargedUsd: expect.closeTo(0.021, 9),
      },
      {
        workflowId: "first",
        startedAt: new Date(at).toISOString(),
        calls: 20,
        costUsd: expect.closeTo(0.02, 9),
        chargedUsd: expect.closeTo(0.02, 9),
      },
    ]);
    const next = await listModelCalls(ctx, incidentId, page.nextCursor);
    expect(next.items).toHaveLength(11);
    expect(next.nextCursor).toBeNull();
    expect(new Set([...page.items, ...next.items].map(({ id }) => id)).size).toBe(41);
    expect((await listModelCalls(ctx, incidentId, "gone")).items).toEqual([]);
    await callModel(ctx, connection(), { ...identity, turn: 1 }, TURN);
    expect((await listModelCalls(ctx, incidentId)).groups[0]).toMatchObject({
      workflowId: identity.workflowId,
      calls: 1,
    });
  });
});

describe("budgets", () => {
  it("refuse a call that could exceed the workspace's month, before it is made", async () => {
    const { ctx, incidentId, identity } = await incident();
    await setLimit(ctx, 0.001);
    const reply = await callModel(ctx, connection(), { ...identity, turn: 1 }, TURN);
    expect(reply).toMatchObject({
      ok: false,
      reason: "over_budget",
      message: expect.stringContaining("per month"),
    });
    expect(server.seen).toEqual([]);
    expect((await listModelCalls(ctx, incidentId)).items).toEqual([]);
  });

  it("cannot be exceeded together by calls that run at the same time", async () => {
    const { ctx, identity } = await incident();
    // Each reserves about a cent for its answer, and costs half of it.
    await setLimit(ctx, 0.045);
    usage = { input_tokens: 100, output_tokens: 500 };
    delayMs = 1_500;
    const calls = Array.from({ length: 12 }, () =>
      callModel(ctx, connection(), { ...identity, workflowId: newId(), turn: 1 }, TURN),
    );
    const made = (await Promise.all(calls)).filter(({ ok }) => ok).length;
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThanOrEqual(4);
    expect((await findModelSpend(ctx)).costUsd).toBeLessThanOrEqual(0.045);
  });

  it("stop an analysis at its limit", async () => {
    const { ctx, identity } = await incident();
    usage = { input_tokens: 100_000, output_tokens: 1_000 };
    const long = { ...TURN, messages: [{ role: "user" as const, text: "Why? ".repeat(20_000) }] };
    const replies: string[] = [];
    for (let turn = 1; turn <= 3; turn += 1) {
      const reply = await callModel(ctx, connection(), { ...identity, turn }, long);
      replies.push(reply.ok ? "ok" : reply.reason);
    }
    expect(replies).toEqual(["ok", "over_budget", "over_budget"]);
  });

  it("charge a model without a known price with the highest one", async () => {
    const { ctx, incidentId, identity } = await incident();
    const reply = await callModel(ctx, connection("some-model"), { ...identity, turn: 1 }, TURN);
    expect(reply.ok).toBe(true);
    const row = await db.prisma.modelCall.findFirstOrThrow({ where: { incidentId } });
    expect(row).toMatchObject({ model: "claude-sonnet-5-5", costUsd: expect.any(Number) });
    await setLimit(ctx, 0.03);
    const refused = await callModel(ctx, connection("some-model"), { ...identity, turn: 2 }, TURN);
    expect(refused).toMatchObject({ ok: false, reason: "over_budget" });
  });

  it("keep the reservation of a call that may have been billed", async () => {
    const { ctx, incidentId, identity } = await incident();
    delayMs = 400;
    const reply = await callModel(ctx, connection(), { ...identity, turn: 1 }, { ...TURN, deadlineMs: 50 });
    expect(reply).toMatchObject({ ok: false, reason: "timeout" });
    const row = await db.prisma.modelCall.findFirstOrThrow({ where: { incidentId } });
    expect(row.status).toBe("timeout");
    expect(row.chargedUsd).toBeGreaterThan(0.01);
  });
});

describe("usage that cannot be", () => {
  it.each([
    ["is negative", { input_tokens: -5_000_000, output_tokens: -10 }],
    ["fits no column", { input_tokens: 1e12, output_tokens: 1e12 }],
    ["is missing", {}],
  ])("that %s is booked with the highest possible cost, and says so", async (_, reported) => {
    const { ctx, incidentId, identity } = await incident();
    usage = reported;
    const reply = await callModel(ctx, connection(), { ...identity, turn: 1 }, TURN);
    expect(reply).toMatchObject({ ok: true, value: { cause: "x" } });
    const [call] = (await listModelCalls(ctx, incidentId)).items;
    expect(call).toMatchObject({
      status: "ok",
      costUsd: null,
      tokens: { input: 0, output: 0 },
      message: expect.stringContaining("The highest possible cost counts towards the budget."),
    });
    // The answer's limit alone costs a cent.
    expect((await findModelSpend(ctx)).costUsd).toBeGreaterThan(0.01);
    const again = await callModel(ctx, connection(), { ...identity, turn: 1 }, TURN);
    expect(again).toMatchObject({ ok: true, callId: reply.callId });
  });

  it("never lowers what has been spent, however it was booked", async () => {
    const { ctx, identity } = await incident();
    await callModel(ctx, connection(), { ...identity, turn: 1 }, TURN);
    await db.prisma.modelCall.create({
      data: {
        id: newId(),
        workspaceId: ctx.workspaceId,
        workflowId: identity.workflowId,
        role: "fix",
        turn: 1,
        model: "m",
        promptVersion: "v/1",
        requestHash: "h",
        status: "ok",
        chargedUsd: -11,
        createdAt: ctx.now(),
      },
    });
    expect((await findModelSpend(ctx)).costUsd).toBeCloseTo(0.003, 9);
    await setLimit(ctx, 0.01);
    const refused = await callModel(ctx, connection(), { ...identity, turn: 2 }, TURN);
    expect(refused).toMatchObject({ ok: false, reason: "over_budget" });
  });

  it("makes no call with a limit of $0", async () => {
    const { ctx, identity } = await incident();
    await setLimit(ctx, 0);
    const reply = await callModel(ctx, connection(), { ...identity, turn: 1 }, TURN);
    expect(reply).toMatchObject({ ok: false, message: expect.stringContaining("$0 per month") });
    expect(server.seen).toEqual([]);
  });
});

describe("a reply that is hard to store", () => {
  const deep = (levels: number): object => (levels === 0 ? {} : { of: deep(levels - 1) });

  it("loses what no column takes", async () => {
    const { ctx, incidentId, identity } = await incident();
    replies = [
      {
        stop: "end_turn",
        blocks: [
          { type: "text", text: JSON.stringify({ cause: "a\u0000b\ud800" }) },
          { type: "x", a: "\u0000" },
        ],
      },
    ];
    const reply = await callModel(ctx, connection(), { ...identity, turn: 1 }, TURN);
    expect(reply.ok).toBe(true);
    expect((await listModelCalls(ctx, incidentId)).items).toMatchObject([{ status: "ok" }]);
  });

  it("ends as a failure, not as a call that runs forever", async () => {
    const { ctx, incidentId, identity } = await incident();
    replies = [
      {
        stop: "end_turn",
        blocks: [
          { type: "text", text: '{"cause":"x"}' },
          { type: "x", ...deep(80) },
        ],
      },
    ];
    const reply = await callModel(ctx, connection(), { ...identity, turn: 1 }, TURN);
    const message = "Claude's answer cannot be stored.";
    expect(reply).toMatchObject({ ok: false, reason: "malformed", message });
    expect((await listModelCalls(ctx, incidentId)).items).toMatchObject([
      { status: "malformed", message, costUsd: expect.any(Number) },
    ]);
  });

  it("is kept if it is no answer, redacted and bounded", async () => {
    const { ctx, incidentId, identity } = await incident();
    const said = `I think password=hunter22-secret was wrong. ${"really ".repeat(10_000)}`;
    replies = [{ stop: "end_turn", blocks: [{ type: "text", text: said }] }];
    expect(await callModel(ctx, connection(), { ...identity, turn: 1 }, TURN)).toMatchObject({ ok: false });
    const [call] = (await listModelCalls(ctx, incidentId)).items;
    expect(call).toMatchObject({ status: "malformed" });
    const text = JSON.stringify(call?.transcript?.reply);
    expect(text).toContain("I think password=[redacted");
    expect(text).not.toContain("hunter22");
    expect(text.length).toBeLessThan(20_100);
  });
});

describe("a conversation", () => {
  const call = (i: number) => ({ type: "tool_use", id: `t${i}`, name: "look", input: { at: `line ${i}` } });

  async function talk(maxTurns: number) {
    const { ctx, identity } = await incident();
    const ran: ToolCall[] = [];
    const result = await converse(ctx, connection(), {
      identity,
      system: TURN.system,
      prompt: "Why?",
      tools: [TOOL],
      schema: Answer,
      maxTurns,
      maxTokens: 1_000,
      deadlineMs: 10_000,
      runTools: async (calls) => {
        ran.push(...calls);
        return calls.map(({ id }) => ({ callId: id, text: "seen", isError: false }));
      },
    });
    return { result, ran };
  }

  it("runs tools until the model answers", async () => {
    replies = [{ stop: "tool_use", blocks: [call(1), call(2)] }];
    const { result, ran } = await talk(4);
    expect(result).toMatchObject({ ok: true, value: { cause: "x" }, callId: expect.any(String) });
    expect(ran.map(({ id }) => id)).toEqual(["t1", "t2"]);
    const body = JSON.parse(server.seen[1]?.body ?? "") as { messages: { content: object[] }[] };
    expect(body.messages.at(-1)?.content).toMatchObject([
      { type: "tool_result", tool_use_id: "t1" },
      { type: "tool_result", tool_use_id: "t2" },
    ]);
  });

  it("runs at most four calls per turn, and says so", async () => {
    replies = [{ stop: "tool_use", blocks: Array.from({ length: 9 }, (_, i) => call(i)) }];
    const { ran } = await talk(4);
    expect(ran).toHaveLength(4);
    expect(server.seen[1]?.body).toContain("at most 4 calls per turn");
  });

  it("forbids tools in the last turn and ends there", async () => {
    replies = Array.from({ length: 5 }, (_, i) => ({ stop: "tool_use", blocks: [call(i)] }));
    const { result, ran } = await talk(3);
    expect(result).toMatchObject({ ok: false, reason: "malformed" });
    expect(ran).toHaveLength(2);
    expect(server.seen).toHaveLength(3);
    expect(JSON.parse(server.seen[2]?.body ?? "")).toMatchObject({ tool_choice: { type: "none" } });
  });
});
