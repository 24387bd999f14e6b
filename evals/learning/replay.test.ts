import { describe, expect, it } from "vitest";
import { builtinLearner } from "@/evals/learning/builtin-learner";
import { lastWordLearner } from "@/evals/learning/last-word-learner";
import type {
  FixResult,
  Learner,
  LearnerAnswer,
  ReplayIncident,
  CauseVerdict,
} from "@/evals/learning/learner";
import { patternLearner } from "@/evals/learning/pattern-learner";
import { replayYear } from "@/evals/learning/replay";
import { summarizeRecords, summarizeYear } from "@/evals/learning/summarize-year";
import { makeYear, type YearIncident } from "@/evals/learning/year";

const MODEL = "claude-opus-5-5";
const year = makeYear({ seed: 5, wrongShare: 0.1 });
/** Until the end of July, so that the causes that change have changed. */
const part = year.filter(({ incident }) => incident.openedAt < new Date("2026-08-01"));

const NOTHING: LearnerAnswer = {
  outcome: "inconclusive",
  category: "unknown",
  rootCause: "",
  confidence: 0,
  basis: [],
  modelCalls: 0,
  modelCostUsd: 0,
};

/** Answers with `answerTo`, and writes down what it is told. */
function recorder(answerTo: (incident: ReplayIncident) => Partial<LearnerAnswer> = () => ({})) {
  const told: { at: Date; what: "diagnose" | "confirm" | "outcome"; id: string }[] = [];
  const verdicts: CauseVerdict[] = [];
  const learner: Learner = {
    name: "recorder",
    diagnose: async (incident) => {
      told.push({ at: incident.openedAt, what: "diagnose", id: incident.id });
      return { ...NOTHING, ...answerTo(incident) };
    },
    confirm: async (verdict) => {
      told.push({ at: verdict.at, what: "confirm", id: verdict.incidentId });
      verdicts.push(verdict);
    },
    outcome: async ({ at, incidentId }: FixResult) => {
      told.push({ at, what: "outcome", id: incidentId });
    },
  };
  return { learner, told, verdicts };
}

function incident(id: string, change: Partial<YearIncident> = {}): YearIncident {
  const hour = Number(id);
  return {
    incident: {
      id,
      openedAt: new Date(Date.UTC(2026, 0, 1, hour)),
      failure: { orchestrator: "airflow", pipeline: "orders", task: "load" },
      evidence: [],
    },
    kindId: "kind",
    cause: { id: "license", categories: ["configuration"], mentions: [["license"]] },
    resolvedAt: new Date(Date.UTC(2026, 0, 1, hour, 30)),
    verdict: null,
    fix: null,
    ...change,
  };
}
const wrong = { isWrong: true, category: "code_bug", rootCause: "The merge is wrong" } as const;
const right = { isWrong: false, category: "configuration", rootCause: "The license is used up" } as const;

