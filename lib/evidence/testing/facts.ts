import type { DeployFacts } from "@/lib/evidence/deployments/schemas";
import type {
  CodeFacts,
  TracebackLine,
  CommitFacts,
  HistoryFacts,
  LogFacts,
  SimilarFacts,
  StateFacts,
} from "@/lib/evidence/schemas";
import type { FailingLine, LogException } from "@/lib/logs/schemas";

/** Builders for facts of each kind; `part` overrides fields. */
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

export function tracebackLine(part: Partial<TracebackLine> = {}): TracebackLine {
  return {
    file: "/opt/airflow/dags/etl/load.py",
    line: 21,
    function: "load",
    text: '    total += row["customer_id"]',
    isFailing: true,
    isSameCode: true,
    expression: null,
    lastChange: null,
    ...part,
  };
}

export function codeFacts(part: Partial<CodeFacts> = {}): CodeFacts {
  return {
    schemaVersion: 1,
    path: "dags/etl/load.py",
    origin: "repository",
    commit: "7be1d02c".repeat(5),
    isVersionThatRan: true,
    isDefinition: false,
    frames: [tracebackLine()],
    ...part,
  };
}

export function historyFacts(part: Partial<HistoryFacts> = {}): HistoryFacts {
  return { schemaVersion: 1, knownRuns: 3, failedRuns: 0, failuresInARow: 1, lastSuccessAt: null, ...part };
}

export function deployFacts(changes: DeployFacts["changes"] = []): DeployFacts {
  return { schemaVersion: 1, goodRun: { runId: "7", endedAt: null }, changes };
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
    schemaVersion: 2,
    origin: "api",
    isReadAgain: false,
    logKind: "airflow",
    lineCount: 1,
    outcome: "failure",
    outcomeReason: { text: "an exception was raised", line: null },
    hasFailedRun: false,
    exit: null,
    ending: null,
    failingLines: [],
    window: { startLine: 1, endLine: 1 },
    exceptions: [],
    lastTime: null,
    ...part,
  };
}

/** A ranked line for log facts. */
export function failingLine(line: number, text: string, part: Partial<FailingLine> = {}): FailingLine {
  return {
    line,
    text,
    score: 1,
    reasons: [],
    logger: null,
    statement: text,
    ownLength: text.length,
    ...part,
  };
}

/** A one-line exception for log facts. */
export function logException(line: number, part: Partial<LogException> = {}): LogException {
  return {
    startLine: line,
    endLine: line,
    messageLine: line,
    language: "python",
    type: "KeyError",
    message: "'a'",
    frames: [],
    chainId: 0,
    chainIndex: 0,
    link: null,
    isRoot: true,
    isWrapper: false,
    attempt: null,
    ...part,
  };
}
