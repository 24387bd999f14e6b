import { join } from "node:path";
import { readJsonLines } from "@/evals/read-data";
import { endpointsIn } from "@/lib/cascades/endpoints";
import { judgeOutage, OUTAGE_CATEGORIES, type FailedAt } from "@/lib/cascades/judge-outage";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { exceptionInLog } from "@/lib/failures/exception-in-log";
import { readText } from "@/lib/logs/findings/read-text";

export const name = "outages";

interface Case {
  id: string;
  repo: string;
  log: string;
}

/**
 * Failures of systems in real logs, each compared with every other as if they had happened at the same time. Those of different
 * repositories are never the same outage (`falseJoins`, a count). There is no truth within a repository: `joinedCases` counts its
 * pairs, `namesHost` is the share of such failures whose error names a host at all, without which nothing is joined.
 */
export async function run(dataDir: string) {
  const cases = readJsonLines<Case>(join(dataDir, "failure-grouping", "logs.jsonl.gz"));
  const failures = cases.map(({ id, repo, log }) => ({ id, repo, failed: toFailure(log) }));
  const relevant = failures.filter(({ failed }) => OUTAGE_CATEGORIES.includes(failed.category ?? ""));
  const pairs = relevant.flatMap((a, i) =>
    relevant.slice(i + 1).flatMap((b) => {
      const host = judgeOutage(a.failed, b.failed);
      return host === null ? [] : [{ host, ids: [a.id, b.id], isFalse: a.repo !== b.repo }];
    }),
  );
  const named = relevant.filter(({ failed }) => endpointsIn(failed.failed.error?.message ?? "").size > 0);
  const falseJoins = pairs.filter(({ isFalse }) => isFalse);
  return {
    metrics: {
      cases: relevant.length,
      namesHost: named.length / Math.max(1, relevant.length),
      joinedCases: pairs.length - falseJoins.length,
      falseJoins: falseJoins.length,
    },
    targets: { falseJoins: 0 },
    details: falseJoins,
  };
}

function toFailure(log: string): FailedAt {
  const { category, rootCause } = diagnoseFailure({
    evidence: [logPiece(readText(log))],
    failure: { orchestrator: "file", pipeline: "", task: null },
  });
  const error = exceptionInLog(log);
  return {
    category,
    rootCause,
    failed: { error: error && { type: error.type, message: error.message }, reason: null },
    failedAt: 0,
  };
}
