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
  const textOf = ({ failed, chain }: FailedAt) => `${failed.error?.message ?? ""}\n${chain}`;
  const named = relevant.filter(({ failed }) => endpointsIn(textOf(failed)).size > 0);
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
  const read = readText(log);
  const { category, rootCause } = diagnoseFailure({
    evidence: [logPiece(read)],
    failure: { orchestrator: "file", pipeline: "", task: null },
  });
  const error = exceptionInLog(log);
  const { exceptions, failingLines } = read.findings;
  const line = failingLines[0]?.line ?? 0;
  const failing = exceptions.find(({ startLine, endLine }) => startLine <= line && line <= endLine);
  const chain = exceptions.filter(({ chainId }) => chainId === failing?.chainId);
  return {
    category,
    rootCause,
    chain: chain.map(({ message }) => message).join("\n"),
    failed: { error: error && { type: error.type, message: error.message }, reason: null },
    failedAt: 0,
  };
}
