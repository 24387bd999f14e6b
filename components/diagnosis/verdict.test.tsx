import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ModelCalls } from "@/components/diagnosis/model-calls";
import { Verdict } from "@/components/diagnosis/verdict";
import { MeProvider } from "@/components/layout/me";
import { ClockProvider } from "@/components/time/clock";
import { Diagnosis, MODEL_FAILED, MODEL_UNUSED } from "@/lib/diagnosis/schemas";
import type { ModelCall } from "@/lib/model/schemas";
import type { Me } from "@/lib/workspaces/schemas";

const AT = "2026-11-30T20:00:00.000Z";
const BUILTIN = Diagnosis.parse({
  id: "d1",
  engine: "builtin",
  outcome: "diagnosed",
  rootCause: "Commit `6c3d7650` renamed `buyer_id`",
  category: "schema_change",
  confidence: 0.79,
  transience: "permanent",
  explanation: "",
  claims: [],
  causalChain: [],
  ruledOut: [],
  gaps: [],
  impact: { text: "", affected: [] },
  recommendedActions: [],
  hypotheses: [],
  signature: null,
  model: null,
  promptVersion: null,
  tokens: null,
  costUsd: null,
  latencyMs: 40,
  note: null,
  route: { way: "agents", why: "The built-in engine found no cause", escalatedBecause: null },
  chain: [],
  counterCheck: { verdict: "stands", text: "Nothing contradicts it.", reasons: [] },
  agents: [{ agent: "log", status: "answered", message: null, findings: [] }],
  createdAt: AT,
});

const draw = (note: string | null) =>
  renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <MeProvider me={{ role: "owner" } as Me}>
        <ClockProvider serverNow={Date.parse(AT)}>
          <Verdict incidentId="i1" diagnosis={{ ...BUILTIN, note }} onCite={() => {}} />
        </ClockProvider>
      </MeProvider>
    </QueryClientProvider>,
  );

describe("a built-in diagnosis", () => {
  it.each([
    `${MODEL_UNUSED}2 of Claude's 3 claims were dropped. Paid: $0.0084 for 5 calls.`,
    `${MODEL_FAILED}Claude is overloaded (529). Paid: $0.0084 for 5 calls.`,
  ])("says why Claude's answer is not used, how it was found, and offers to ask again: %s", (note) => {
    const drawn = draw(note);
    expect(drawn).toContain("Paid: $0.0084 for 5 calls.");
    expect(drawn).toContain("How this was found: three agents and a synthesis");
    expect(drawn).toContain("Log agent");
    expect(drawn).toContain("Ask Claude again");
    expect(drawn).toContain("Claude asked, not used");
  });

  it("says nothing of Claude if it was not asked", () => {
    const drawn = draw(null);
    expect(drawn).not.toContain("How this was found");
    expect(drawn).not.toContain("Ask Claude again");
  });
});

it("groups calls by analysis, with their time, their total and what may have been paid at most", () => {
  const call = (id: string, workflowId: string, more: Partial<ModelCall>): ModelCall => ({
    id,
    workflowId,
    role: "single-call",
    turn: 1,
    model: "m",
    promptVersion: "v",
    status: "ok",
    message: null,
    tokens: { input: 1, output: 1, cacheRead: 0, cacheWrite: 0 },
    costUsd: 0.002,
    chargedUsd: 0.002,
    latencyMs: 1,
    createdAt: AT,
    transcript: null,
    ...more,
  });
  const group = { startedAt: AT, calls: 1, costUsd: 0.002, chargedUsd: 0.002 };
  const drawn = renderToStaticMarkup(
    <ModelCalls
      calls={[
        call("c2", "w2", { costUsd: null, chargedUsd: 0.03, message: "which cannot be" }),
        call("c1", "w1", {}),
      ]}
      groups={[
        { ...group, workflowId: "w2", calls: 4, costUsd: null, chargedUsd: 0.05 },
        { ...group, workflowId: "w1" },
      ]}
    />,
  );
  expect(drawn.match(/<tbody/g)).toHaveLength(2);
  expect(drawn).toContain("4 calls");
  expect(drawn).toContain("at most $0.0500");
  expect(drawn).toContain("at most $0.0300");
  expect(drawn).toContain("implausible usage");
  expect(drawn).toContain("$0.0020");
});
