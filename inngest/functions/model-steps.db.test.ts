import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { useClaude } from "@/e2e/database/use-environment";
import { agentAnswers } from "@/inngest/functions/testing/agent-answers";
import { runModelSteps } from "@/inngest/functions/testing/run-model-steps";
import { useModelIncidents } from "@/inngest/functions/testing/use-model-incidents";
import { cited, modelDiagnosis } from "@/lib/diagnosis/model/testing/answers";
import { replayDiagnosis } from "@/lib/diagnosis/model/replay-diagnosis";
import type { ScriptedReply } from "@/lib/diagnosis/model/testing/scripted-claude";
import { listEvidence } from "@/lib/evidence/data";
import { listTimeline } from "@/lib/incidents/history/data";
import { newId } from "@/lib/platform/crypto";
import { listModelCalls } from "@/lib/model/data";
import { sendJson } from "@/lib/vendors/testing/fake-server";

const port = await useClaude();

const { db, claude, diagnosed, unclear, current } = useModelIncidents(port);

const QUOTE = "KeyError: 'customer_id'";
const NOTHING = { answer: { findings: [] } };

describe("the short way", () => {
  it("asks once, proves the answer, and records what it took and why it went that way", async () => {
    const incident = await diagnosed();
    const { ctx, incidentId } = incident;
    claude().script["single-call"] = () => ({ answer: modelDiagnosis(QUOTE, { category: "code_bug" }) });
    const { steps } = await runModelSteps(ctx, incident);
    expect(steps).toEqual(["choose-route", "ask-claude", "conclude"]);
    const diagnosis = await current(ctx, incidentId);
    expect(diagnosis).toMatchObject({
      engine: "claude",
      outcome: "diagnosed",
      promptVersion: "single-call/2",
      tokens: { input: 1_000, output: 200, cacheRead: 500, cacheWrite: 0 },
      costUsd: expect.any(Number),
      route: { way: "single-call", why: expect.stringMatching(/./), escalatedBecause: null },
      chain: [{ from: "transform", basis: "claim" }],
      counterCheck: null,
      note: null,
    });
    expect(diagnosis.confidenceParts?.factors?.[0]).toMatchObject({ factor: "stated" });
    const [citation] = diagnosis.claims[0]?.citations ?? [];
    const piece = (await listEvidence(ctx, incidentId)).items.find(({ id }) => id === citation?.evidenceId);
    expect(piece?.text.split("\n")[(citation?.startLine ?? 0) - (piece.startLine ?? 1)]).toContain(
      citation?.quote,
    );
    expect((await listModelCalls(ctx, incidentId)).items).toMatchObject([
      { role: "single-call", turn: 1, status: "ok", costUsd: expect.any(Number) },
    ]);
  });

  it("asks nobody about a known cause", async () => {
    const incident = await diagnosed();
    const { asked } = await runModelSteps(incident.ctx, { ...incident, patternId: "pattern" });
    expect(asked).toBe(false);
    expect(claude().requests).toEqual([]);
    expect(await current(incident.ctx, incident.incidentId)).toMatchObject({
      engine: "builtin",
      route: { way: "known" },
    });
  });
});

