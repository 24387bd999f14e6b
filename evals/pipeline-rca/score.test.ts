import { describe, expect, it } from "vitest";
import { builtin, lastException } from "@/evals/pipeline-rca/adapters";
import { runScenarios } from "@/evals/pipeline-rca/run-scenarios";
import { readScenarios, type ScenarioAnswer, type Scenario } from "@/evals/pipeline-rca/scenario";
import { scoreAnswer, scoreNoAnswer, summarize } from "@/evals/pipeline-rca/score";
import { CATEGORIES } from "@/lib/failures/schemas";

const scenarios = readScenarios();

describe("the scenarios", () => {
  it("are at least sixty with unique ids", () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(60);
    expect(new Set(scenarios.map((scenario) => scenario.id)).size).toBe(scenarios.length);
  });

  it("cover every category and tag", () => {
    const labels = new Set(scenarios.map((scenario) => scenario.truth.categories[0]));
    expect(CATEGORIES.filter((category) => !labels.has(category))).toEqual([]);
    for (const tag of ["red_herring", "missing_evidence", "healthy", "same_message"] as const) {
      expect(scenarios.filter((scenario) => scenario.tags.includes(tag)).length, tag).toBeGreaterThanOrEqual(
        5,
      );
    }
  });

  it("require only evidence that exists", () => {
    const wrong = scenarios.flatMap((scenario) =>
      scenario.requiredEvidence.filter(
        ({ evidenceId, contains }) =>
          scenario.evidence.find((piece) => piece.id === evidenceId)?.text.includes(contains) !== true,
      ),
    );
    expect(wrong).toEqual([]);
  });
});

const scenario: Scenario = {
  id: "one",
  title: "one",
  tags: ["red_herring"],
  failure: { orchestrator: "airflow", pipeline: "p", task: "t" },
  evidence: [
    {
      id: "log",
      kind: "log",
      collector: "log",
      status: "ok",
      title: "log",
      text: "first\nKeyError: 'x'",
      facts: {},
    },
  ],
  truth: {
    outcome: "diagnosed",
    categories: ["code_bug", "schema_change"],
    mentions: [["x", "key"]],
    maxConfidence: 0.9,
    chain: [["load"], ["x", "key"], ["renamed", "commit"]],
  },
  requiredEvidence: [{ evidenceId: "log", contains: "KeyError" }],
  forbidden: { categories: ["network_timeout"], mentions: ["database"] },
  distractors: [],
  common_misdiagnoses: [{ category: "rate_limit", mentions: [["503", "throttl"]], why: "takes the noise" }],
};
const good: ScenarioAnswer = {
  outcome: "diagnosed",
  category: "code_bug",
  confidence: 0.8,
  rootCause: "the key 'x' is missing",
  transience: "permanent",
  claims: [
    { text: "raised", citations: [{ evidenceId: "log", startLine: 2, endLine: 2, quote: "KeyError: 'x'" }] },
  ],
  causalChain: ["commit 1a2b renamed it", "the key x is missing", "load failed"],
};

describe("scoreAnswer", () => {
  it("accepts a good answer", () => {
    const verdict = scoreAnswer(scenario, good);
    expect(Object.entries(verdict).filter(([, value]) => value === false)).toEqual([
      ["falselySure", false],
      ["misdiagnosed", false],
    ]);
    expect(summarize([scenario], [verdict])).toMatchObject({
      solved: 1,
      accuracy: 1,
      chain: 1,
      misdiagnosed: 0,
    });
  });

  it.each<[string, Partial<ScenarioAnswer>, string[]]>([
    ["a defensible category", { category: "schema_change" }, ["strict"]],
    [
      "a forbidden category with confidence",
      { category: "network_timeout" },
      ["strict", "accepted", "allowed"],
    ],
    ["a cause without the required words", { rootCause: "something broke" }, ["rootCause"]],
    ["a forbidden conclusion", { rootCause: "the database lost key x" }, ["allowed"]],
    ["no evidence", { claims: [] }, ["evidence"]],
    ["too much confidence", { confidence: 0.95 }, ["humble"]],
    ["giving up", { outcome: "inconclusive" }, ["outcome"]],
  ])("marks %s", (_, change, wrong) => {
    const verdict = scoreAnswer(scenario, { ...good, ...change });
    const missed = Object.entries(verdict).flatMap(([key, value]) =>
      value === false && key !== "falselySure" && key !== "misdiagnosed" ? [key] : [],
    );
    expect(missed).toEqual(wrong);
  });

  it.each<[string, string[], boolean]>([
    ["from the cause to the failure", good.causalChain, true],
    ["in one sentence", ["load failed: key x is missing since commit 1a2b"], true],
    ["the wrong way around", good.causalChain.toReversed(), false],
    ["without the cause", good.causalChain.slice(1), false],
    ["not at all", [], false],
  ])("reads a chain told %s", (_, causalChain, isWalked) => {
    expect(scoreAnswer(scenario, { ...good, causalChain }).chain).toBe(isWalked);
  });

  it("counts a listed wrong answer as a misdiagnosis, unless the answer is right", () => {
    const wrong = { ...good, category: "rate_limit", rootCause: "the service answered 503" } as const;
    expect(scoreAnswer(scenario, wrong).misdiagnosed).toBe(true);
    expect(scoreAnswer(scenario, { ...wrong, category: "network_timeout" }).misdiagnosed).toBe(false);
    expect(scoreAnswer(scenario, { ...wrong, outcome: "inconclusive" }).misdiagnosed).toBe(false);
    const rightToo = { ...scenario, truth: { ...scenario.truth, categories: ["rate_limit" as const] } };
    expect(scoreAnswer(rightToo, { ...wrong, rootCause: "key x, not the 503" }).misdiagnosed).toBe(false);
  });

  it("measures confidence against being right, if a cause is named", () => {
    expect(scoreAnswer(scenario, good).brier).toBeCloseTo(0.04);
    expect(scoreAnswer(scenario, { ...good, category: "network_timeout" }).brier).toBeCloseTo(0.64);
    expect(scoreAnswer(scenario, { ...good, outcome: "inconclusive" }).brier).toBeNull();
  });

  it("gives nothing to a system that does not answer", () => {
    const verdict = scoreNoAnswer(scenario);
    expect(summarize([scenario], [verdict])).toMatchObject({ solved: 0, accuracy: 0, outcome: 0, chain: 0 });
  });

  it("rejects a quote that is not in its line", () => {
    const claims = [
      { text: "x", citations: [{ evidenceId: "log", startLine: 1, endLine: 1, quote: "KeyError: 'x'" }] },
    ];
    expect(scoreAnswer(scenario, { ...good, claims }).citations).toBe(0);
  });
});

describe("adapters", () => {
  it("score the engine well above the baseline", async () => {
    const solved = async (adapter: typeof builtin): Promise<number> =>
      (await runScenarios(adapter, scenarios)).metrics["solved"] ?? 0;
    expect(await solved(builtin)).toBeGreaterThan((await solved(lastException)) + 0.4);
  });
});
