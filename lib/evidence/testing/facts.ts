import type { CommitFacts, HistoryFacts, LogFacts, SimilarFacts, StateFacts } from "@/lib/evidence/schemas";

/** Facts of each kind as a collector makes them, with `part` of them otherwise. */
export function commitFacts(part: Partial<CommitFacts> = {}): CommitFacts {
  return {
    schemaVersion: 1,
    sha: "7be1d02c",
    author: "dana",
    date: "2026-11-20T10:00:00Z",
    message: "change the loader",
    files: [],
    url: null,
    score: 1,
    reasons: [],
    ...part,
  };
}

export function historyFacts(part: Partial<HistoryFacts> = {}): HistoryFacts {
  return { schemaVersion: 1, knownRuns: 3, failedRuns: 0, failuresInARow: 1, lastSuccessAt: null, ...part };
}

export function stateFacts(part: Partial<StateFacts> = {}): StateFacts {
  return { schemaVersion: 1, failedTasks: [], ...part };
}

export function similarFacts(part: Partial<SimilarFacts> = {}): SimilarFacts {
  return {
    schemaVersion: 1,
    id: "i7",
    number: 7,
    title: "KeyError",
    status: "resolved",
    similarity: 1,
    isSameFailure: true,
    lastSeenAt: "2026-11-20T00:00:00Z",
    fixTitle: null,
    fixStatus: null,
    pullRequestUrl: null,
    signature: null,
    ...part,
  };
}

export function logFacts(part: Partial<LogFacts> = {}): LogFacts {
  return {
    schemaVersion: 1,
    failingLines: [],
    window: { startLine: 1, endLine: 1 },
    chain: [],
    lineCount: 1,
    outcome: "failure",
    logKind: "airflow",
    origin: "api",
    ...part,
  };
}