describe("the long way", () => {
  it("lets the agents read, weighs their checked findings, and checks the result", async () => {
    const incident = await unclear();
    const { ctx, incidentId } = incident;
    claude().script = agentAnswers();
    const { steps } = await runModelSteps(ctx, incident);
    expect(steps).toEqual([
      "choose-route",
      "log-agent",
      "commit-agent",
      "runbook-agent",
      "synthesize",
      "counter-check",
      "conclude",
    ]);
    const diagnosis = await current(ctx, incidentId);
    expect(diagnosis).toMatchObject({
      engine: "claude",
      outcome: "diagnosed",
      promptVersion: "synthesizer/1",
      route: { way: "agents", escalatedBecause: null },
      counterCheck: { verdict: "stands" },
    });
    expect(diagnosis.agents).toMatchObject([
      { agent: "log", status: "answered", findings: [{ bearing: "cause" }] },
      {
        agent: "commit",
        findings: [{ text: "the key is named customer here" }],
        message: expect.stringContaining("1 of its findings was dropped"),
      },
      { agent: "runbook", status: "answered", findings: [] },
    ]);
    // What a tool read and the diagnosis cites is evidence that people can open.
    const evidenceId = diagnosis.claims[1]?.citations[0]?.evidenceId;
    const read = (await listEvidence(ctx, incidentId)).items.find(({ id }) => id === evidenceId);
    expect(read).toMatchObject({
      collector: "commit-agent",
      kind: "code",
      text: expect.stringContaining("KEY"),
    });
    const sizes = new Map(claude().requests.map(({ role, model }) => [role, model]));
    expect(sizes.get("log-agent")).toBe("claude-haiku-5-5");
    expect(sizes.get("synthesizer")).toBe("claude-sonnet-5-5");
    expect(sizes.get("counter-check")).toBe("claude-haiku-5-5");
  });

  it("can be replayed from the stored answers, without asking anybody", async () => {
    const incident = await unclear();
    const { ctx, incidentId } = incident;
    claude().script = agentAnswers();
    await runModelSteps(ctx, incident);
    const made = claude().requests.length;
    const { id } = await current(ctx, incidentId);
    const replay = await replayDiagnosis(ctx, id);
    expect(replay).toMatchObject({ isSame: true, changed: [] });
    expect(claude().requests).toHaveLength(made);
    // The same answers about other evidence are another diagnosis.
    await db().prisma.evidence.updateMany({
      where: { incidentId, collector: "commit-agent" },
      data: { text: "KEY = 'client'" },
    });
    const later = await replayDiagnosis(ctx, id);
    expect(later.isSame).toBe(false);
    expect(later.changed).toContain("claims");
    await db().prisma.modelTranscript.deleteMany({ where: { incidentId } });
    await expect(replayDiagnosis(ctx, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("does not pay twice for a step that runs again", async () => {
    const incident = await unclear();
    claude().script = agentAnswers();
    await runModelSteps(incident.ctx, incident);
    const made = claude().requests.length;
    const again = await runModelSteps(incident.ctx, incident);
    expect(again.steps).toContain("conclude");
    // What an agent has cited is evidence now, so some prompts differ; the same ones are answered from the ledger.
    expect(claude().requests.length).toBeLessThanOrEqual(2 * made);
  });

  it("says that it was refuted only by evidence that it does not use", async () => {
    const incident = await unclear();
    const refutation = (quote: string, evidence: string) => () => ({
      answer: {
        verdict: "refuted",
        text: "The runbook says otherwise.",
        reasons: [cited("it does", quote, evidence)],
      },
    });
    claude().script = { ...agentAnswers(), "counter-check": refutation(QUOTE, "E1") };
    await runModelSteps(incident.ctx, incident);
    expect((await current(incident.ctx, incident.incidentId)).counterCheck).toMatchObject({
      verdict: "cannot_tell",
    });
    claude().script = {
      ...agentAnswers(),
      "counter-check": ({ texts }) => {
        const name = /evidence (E\d+)\nkind: runbook/.exec(texts[0] ?? "")?.[1] ?? "E0";
        return refutation("check the id of the customer", name)();
      },
    };
    await runModelSteps(incident.ctx, { ...incident, workflowId: newId() });
    const diagnosis = await current(incident.ctx, incident.incidentId);
    expect(diagnosis).toMatchObject({
      engine: "claude",
      outcome: "inconclusive",
      counterCheck: { verdict: "refuted", text: "The runbook says otherwise." },
    });
    expect(diagnosis.note).toContain("Refuted by the counter-check");
  });

  it("goes on without an agent that fails, and says so", async () => {
    const incident = await unclear();
    const refuse: ScriptedReply = (response) =>
      sendJson(response, 400, { type: "error", error: { type: "invalid_request_error", message: "no" } });
    claude().script = { ...agentAnswers(), "runbook-agent": () => refuse };
    await runModelSteps(incident.ctx, incident);
    const diagnosis = await current(incident.ctx, incident.incidentId);
    expect(diagnosis).toMatchObject({ engine: "claude", outcome: "diagnosed" });
    expect(diagnosis.agents.at(-1)).toMatchObject({
      status: "failed",
      message: expect.stringContaining("(400)"),
    });
  });

  it("stops an agent that only reads", async () => {
    const incident = await unclear();
    let turns = 0;
    claude().script = {
      ...agentAnswers(),
      "commit-agent": ({ tools }) => {
        turns += 1;
        return tools.length > 0
          ? { calls: [{ name: "read_file", input: { path: "dags/orders.py" } }] }
          : NOTHING;
      },
    };
    await runModelSteps(incident.ctx, incident);
    expect(turns).toBe(4);
  });
});

describe("trouble with the model", () => {
  const raw = (body: object) => (response: ServerResponse) => sendJson(response, 200, body);
  const message = (part: object) =>
    raw({
      model: "m",
      content: [],
      stop_reason: "end_turn",
      usage: { input_tokens: 1, output_tokens: 1 },
      ...part,
    });
  const error = (status: number) => (response: ServerResponse) =>
    sendJson(response, status, { type: "error", error: { type: "api_error", message: "no" } });

  it.each<[string, (response: ServerResponse) => void, RegExp]>([
    ["a rate limit", error(429), /rate limit is used up \(429\)/],
    ["overload", error(529), /overloaded \(529\)/],
    ["a server error", error(500), /service failed \(500\)/],
    ["a wrong key", error(401), /rejected the key.*\(401\)/],
    ["a refusal", message({ stop_reason: "refusal" }), /declined to answer/],
    ["an answer that is cut off", message({ stop_reason: "max_tokens" }), /cut off/],
    ["a malformed answer", message({ content: [{ type: "text", text: "I think" }] }), /agreed shape/],
    [
      "calls instead of an answer",
      message({ content: [{ type: "tool_use", id: "t", name: "x", input: {} }], stop_reason: "tool_use" }),
      /called tools/,
    ],
    ["something else at the address", raw({ hello: "world" }), /something else/],
    [
      "a cut stream",
      (response) =>
        void (response.writeHead(200, { "content-length": "900" }),
        response.write("{"),
        setTimeout(() => response.destroy(), 20)),
      /closed before/,
    ],
    ["no network", (response) => void response.destroy(), /cannot be reached|closed before/],
  ])("keeps the built-in diagnosis and says why: %s", async (_, reply, why) => {
    const incident = await diagnosed();
    const before = await current(incident.ctx, incident.incidentId);
    claude().script["single-call"] = () => reply;
    const { steps } = await runModelSteps(incident.ctx, incident);
    expect(steps).toEqual(["choose-route", "ask-claude", "note-model-failure"]);
    const now = await current(incident.ctx, incident.incidentId);
    expect(now.id).toBe(before.id);
    expect(now.note).toMatch(why);
    expect(now.note).toContain("The built-in diagnosis is used.");
    const { items } = await listTimeline(incident.ctx, incident.incidentId);
    expect(items.filter(({ text }) => why.test(text))).toHaveLength(1);
    const [call] = (await listModelCalls(incident.ctx, incident.incidentId)).items;
    expect(call?.status).not.toBe("ok");
    expect(call?.message).toMatch(why);
  });
});
