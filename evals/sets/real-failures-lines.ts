import { join } from "node:path";
import { readJsonLines } from "@/evals/read-data";
import { inHeldOutHalf } from "@/evals/split-repositories";
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

/** The line that says what failed in real task logs, and whether good runs are called good. */
export async function run(dataDir: string): Promise<{
  metrics: Record<string, number>;
  targets: Record<string, number>;
  details: unknown[];
}> {
  const outcomes = readJsonLines<Case>(join(dataDir, "real-failures/cases.jsonl.gz")).map(judge);
  const successes = readJsonLines<{ id: string; log: string }>(
    join(dataDir, "real-failures/success_logs.jsonl.gz"),
  );
  const good = successes.map((one) => ({ id: one.id, outcome: parseLog(one.log).outcome }));
  const held = outcomes.filter((one) => inHeldOutHalf(one.repository));
  const open = outcomes.filter((one) => !inHeldOutHalf(one.repository));
  const times = outcomes.map((one) => one.ms).sort((a, b) => a - b);
  const metrics = {
    hit1: share(outcomes, (one) => one.hit1),
    hit5: share(outcomes, (one) => one.hit5),
    lineInWindow: share(outcomes, (one) => one.inWindow),
    hit1ByRepository: byRepository(outcomes, (one) => one.hit1),
    hit5ByRepository: byRepository(outcomes, (one) => one.hit5),
    hit1HeldOutHalf: share(held, (one) => one.hit1),
    hit5HeldOutHalf: share(held, (one) => one.hit5),
    hit1OtherHalf: share(open, (one) => one.hit1),
    hit5OtherHalf: share(open, (one) => one.hit5),
    successCalledNoFailure: share(good, (one) => one.outcome === "no_failure"),
    failureCalledNoFailure: share(outcomes, (one) => one.outcome === "no_failure"),
    p95Ms: times[Math.floor(times.length * 0.95)] ?? 0,
    cases: outcomes.length,
  };
  const details = [
    ...outcomes.filter((one) => !one.hit1 || one.outcome === "no_failure"),
    ...good.filter((one) => one.outcome !== "no_failure"),
  ];
  const targets = { hit1: 0.9, hit5: 0.97, successCalledNoFailure: 0.95 };
  return { metrics, targets, details };
}

function judge(one: Case): Outcome {
  const started = performance.now();
  const parsed = parseLog(one.log);
  const ms = performance.now() - started;
  const gold = new Set([one.error_line_no, ...one.error_line_equivalents]);
  const lines = parsed.failingLines.map((candidate) => candidate.line);
  const { startLine, endLine } = parsed.window;
  return {
    id: one.id,
    repository: one.source_repo,
    hit1: gold.has(lines[0] ?? 0),
    hit5: lines.slice(0, 5).some((line) => gold.has(line)),
    inWindow: [...gold].some((line) => line >= startLine && line <= endLine),
    outcome: parsed.outcome,
    lines: lines.slice(0, 5),
    gold: [...gold],
    ms,
  };
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}

/** Mean over repositories, so that one with many logs does not decide. */
function byRepository(outcomes: readonly Outcome[], holds: (one: Outcome) => boolean): number {
  const names = [...new Set(outcomes.map((one) => one.repository))];
  const shares = names.map((repository) =>
    share(
      outcomes.filter((one) => one.repository === repository),
      holds,
    ),
  );
  return shares.reduce((sum, value) => sum + value, 0) / Math.max(1, shares.length);
}