describe("the replay", () => {
  it("tells everything in the order of time, and never the truth", async () => {
    const { learner, told } = recorder();
    await replayYear(part, learner);
    const times = told.map(({ at }) => at.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(told.filter(({ what }) => what === "diagnose")).toHaveLength(part.length);
    expect(told.filter(({ what }) => what === "confirm")).toHaveLength(
      part.filter(({ verdict }) => verdict !== null).length,
    );
    expect(told.filter(({ what }) => what === "outcome")).toHaveLength(
      part.filter(({ fix }) => fix !== null).length,
    );
    const keys = new Set(part.flatMap((item) => Object.keys(item.incident)));
    expect(keys).toEqual(new Set(["id", "openedAt", "failure", "evidence"]));
  });

  it("confirms the words of a right answer, and otherwise those of the person", async () => {
    const answer = {
      outcome: "diagnosed",
      category: "configuration",
      rootCause: "No license is left",
    } as const;
    const items = [incident("1", { verdict: right }), incident("2", { verdict: wrong })];
    const agreed = recorder(() => answer);
    await replayYear(items, agreed.learner);
    expect(agreed.verdicts.map(({ rootCause }) => rootCause)).toEqual([answer.rootCause, wrong.rootCause]);
    const other = recorder();
    await replayYear(items, other.learner);
    expect(other.verdicts.map(({ rootCause }) => rootCause)).toEqual([right.rootCause, wrong.rootCause]);
  });

  it("counts a wrong confirmation that is taken over, and a right one of another cause", async () => {
    const changed = { id: "mmap", categories: ["resource_exhausted"], mentions: [["mmap"]] } as const;
    const items = [
      incident("1", { verdict: wrong }),
      incident("2"),
      incident("3", { verdict: right }),
      incident("4"),
      incident("5", { cause: changed }),
    ];
    const answers: Record<string, Partial<LearnerAnswer>> = {
      "2": { outcome: "diagnosed", ...wrong, basis: ["1"] },
      "4": { outcome: "diagnosed", ...right, basis: ["3"] },
      "5": { outcome: "diagnosed", ...right, basis: ["3"] },
    };
    const records = await replayYear(items, recorder(({ id }) => answers[id] ?? {}).learner);
    const flags = records.map(({ isRight, isKnown, hasSpread, isStale }) => ({
      isRight,
      isKnown,
      hasSpread,
      isStale,
    }));
    const none = { isRight: false, isKnown: false, hasSpread: false, isStale: false };
    expect(flags).toEqual([
      none,
      { ...none, hasSpread: true },
      none,
      { ...none, isRight: true, isKnown: true },
      { ...none, isStale: true },
    ]);
  });

  it("finds a wrong confirmation in the words of an answer that does not say where it is from", async () => {
    const items = [incident("1", { verdict: wrong }), incident("2")];
    const answer = { outcome: "diagnosed", category: "code_bug", rootCause: "the merge IS wrong" } as const;
    const records = await replayYear(items, recorder(() => answer).learner);
    // The first is asked before anybody has said so.
    expect(records.map(({ hasSpread }) => hasSpread)).toEqual([false, true]);
  });
});

describe("learning shows", () => {
  it("more right answers and fewer model calls, and that wrong ones spread only if everything is believed", async () => {
    const half = part.filter((_, i) => i % 2 === 0);
    const without = summarizeRecords(await replayYear(half, builtinLearner(MODEL)));
    const lastWord = summarizeRecords(await replayYear(half, lastWordLearner(MODEL)));
    const patterns = summarizeRecords(await replayYear(half, patternLearner(MODEL)));
    expect(without).toMatchObject({ spread: 0, stale: 0, modelCalls: half.length });
    expect(without.modelCostUsd).toBeGreaterThan(0);
    expect(lastWord.knownAccuracy).toBeGreaterThan(without.knownAccuracy + 0.2);
    expect(lastWord.modelCalls).toBeLessThan(half.length / 2);
    expect(lastWord.spread).toBeGreaterThan(3);
    expect(lastWord.stale).toBeGreaterThan(0);
    // The product's patterns learn nearly as much, and what one person says wrongly does not spread.
    expect(patterns.knownAccuracy).toBeGreaterThan(without.knownAccuracy + 0.2);
    expect(patterns.modelCalls).toBeLessThan(half.length * 0.6);
    expect(patterns.falselySure).toBeLessThanOrEqual(without.falselySure);
    expect(patterns.spread / half.length).toBeLessThan(0.02);
    expect(patterns.spread).toBeLessThan(lastWord.spread / 2);
  });

  it("no spreading without wrong confirmations", async () => {
    const honest = makeYear({ seed: 5, wrongShare: 0 }).slice(0, 200);
    expect(summarizeRecords(await replayYear(honest, lastWordLearner(MODEL))).spread).toBe(0);
  });
});

it("summarizes each month", async () => {
  const { learner } = recorder();
  const { year: all, months } = summarizeYear(await replayYear(part, learner));
  expect(months).toHaveLength(12);
  expect(months.reduce((sum, { incidents }) => sum + incidents, 0)).toBe(all.incidents);
  expect(months[11]).toMatchObject({ incidents: 0, accuracy: 0, medianMs: 0 });
});
