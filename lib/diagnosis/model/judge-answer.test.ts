import { describe, expect, it } from "vitest";
import { piece, readPiece } from "@/lib/diagnosis/engine/testing/piece";
import type { ModelDiagnosis } from "@/lib/diagnosis/model/answers";
import { judgeAnswer, type JudgeInput } from "@/lib/diagnosis/model/judge-answer";
import { IDENTITY } from "@/lib/knowledge/reliability/recalibrate";
import { Diagnosis } from "@/lib/diagnosis/schemas";

const LOG = `[2026-11-01] INFO start
Traceback (most recent call last):
  File "/opt/airflow/dags/orders.py", line 7, in load
psycopg2.errors.UndefinedColumn: column "customer_id" does not exist`;

const quoted = (quote: string, startLine = 93) => ({
  text: "The column customer_id is missing",
  citations: [{ evidence: "E1", startLine, endLine: startLine, quote }],
});
const GOOD: ModelDiagnosis = {
  outcome: "diagnosed",
  rootCause: "raw.orders lost its column customer_id",
  category: "schema_change",
  confidence: 0.9,
  transience: "permanent",
  explanation: "The statement asks for a column that is not there.",
  claims: [quoted('column "customer_id" does not exist')],
  chain: [{ ...quoted('column "customer_id" does not exist'), from: "load", to: "missing column" }],
  ruledOut: [],
  gaps: ["The table's history"],
  impact: { text: "", citations: [] },
  recommendedActions: ["Use the new name"],
  hypotheses: [{ category: "schema_change", rootCause: "renamed", confidence: 0.9, reasons: ["log"] }],
};
const INPUT: Omit<JudgeInput, "answer"> = {
  names: { E1: "01hlog" },
  evidence: [readPiece(LOG, { id: "01hlog", startLine: 90 })],
  assets: ["load", "orders"],
  known: ["raw.orders"],
  builtin: {
    outcome: "diagnosed",
    rootCause: "The column customer_id is missing from raw.orders",
    category: "schema_change",
    confidence: 0.8,
    signature: "postgres/undefined-column",
  },
  impact: { text: "2 runs failed", affected: ["report"] },
  agents: [],
  counterCheck: null,
  route: { way: "single-call", why: "clear", escalatedBecause: null },
  curve: IDENTITY,
};

function judge(part: Partial<ModelDiagnosis>, more: Partial<JudgeInput> = {}) {
  const judged = judgeAnswer({ ...INPUT, ...more, answer: { ...GOOD, ...part } });
  const use = { engine: "claude", model: "m", promptVersion: "v", tokens: null, costUsd: 0, latencyMs: 1 };
  // The same shape as the built-in engine's, as returned by the API.
  Diagnosis.parse({ ...judged, ...use, id: "x", createdAt: "2026-11-01T00:00:00Z" });
  return judged;
}

it("keeps a proven answer", () => {
  const judged = judge({});
  expect(judged).toMatchObject({
    outcome: "diagnosed",
    category: "schema_change",
    signature: "postgres/undefined-column",
    note: null,
    impact: { text: "2 runs failed", affected: ["report"] },
    causalChain: ["The column customer_id is missing"],
    chain: [{ from: "load", to: "missing column", basis: "fact" }],
    route: { way: "single-call" },
  });
  expect(judged.confidence).toBeGreaterThan(0.8);
  expect(judged.claims[0]?.citations).toMatchObject([
    { evidenceId: "01hlog", startLine: 93, endLine: 93, quote: 'column "customer_id" does not exist' },
  ]);
});

