import { listEvidence } from "@/lib/evidence/data";
import { failureTexts } from "@/lib/evidence/failure-texts";
import { gap, type Collected, type Collector, type EvidenceTarget } from "@/lib/evidence/collector";
import { orchestratorReader } from "@/lib/evidence/orchestrators/open-reader";
import { rankSuspects } from "@/lib/code/suspects/rank-suspects";
import type { CommitFacts, EvidenceDraft } from "@/lib/evidence/schemas";
import { commitThatRan, failingFrames } from "@/lib/evidence/source-code/failing-frames";
import { descriptorOf } from "@/lib/intake/sources/registry";
import { readText } from "@/lib/logs/findings/read-text";
import type { ReadText } from "@/lib/logs/schemas";
import { findRepositoryPath } from "@/lib/code/find-repository-path";
import { openRepository } from "@/lib/code/open-repository";
import { AppError } from "@/lib/platform/errors";
import type { Commit, CommitQuery, SourceRepository } from "@/lib/vendors/source-control";

const DEFAULT_WINDOW_MS = 14 * 24 * 3600 * 1000;
const MAX_COMMITS = 30;
const MAX_SHOWN = 5;

/** The orchestrator only narrows the search, so a slow one is skipped. */
const ORCHESTRATOR_WITHIN_MS = 10_000;

/** Commits since the last success that affect the failing task, the most likely cause first. */
export const codeChanges: Collector = {
  id: "code-changes",
  kind: "commit",
  title: "Code changes",
  connect: "Connect the pipeline's repository under Setup",
  deadlineMs: 30_000,
  // The log shows which files matter.
  readsEvidence: true,
  appliesTo: () => true,
  async collect(ctx, incident, signal) {
    if (!incident.source.repository) {
      const message = `No repository is connected, so code changes are unknown. Connect one under Setup → ${incident.source.name}.`;
      return { pieces: [gap(codeChanges, "not_connected", message)] };
    }
    const repository = await openRepository(ctx, incident.source.repository, signal);
    const { items } = await listEvidence(ctx, incident.incidentId);
    const texts = await failureTexts(incident.report, items);
    const known = await loadKnown(incident, texts, signal);
    const head = await repository.headCommit();
    const files = await repository.listFiles(head.sha);
    const paths = [
      ...new Set(
        known.paths.flatMap((path) => findRepositoryPath(path, files, incident.source.dagsFolder) ?? []),
      ),
    ];
    const since = known.lastSuccessAt ?? new Date(incident.lastSeenAt.getTime() - DEFAULT_WINDOW_MS);
    const ran = commitThatRan(incident.report, items, failingFrames(texts));
    const period = { since, until: incident.lastSeenAt };
    const commits = await listReaching(repository, paths, period, ran);
    return report(texts[0] ?? readText(incident.title), commits, {
      paths,
      since,
      isSinceSuccess: known.lastSuccessAt !== null,
      version: known.version,
    });
  },
};

interface Known {
  /** Paths on the orchestrator's machine: the DAG file and the user frames of the traceback. */
  paths: string[];
  lastSuccessAt: Date | null;
  version: string | null;
}

async function loadKnown(
  incident: EvidenceTarget,
  texts: readonly ReadText[],
  signal: AbortSignal,
): Promise<Known> {
  const reader = orchestratorReader(incident);
  const soon = AbortSignal.any([signal, AbortSignal.timeout(ORCHESTRATOR_WITHIN_MS)]);
  const [state, history] = await Promise.all([
    reader?.readState(incident, soon).catch(() => null) ?? null,
    reader?.readHistory(incident, soon).catch(() => []) ?? [],
  ]);
  const { meaningOfState } = descriptorOf(incident.source.kind);
  const success = history.find((run) => meaningOfState(run.state) === "succeeded");
  const at = success?.startedAt ?? success?.endedAt ?? null;
  const frames = texts
    .flatMap(({ findings }) => findings.exceptions)
    .flatMap((exception) => exception.frames.filter((frame) => frame.origin === "user"));
  const fileloc = incident.report.refs["fileloc"] ?? null;
  return {
    paths: [...frames.toReversed().map((frame) => frame.file), state?.filePath ?? null, fileloc].filter(
      (path) => path !== null,
    ),
    lastSuccessAt: at ? new Date(at) : null,
    version: state?.version ?? incident.report.refs["bundle_version"] ?? null,
  };
}

