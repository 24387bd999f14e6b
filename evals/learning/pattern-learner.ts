import { toInput } from "@/evals/pipeline-rca/adapters";
import { likelyCostUsd } from "@/evals/pipeline-rca/ask-model";
import type {
  FixResult,
  Learner,
  LearnerAnswer,
  ReplayIncident,
  CauseVerdict,
} from "@/evals/learning/learner";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import type { BuiltinDiagnosis, DiagnosisInput } from "@/lib/diagnosis/engine/diagnosis-input";
import { withKnownCause } from "@/lib/diagnosis/engine/known-cause";
import { chooseLeading } from "@/lib/knowledge/patterns/choose-leading";
import {
  belongsTo,
  composePattern,
  nameOfPattern,
  type ComposedPattern,
  type Lesson,
} from "@/lib/knowledge/patterns/compose-pattern";
import { learnFailure } from "@/lib/knowledge/patterns/learn-failure";
import { matchPatterns, type MatchedFailure } from "@/lib/knowledge/patterns/match-patterns";
import { patternWeight, type PatternEvent } from "@/lib/knowledge/patterns/pattern-weight";
import { placesOf } from "@/lib/knowledge/patterns/places";
import { recheckPattern } from "@/lib/knowledge/patterns/recheck-pattern";
import { fingerprintFailure } from "@/lib/logs/fingerprints/fingerprint";

/** A pattern in memory, where the product has rows. */
interface StoredPattern {
  composed: ComposedPattern;
  lessons: Lesson[];
  events: PatternEvent[];
}

/** What is remembered of an incident until somebody says something about it. */
interface Seen {
  input: DiagnosisInput;
  own: BuiltinDiagnosis;
  failure: MatchedFailure;
  answer: LearnerAnswer;
  led: StoredPattern | null;
  /** The pattern that its confirmed cause went into. */
  home: StoredPattern | null;
}

const MAX_MATCHES = 8;

/**
 * The product's patterns, by its own pure functions and in the steps of `diagnoseWithPatterns` and `learnFromIncident`, without a
 * database. No model is asked about an incident whose diagnosis a pattern leads. A fix that worked counts for its pattern; it
 * confirms no cause by itself here, because nobody says which diagnosis it came from.
 */
export function patternLearner(model: string): Learner {
  const patterns: StoredPattern[] = [];
  const seen = new Map<string, Seen>();
  return {
    name: "with patterns",
    diagnose: async (incident) => {
      const met = meet(incident, patterns, model);
      seen.set(incident.id, met);
      return met.answer;
    },
    confirm: async (verdict) => {
      const met = seen.get(verdict.incidentId);
      if (met !== undefined) learn(met, verdict, patterns);
    },
    outcome: async ({ incidentId, hasWorked, at }: FixResult) => {
      const met = seen.get(incidentId);
      const pattern = met?.home ?? met?.led;
      pattern?.events.push({ kind: hasWorked ? "fix_worked" : "fix_failed", at });
    },
  };
}

function meet(incident: ReplayIncident, patterns: readonly StoredPattern[], model: string): Seen {
  const input = toInput(incident);
  const own = diagnoseFailure(input);
  const failure = failureOf(incident, input, own);
  const matchable = patterns.map((stored) => ({ ...stored.composed, state: "active", stored }));
  const candidates = matchPatterns(failure, matchable)
    .slice(0, MAX_MATCHES)
    .map(({ pattern, rung }) => ({
      id: pattern.stored.composed.incidentId,
      stored: pattern.stored,
      category: pattern.category,
      rung,
      confirmations: pattern.stored.lessons.length,
      weight: patternWeight(historyOf(pattern.stored), incident.openedAt),
      recheck: recheckPattern(pattern, input.evidence, failure.line),
    }));
  const { leading, matches } = chooseLeading(own, candidates);
  const reason = matches.find(({ candidate }) => candidate === leading)?.reason ?? "";
  if (leading === null) {
    const modelCostUsd = likelyCostUsd(model, { ...input, builtin: own }) ?? 0;
    const answer = { ...sayingOf(own), basis: [], modelCalls: 1, modelCostUsd };
    return { input, own, failure, answer, led: null, home: null };
  }
  const { stored, recheck } = leading;
  const known = {
    ...leading,
    name: nameOfPattern(stored.composed),
    confirmedBy: "someone",
    reason,
    citations: recheck.citations,
  };
  const basis = stored.lessons.map(({ incidentId }) => incidentId);
  const found = sayingOf(withKnownCause(own, known, input));
  const answer = { ...found, basis, modelCalls: 0, modelCostUsd: 0 };
  return { input, own, failure, answer, led: stored, home: null };
}

function sayingOf({
  outcome,
  category,
  rootCause,
  confidence,
}: BuiltinDiagnosis): Pick<LearnerAnswer, "outcome" | "category" | "rootCause" | "confidence"> {
  return { outcome, category, rootCause, confidence };
}

function failureOf(
  { failure: { pipeline, task } }: ReplayIncident,
  { evidence }: DiagnosisInput,
  own: BuiltinDiagnosis,
): MatchedFailure {
  const log = evidence.find((piece) => piece.kind === "log");
  const { exceptions = [], failingLines = [] } = log?.facts ?? {};
  const line = failingLines[0]?.text ?? null;
  const { value, parts } = fingerprintFailure({ exceptions, failingLine: line });
  return {
    fingerprint: value,
    hasErrorText: line !== null,
    signature: own.signature,
    category: own.category === "unknown" ? null : own.category,
    line,
    places: placesOf({ pipelineId: pipeline, taskId: `${pipeline}/${task}`, fingerprintParts: parts }),
  };
}

const historyOf = ({ lessons, events }: StoredPattern): PatternEvent[] => [
  ...lessons.map((lesson): PatternEvent => ({ kind: "cause_right", at: lesson.at })),
  ...events,
];

function learn(
  met: Seen,
  { incidentId, category, rootCause, at }: CauseVerdict,
  patterns: StoredPattern[],
): void {
  const isCorrection = rootCause !== met.answer.rootCause || category !== met.answer.category;
  if (isCorrection) met.led?.events.push({ kind: "cause_wrong", at });
  const { failure, own, input } = met;
  const learned = learnFailure({
    fingerprint: failure.fingerprint,
    signature: failure.signature,
    category: own.category,
    line: failure.line,
    places: failure.places,
    cause: rootCause,
    isCorrection,
    cited: own.claims.flatMap(({ citations }) => citations),
    evidence: input.evidence,
  });
  const lesson: Lesson = { incidentId, category, rootCause, at, learned };
  const found = patterns.find(
    ({ composed }) => composed.category === category && belongsTo(lesson, composed),
  );
  const lessons = [...(found?.lessons ?? []), lesson];
  const composed = composePattern(lessons);
  if (composed === null) return;
  if (found === undefined) {
    met.home = { composed, lessons, events: [] };
    patterns.push(met.home);
  } else {
    Object.assign(found, { composed, lessons });
    met.home = found;
  }
}
