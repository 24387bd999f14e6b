import { describe, expect, it } from "vitest";
import { chooseLeading } from "@/lib/knowledge/patterns/choose-leading";
import {
  belongsTo,
  composePattern,
  type ComposedPattern,
  type Lesson,
} from "@/lib/knowledge/patterns/compose-pattern";
import { learnFailure } from "@/lib/knowledge/patterns/learn-failure";
import { matchPatterns } from "@/lib/knowledge/patterns/match-patterns";
import { patternWeight, type PatternEvent } from "@/lib/knowledge/patterns/pattern-weight";
import { recheckPattern } from "@/lib/knowledge/patterns/recheck-pattern";

/** A reproducible generator of numbers from 0 to 1. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const CATEGORIES = [
  "configuration",
  "schema_change",
  "network_timeout",
  "missing_dependency",
  "data_quality",
];
const KINDS = 40;
const DAYS = 365;
/** Share of failures whose cause somebody says afterwards. */
const JUDGED = 0.5;

interface Stored {
  id: string;
  composed: ComposedPattern | null;
  lessons: Lesson[];
  wrongs: Date[];
}

interface Outcome {
  without: number;
  with: number;
  /** Led by a pattern to a wrong cause although the evidence alone was right. */
  misled: number;
  led: number;
  total: number;
}

/**
 * A year of failures of forty kinds, each with one true cause. The engine names the right category for three of four kinds; people
 * judge half of the failures, and a share of what they say is wrong.
 */
function year(wrongShare: number, seed: number): Outcome {
  const next = random(seed);
  const kinds = Array.from({ length: KINDS }, (_, n) => {
    const truth = CATEGORIES[n % CATEGORIES.length] ?? "";
    const isReadRight = next() < 0.75;
    const other = CATEGORIES[(n + 1) % CATEGORIES.length] ?? "";
    return { n, truth, engine: isReadRight ? truth : other, confidence: 0.55 + next() * 0.3 };
  });
  const patterns: Stored[] = [];
  const outcome: Outcome = { without: 0, with: 0, misled: 0, led: 0, total: 0 };
  for (let day = 0; day < DAYS * 2; day += 1) {
    const kind = kinds[Math.floor(next() * KINDS)];
    if (!kind) continue;
    const at = new Date(Date.UTC(2026, 0, 1) + day * 12 * 3_600_000);
    const line = `RuntimeError kind${kind.n}x could not load table_${day}`;
    const evidence = [{ id: "log", kind: "log", status: "ok", text: line, startLine: null }];
    const own = { outcome: "diagnosed", category: kind.engine, confidence: kind.confidence };
    const failure = {
      fingerprint: `f${kind.n}`,
      hasErrorText: true,
      signature: null,
      category: kind.engine,
      line,
      places: [],
    };
    const matchable = patterns.flatMap((stored) =>
      stored.composed ? [{ ...stored.composed, state: "active", stored }] : [],
    );
    const candidates = matchPatterns(failure, matchable).map(({ pattern, rung }) => ({
      id: pattern.stored.id,
      stored: pattern.stored,
      category: pattern.category,
      rung,
      confirmations: pattern.stored.lessons.length,
      weight: patternWeight(historyOf(pattern.stored), at),
      recheck: recheckPattern(pattern, evidence, line),
    }));
    const { leading } = chooseLeading(own, candidates);
    const said = leading?.category ?? own.category;
    outcome.total += 1;
    outcome.led += Number(leading !== null);
    outcome.without += Number(own.category === kind.truth);
    outcome.with += Number(said === kind.truth);
    outcome.misled += Number(own.category === kind.truth && said !== kind.truth);
    if (next() >= JUDGED) continue;
    const isWrong = next() < wrongShare;
    const given = isWrong ? (CATEGORIES[Math.floor(next() * CATEGORIES.length)] ?? "") : kind.truth;
    if (leading && given !== said) leading.stored.wrongs.push(at);
    learn(patterns, {
      category: given,
      isCorrection: given !== said,
      line,
      fingerprint: failure.fingerprint,
      at,
      day,
      own,
    });
  }
  return outcome;
}

const historyOf = ({ lessons, wrongs }: Stored): PatternEvent[] => [
  ...lessons.map((lesson): PatternEvent => ({ kind: "cause_right", at: lesson.at })),
  ...wrongs.map((at): PatternEvent => ({ kind: "cause_wrong", at })),
];

interface Said {
  category: string;
  isCorrection: boolean;
  line: string;
  fingerprint: string;
  at: Date;
  day: number;
  own: { category: string };
}

function learn(patterns: Stored[], { category, isCorrection, line, fingerprint, at, day, own }: Said): void {
  const rootCause = `cause of ${category} at table_${day}`;
  const learned = learnFailure({
    fingerprint,
    signature: null,
    category: own.category,
    line,
    places: [],
    cause: rootCause,
    isCorrection,
    cited: [{ evidenceId: "log", quote: line }],
    evidence: [{ id: "log", kind: "log", status: "ok", text: line, startLine: null }],
  });
  const lesson: Lesson = { incidentId: String(day), category, rootCause, at, learned };
  const home = patterns.find(
    ({ composed }) => composed !== null && composed.category === category && belongsTo(lesson, composed),
  );
  const stored = home ?? { id: String(day), lessons: [], wrongs: [], composed: null };
  if (!home) patterns.push(stored);
  stored.lessons.push(lesson);
  stored.composed = composePattern(stored.lessons);
}

const SEEDS = [1, 2, 3];
const sum = (outcomes: readonly Outcome[], key: keyof Outcome) =>
  outcomes.reduce((total, outcome) => total + outcome[key], 0) /
  outcomes.reduce((total, { total: all }) => total + all, 0);

describe("a year of failures", () => {
  it("is diagnosed better with patterns than without", () => {
    const outcomes = SEEDS.map((seed) => year(0, seed));
    expect(sum(outcomes, "led")).toBeGreaterThan(0.5);
    expect(sum(outcomes, "misled")).toBe(0);
    expect(sum(outcomes, "with")).toBeGreaterThan(sum(outcomes, "without") + 0.15);
  });

  it("is not spoilt by 10 % wrong confirmations", () => {
    const outcomes = SEEDS.map((seed) => year(0.1, seed));
    expect(sum(outcomes, "with")).toBeGreaterThan(sum(outcomes, "without") + 0.15);
    expect(sum(outcomes, "misled")).toBeLessThan(0.01);
  });
});

it("keeps the cause that most confirmations agree on", () => {
  const lesson = (incidentId: string, cause: string, day: number): Lesson => ({
    incidentId,
    category: "configuration",
    rootCause: cause,
    at: new Date(Date.UTC(2026, 0, day)),
    learned: learnFailure({
      fingerprint: "f",
      signature: null,
      category: "configuration",
      line: "RuntimeError no such host",
      places: [],
      cause,
      isCorrection: true,
      cited: [],
      evidence: [],
    }),
  });
  const lessons = [
    lesson("1", "The host was renamed", 1),
    lesson("2", "The host was renamed", 2),
    lesson("3", "Cosmic rays", 3),
  ];
  expect(composePattern(lessons)).toMatchObject({ incidentId: "2", rootCause: "The host was renamed" });
  expect(composePattern([])).toBeNull();
});