/**
 * Commits that touch the given files, or all commits of the period if no files are known. Commits later than the one that
 * ran are left out, if it is known and the repository has it.
 */
async function listReaching(
  repository: SourceRepository,
  paths: readonly string[],
  period: { since: Date; until: Date },
  ran: string | null,
): Promise<Commit[]> {
  // Allow for a committer's clock that runs ahead.
  const until = new Date(period.until.getTime() + 60_000);
  const query: CommitQuery = { since: period.since, until, limit: MAX_COMMITS, ...(ran && { from: ran }) };
  return listTouching(repository, paths, query).catch((error: unknown) => {
    const isUnknown = error instanceof AppError && (error.code === "NOT_FOUND" || error.code === "INVALID");
    if (ran === null || !isUnknown) throw error;
    return listTouching(repository, paths, { ...query, from: undefined });
  });
}

async function listTouching(
  repository: SourceRepository,
  paths: readonly string[],
  query: CommitQuery,
): Promise<Commit[]> {
  if (paths.length === 0) return repository.listCommits(query);
  const lists = await Promise.all(
    paths.slice(0, 4).map((path) => repository.listCommits({ ...query, path })),
  );
  const bySha = new Map(lists.flat().map((commit) => [commit.sha, commit]));
  return [...bySha.values()].toSorted((a, b) => b.date.localeCompare(a.date));
}

function report(
  log: ReadText,
  commits: readonly Commit[],
  scope: { paths: string[]; since: Date; isSinceSuccess: boolean; version: string | null },
): Collected {
  const where = scope.paths.length > 0 ? scope.paths.join(", ") : "the repository";
  const when = scope.isSinceSuccess
    ? `the last successful run at ${scope.since.toISOString()}`
    : scope.since.toISOString();
  if (commits.length === 0) {
    return {
      pieces: [gap(codeChanges, "empty", `No commits touched ${where} since ${when}.`)],
    };
  }
  const ranking = rankSuspects({
    log,
    commits: commits.map(({ sha, ...commit }) => ({ ...commit, id: sha })),
  });
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
  const pieces = ranking.slice(0, MAX_SHOWN).flatMap(({ id, score, reasons }, i) => {
    const commit = bySha.get(id);
    return commit ? [toPiece(commit, { score, reasons, rank: i })] : [];
  });
  return { pieces };
}

function toPiece(commit: Commit, found: { score: number; reasons: string[]; rank: number }): EvidenceDraft {
  const subjectLine = commit.message.split("\n", 1)[0] ?? "";
  const facts: CommitFacts = {
    schemaVersion: 1,
    sha: commit.sha,
    author: commit.author,
    date: commit.date,
    message: commit.message.slice(0, 4_000),
    files: commit.files,
    url: commit.url,
    score: found.score,
    reasons: found.reasons,
  };
  return {
    kind: "commit",
    key: commit.sha,
    status: "ok",
    title: `${commit.sha.slice(0, 8)} ${subjectLine}`,
    text: [
      `commit ${commit.sha}`,
      `Author: ${commit.author}`,
      `Date: ${commit.date}`,
      "",
      commit.message.trim(),
      "",
      commit.patch,
    ].join("\n"),
    facts,
    provenance: "fact",
    relevance: Math.max(0.2, 0.8 - found.rank * 0.1),
    relevanceReason: found.reasons[0] ?? null,
    startLine: null,
    truncated: commit.isPatchCut,
    message: null,
  };
}