describe("claims", () => {
  it("are dropped with a note if their quote does not occur", () => {
    const judged = judge({ claims: [quoted("does not exist"), quoted("table was dropped by Bob")] });
    expect(judged.claims).toHaveLength(1);
    expect(judged.outcome).toBe("diagnosed");
    expect(judged.note).toMatch(/^1 of Claude's 2 claims/);
    expect(judged.confidence).toBeLessThan(judge({}).confidence);
  });

  it("make it inconclusive if most are dropped", () => {
    const judged = judge({ claims: [quoted("does not exist"), quoted("by Bob"), quoted("by Eve")] });
    expect(judged.outcome).toBe("inconclusive");
    expect(judged.confidence).toBeLessThanOrEqual(0.25);
  });

  it("get corrected line numbers", () => {
    const judged = judge({ claims: [quoted("does not exist", 1)] });
    expect(judged.claims[0]?.citations[0]).toMatchObject({ startLine: 93, endLine: 93 });
  });

  it.each([
    ["invented", [quoted("no such text")]],
    ["uncited", [{ text: "trust me", citations: [] }]],
    ["blank", [quoted("  ")]],
    [
      "of unknown evidence",
      [{ text: "x", citations: [{ evidence: "E7", startLine: 1, endLine: 1, quote: "INFO" }] }],
    ],
    [
      "of an inherited name",
      [{ text: "x", citations: [{ evidence: "constructor", startLine: 1, endLine: 1, quote: "INFO" }] }],
    ],
    ["absent", []],
  ])("make the diagnosis inconclusive if all are %s", (_, claims) => {
    const judged = judge({ claims });
    expect(judged.outcome).toBe("inconclusive");
    expect(judged.confidence).toBeLessThanOrEqual(0.25);
    expect(judged.claims).toEqual([]);
    expect(judged.note).toContain("None of Claude's claims");
  });

  it("about impact need a quote", () => {
    const claimed = { text: "the report is stale", citations: [] };
    expect(judge({ impact: claimed }).impact.text).toBe("2 runs failed");
  });
});

it("is less sure of a cause that names what no evidence contains, and says so", () => {
  const judged = judge({ rootCause: "batch_881 of raw.orders is empty" });
  expect(judged.note).toContain("The cause names batch_881, which no evidence contains.");
  expect(judged.confidence).toBeLessThan(judge({}).confidence);
});

it("is not high without a fact", () => {
  const evidence = [readPiece(LOG, { id: "01hlog", startLine: 90, provenance: "claim" })];
  expect(judge({ confidence: 1 }, { evidence }).confidence).toBeLessThan(0.8);
});

it("caps confidence by the missing evidence, and says so", () => {
  const evidence = [
    ...INPUT.evidence,
    piece("schema_change", "", { collector: "schema", status: "not_connected", title: "Schema changes" }),
  ];
  const judged = judge({ confidence: 1 }, { evidence });
  expect(judged.confidence).toBeLessThanOrEqual(0.85);
  expect(judged.gaps.map((gap) => gap.collector)).toEqual(["schema", "claude"]);
  expect(judged.confidenceParts?.factors?.at(-1)).toMatchObject({
    factor: "coverage",
    text: /Schema changes/,
  });
});

it("is inconclusive once the counter-check has refuted it", () => {
  const counterCheck = { verdict: "refuted" as const, text: "The column was there.", reasons: [] };
  const judged = judge({}, { counterCheck });
  expect(judged).toMatchObject({ outcome: "inconclusive", counterCheck });
  expect(judged.note).toContain("The column was there.");
  expect(judged.confidence).toBeLessThan(judge({}).confidence);
});

it("drops the signature when it disagrees with the built-in engine", () => {
  expect(judge({ category: "code_bug" }).signature).toBeNull();
});

it("bounds, cleans and redacts the stored text", () => {
  const judged = judge({
    rootCause: "the key AKIAIOSFODNN7EXAMPLE and password=hunter22-long leaked",
    explanation: `a\u0000b${"x".repeat(9_000)}`,
    recommendedActions: Array.from({ length: 50 }, () => "do it"),
  });
  expect(judged.rootCause).not.toMatch(/hunter22/);
  expect(judged.explanation.startsWith("abx")).toBe(true);
  expect(judged.explanation.length).toBeLessThanOrEqual(4_000);
  expect(judged.recommendedActions).toHaveLength(8);
});

describe("beside a built-in diagnosis of another cause", () => {
  const other = {
    ...GOOD,
    category: "code_bug" as const,
    rootCause: "load divides by zero",
    confidence: 0.5,
  };
  const surer = { ...INPUT.builtin, confidence: 0.9 } as NonNullable<JudgeInput["builtin"]>;
  const check = (evidence: string) => ({
    verdict: "stands" as const,
    text: "It fits.",
    reasons: [
      { text: "It fits", citations: [{ evidenceId: evidence, startLine: 1, endLine: 1, quote: "x" }] },
    ],
  });
  const evidence = [...INPUT.evidence, piece("runbook", "x", { id: "book" })];

  it("is inconclusive as long as that one is surer, and says so", () => {
    const judged = judge(other, { builtin: surer });
    expect(judged.outcome).toBe("inconclusive");
    expect(judged.note).toMatch(
      /^Claude names another cause \(\d+%\) than the built-in engine, which is surer \(90%\)/,
    );
  });

  it.each<[string, Partial<JudgeInput>]>([
    ["the built-in engine found none", { builtin: { ...surer, outcome: "inconclusive" } }],
    ["there is none", { builtin: null }],
    ["it is at least as sure", { builtin: { ...surer, confidence: 0.2 } }],
    ["it survives the counter-check with facts", { builtin: surer, evidence, counterCheck: check("book") }],
  ])("leads if %s", (_, more) => {
    expect(judge(other, more).outcome).toBe("diagnosed");
  });

  it("does not survive a counter-check that cites nothing new", () => {
    expect(judge(other, { builtin: surer, evidence, counterCheck: check("01hlog") }).outcome).toBe(
      "inconclusive",
    );
    const says = { verdict: "stands" as const, text: "fine", reasons: [] };
    expect(judge(other, { builtin: surer, counterCheck: says }).outcome).toBe("inconclusive");
  });

  it("does not lead with an invented cause, whatever its category and the counter-check", () => {
    const rootCause = "Table finance.ledger_2019 was dropped by Bob in deployment 77";
    for (const category of ["schema_change", "code_bug"] as const) {
      const judged = judge(
        { ...other, category, rootCause, confidence: 0.9 },
        { builtin: surer, evidence, counterCheck: check("book") },
      );
      expect(judged).toMatchObject({
        outcome: "inconclusive",
        note: expect.stringContaining("The cause names finance.ledger_2019, which no evidence contains."),
      });
    }
  });
});

it("does not add invented names to a cause that the built-in engine is surer of", () => {
  const builtin = { ...INPUT.builtin, confidence: 0.99 } as NonNullable<JudgeInput["builtin"]>;
  const rootCause = "The column customer_id is missing from raw.orders since release_77";
  expect(judge({ rootCause }, { builtin }).note).toBe(
    "The cause names release_77, which no evidence contains. The built-in engine names the same cause without them, and is surer (99%, Claude " +
      `${Math.round(judge({ rootCause }, { builtin }).confidence * 100)}%).`,
  );
});

it("is inconclusive if its cause is written in markup, even without a built-in diagnosis", () => {
  const rootCause = "<img src=x onerror=alert(1)> [click](javascript:alert(1)) customer_id";
  const judged = judge({ rootCause }, { builtin: null });
  expect(judged.outcome).toBe("inconclusive");
  expect(judged.note).toContain("The cause is written in markup that no evidence contains: <img src=x");
});
