import { describe, expect, it } from "vitest";
import { assessSeverity, isAtLeast, withRepeats, type SeverityInput } from "@/lib/failures/severity";

const input = (part: Partial<SeverityInput> = {}): SeverityInput => ({
  reported: null,
  environment: "production",
  criticality: null,
  downstream: null,
  occurrences: 1,
  failedRuns: 1,
  deadline: null,
  ...part,
});

const reach = (part: Partial<NonNullable<SeverityInput["downstream"]>> = {}) => ({
  pipelines: 0,
  datasets: 0,
  dashboards: 0,
  critical: null,
  ...part,
});

const deadline = (state: NonNullable<SeverityInput["deadline"]>["state"]) => ({
  pipeline: "revenue",
  at: "2026-11-30T06:30:00.000Z",
  label: "07:30 Europe/Berlin",
  state,
});

const CASES: readonly [string, Partial<SeverityInput>, string][] = [
  ["production", {}, "high"],
  ["production by another name", { environment: "prod-eu" }, "high"],
  ["an unknown environment", { environment: null }, "warning"],
  ["another environment", { environment: "staging" }, "warning"],
  [
    "a pull request, whatever depends on its pipeline",
    { environment: "pull request", criticality: "critical", deadline: deadline("missed"), failedRuns: 5 },
    "low",
  ],
  ["a name that only contains prod", { environment: "nonprod" }, "warning"],
  [
    "the sender's own severity, whatever the environment",
    { reported: "critical", environment: "dev" },
    "critical",
  ],
  ["a sender that calls it low", { reported: "low" }, "low"],
  ["a low criticality", { criticality: "low" }, "warning"],
  ["a low criticality, never below what the sender says", { criticality: "low", reported: "high" }, "high"],
  ["a normal criticality", { criticality: "normal" }, "high"],
  ["a high criticality alone", { criticality: "high" }, "high"],
  ["a critical pipeline", { criticality: "critical" }, "critical"],
  ["a critical pipeline in staging", { criticality: "critical", environment: "staging" }, "high"],
  [
    "a test environment, at most high",
    { criticality: "critical", environment: "staging", deadline: deadline("missed") },
    "high",
  ],
  [
    "an environment of unknown kind, like production once it matters",
    { criticality: "critical", environment: "eu-1", deadline: deadline("missed") },
    "critical",
  ],
  [
    "a critical pipeline downstream",
    { downstream: reach({ pipelines: 1, critical: "billing" }) },
    "critical",
  ],
  ["few dependents", { downstream: reach({ pipelines: 4, datasets: 5 }) }, "high"],
  [
    "many dependents of a pipeline of high criticality",
    { downstream: reach({ pipelines: 4, datasets: 6 }), criticality: "high" },
    "critical",
  ],
  ["a dashboard, outside production", { downstream: reach({ dashboards: 1 }), environment: null }, "warning"],
  ["three failed runs in a row, alone", { failedRuns: 3 }, "high"],
  [
    "three failed runs in a row of a pipeline of high criticality",
    { failedRuns: 3, criticality: "high" },
    "critical",
  ],
  ["a missed deadline", { deadline: deadline("missed") }, "critical"],
  ["a deadline at risk", { deadline: deadline("at_risk") }, "critical"],
  ["a close deadline", { deadline: deadline("tight") }, "high"],
  ["a deadline far away", { deadline: deadline("met"), environment: null }, "warning"],
];

describe("assessSeverity", () => {
  it.each(CASES)("of %s", (_, part, severity) => {
    expect(assessSeverity(input(part)).severity).toBe(severity);
  });

  it("gives a reason for everything that counted, and none for what did not", () => {
    const { reasons } = assessSeverity(
      input({
        criticality: "high",
        downstream: reach({ pipelines: 3, datasets: 1, dashboards: 2 }),
        failedRuns: 4,
        deadline: deadline("at_risk"),
      }),
    );
    expect(reasons.map(({ code, text, points }) => [code, text, points])).toEqual([
      ["environment", "It failed in production", 4],
      ["criticality", "The criticality of the pipeline is high", 1],
      ["downstream", "3 pipelines, 1 dataset and 2 dashboards depend on it", 1],
      ["repeats", "The last 3 runs or more failed", 1],
      [
        "deadline",
        "The deadline of revenue, 07:30 Europe/Berlin, is at risk: less time is left than the work usually takes",
        2,
      ],
    ]);
    expect(
      assessSeverity(input({ criticality: "normal", downstream: reach({ datasets: 3 }) })).reasons,
    ).toHaveLength(1);
  });
});

describe("withRepeats", () => {
  it("is the same as assessing again", () => {
    const part = { criticality: "high", deadline: deadline("tight"), environment: null } as const;
    const before = assessSeverity(input(part));
    for (const repeats of [
      { occurrences: 3, failedRuns: 1 },
      { occurrences: 12, failedRuns: 2 },
      { occurrences: 5, failedRuns: 5 },
      { occurrences: 1, failedRuns: 1 },
    ])
      expect(withRepeats(before.reasons, repeats)).toEqual(assessSeverity(input({ ...part, ...repeats })));
    expect(withRepeats(before.reasons, { occurrences: 3, failedRuns: 3 }).severity).toBe("high");
    expect(before.severity).toBe("high");
  });
});

describe("isAtLeast", () => {
  it("compares severities", () => {
    expect(isAtLeast("critical", "high")).toBe(true);
    expect(isAtLeast("high", "high")).toBe(true);
    expect(isAtLeast("info", "warning")).toBe(false);
  });
});
