import { join } from "node:path";
import { readJsonLines } from "@/evals/read-data";
import { inHeldOutHalf } from "@/evals/split-repositories";
import { share } from "@/evals/share";
import { parseLog } from "@/lib/logs/parse-log";

export const name = "real-failures-lines";

interface Case {
  id: string;
  source_repo: string;
  log: string;
  error_line_no: number;
  error_line_equivalents: number[];
}

interface Outcome {
  id: string;
  repository: string;
  hit1: boolean;
  hit5: boolean;
  inWindow: boolean;
  outcome: string;
  lines: number[];
  gold: number[];
  ms: number;
}

/** Finds the failing line in real task logs, and checks that successful runs are recognized. */
export async function run(dataDir: string): Promise<{
  metrics: Record<string, number>;
  targets: Record<string, number>;
  details: unknown[];
}> {
  const outcomes = readJsonLines<Case>(join(dataDir, "real-failures/cases.jsonl.gz")).map(judge);
  const successes = readJsonLines<{ id: string; log: string }>(
    join(dataDir, "real-failures/success_logs.jsonl.gz"),
  );
  const good = successes.map((success) => ({ id: success.id, outcome: parseLog(success.log).outcome }));
  const held = outcomes.filter((outcome) => inHeldOutHalf(outcome.repository));
  const open = outcomes.filter((outcome) => !inHeldOutHalf(outcome.repository));
  const times = outcomes.map((outcome) => outcome.ms).sort((a, b) => a - b);
  const metrics = {
    hit1: share(outcomes, (outcome) => outcome.hit1),
    hit5: share(outcomes, (outcome) => outcome.hit5),
    lineInWindow: share(outcomes, (outcome) => outcome.inWindow),
    hit1ByRepository: byRepository(outcomes, (outcome) => outcome.hit1),
    hit5ByRepository: byRepository(outcomes, (outcome) => outcome.hit5),
    hit1HeldOutHalf: share(held, (outcome) => outcome.hit1),
    hit5HeldOutHalf: share(held, (outcome) => outcome.hit5),
    hit1OtherHalf: share(open, (outcome) => outcome.hit1),
    hit5OtherHalf: share(open, (outcome) => outcome.hit5),
    successCalledNoFailure: share(good, (success) => success.outcome === "no_failure"),
    failureCalledNoFailure: share(outcomes, (outcome) => outcome.outcome === "no_failure"),
    p95Ms: times[Math.floor(times.length * 0.95)] ?? 0,
    cases: outcomes.length,
  };
  const details = [
    ...outcomes.filter((outcome) => !outcome.hit1 || outcome.outcome === "no_failure"),
    ...good.filter((success) => success.outcome !== "no_failure"),
  ];
  const targets = { hit1: 0.9, hit5: 0.97, successCalledNoFailure: 0.95 };
  return { metrics, targets, details };
}

function judge(failure: Case): Outcome {
  const started = performance.now();
  const parsed = parseLog(failure.log);
  const ms = performance.now() - started;
  const gold = new Set([failure.error_line_no, ...failure.error_line_equivalents]);
  const lines = parsed.failingLines.map((candidate) => candidate.line);
  const { startLine, endLine } = parsed.window;
  return {
    id: failure.id,
    repository: failure.source_repo,
    hit1: gold.has(lines[0] ?? 0),
    hit5: lines.slice(0, 5).some((line) => gold.has(line)),
    inWindow: [...gold].some((line) => line >= startLine && line <= endLine),
    outcome: parsed.outcome,
    lines: lines.slice(0, 5),
    gold: [...gold],
    ms,
  };
}

/** Mean over repositories, so that repositories with many logs do not dominate. */
function byRepository(outcomes: readonly Outcome[], holds: (outcome: Outcome) => boolean): number {
  const names = [...new Set(outcomes.map((outcome) => outcome.repository))];
  const shares = names.map((repository) =>
    share(
      outcomes.filter((outcome) => outcome.repository === repository),
      holds,
    ),
  );
  return shares.reduce((sum, value) => sum + value, 0) / Math.max(1, shares.length);
}
