import type { ReachedFile } from "@/lib/code/imports/reach-files";
import { openRepository } from "@/lib/code/open-repository";
import { withoutRefusedFiles } from "@/lib/code/readable-patch";
import { rankSuspects, type Suspect } from "@/lib/code/suspects/rank-suspects";
import { readClues } from "@/lib/code/suspects/suspect-clues";
import { commitText } from "@/lib/evidence/code-changes/commit-text";
import {
  listChangesBetween,
  type FoundChanges,
  type Versions,
} from "@/lib/evidence/code-changes/list-changes";
import { reachedFiles } from "@/lib/evidence/code-changes/reached-files";
import { gap, type Collected, type Collector, type EvidenceTarget } from "@/lib/evidence/collector";
import { listEvidence } from "@/lib/evidence/data";
import { failureTexts } from "@/lib/evidence/failure-texts";
import { orchestratorReader } from "@/lib/evidence/orchestrators/open-reader";
import type { CommitFacts, EvidenceDraft } from "@/lib/evidence/schemas";
import { commitThatRan, failingFrames } from "@/lib/evidence/source-code/failing-frames";
import { descriptorOf } from "@/lib/intake/sources/registry";
import { readText } from "@/lib/logs/findings/read-text";
import type { ReadText } from "@/lib/logs/schemas";
import type { Commit, CommitSummary } from "@/lib/vendors/source-control";

const DEFAULT_WINDOW_MS = 14 * 24 * 3600 * 1000;
/** Commits whose patches are read; the others are ranked by their files alone. */
const MAX_READ = 30;
const MAX_SHOWN = 5;
const MAX_NAMED = 5;

/** The orchestrator only narrows the search, so a slow one is skipped. */
const ORCHESTRATOR_WITHIN_MS = 10_000;

/**
 * Commits since the last success that reach the failing task, the most likely cause first: to the file that defines the
 * pipeline, the files in the traceback, and what these import and name.
 */
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
    const failed = commitThatRan(incident.report, items, failingFrames(texts));
    const versions: Versions = {
      good: known.success?.version ?? null,
      failed,
      since: known.success?.at ?? new Date(incident.lastSeenAt.getTime() - DEFAULT_WINDOW_MS),
      until: incident.lastSeenAt,
    };
    if (isSameCommit(versions)) {
      const message = `The last successful run, ${known.success?.runId}, ran the same commit ${failed?.slice(0, 8)}: the code did not change.`;
      return { pieces: [gap(codeChanges, "empty", message)] };
    }
    const reached = await reachedFiles(repository, incident, { paths: known.paths, ran: failed });
    const found = await listChangesBetween(repository, reached, versions);
    if (found.commits.length === 0)
      return { pieces: [gap(codeChanges, "empty", noneFound(found, versions, known))] };
    const log = texts[0] ?? readText(incident.title);
    const likeliest = rank(log, found.commits, found.reached).slice(0, MAX_READ);
    const commits = await repository.readPatches(pick(found.commits, likeliest));
    return report(rank(log, commits, found.reached), commits, describeRange(found, versions));
  },
};

interface Known {
  /** Paths on the orchestrator's machine: the pipeline's file, the user frames of the traceback, files named in the error. */
  paths: string[];
  success: { runId: string; at: Date; version: string | null } | null;
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
  signal.throwIfAborted();
  const { meaningOfState } = descriptorOf(incident.source.kind);
  const success = history.find((run) => meaningOfState(run.state) === "succeeded");
  const at = success?.startedAt ?? success?.endedAt ?? null;
  const frames = texts
    .flatMap(({ findings }) => findings.exceptions)
    .flatMap((exception) => exception.frames.filter((frame) => frame.origin === "user"));
  const named = texts.flatMap((text) => readClues(text).files).slice(0, MAX_NAMED);
  return {
    paths: [
      state?.filePath ?? null,
      incident.report.refs["fileloc"] ?? null,
      ...frames.toReversed().map((frame) => frame.file),
      ...named,
    ].filter((path) => path !== null),
    success: success && at ? { runId: success.runId, at: new Date(at), version: success.version } : null,
  };
}

function isSameCommit({ good, failed }: Versions): boolean {
  if (good === null || failed === null) return false;
  return good.startsWith(failed) || failed.startsWith(good);
}

function rank(
  log: ReadText,
  commits: readonly (CommitSummary & Partial<Pick<Commit, "patch">>)[],
  reached: readonly ReachedFile[],
): Suspect[] {
  return rankSuspects({
    log,
    commits: commits.map(({ sha, ...commit }) => ({ ...commit, id: sha })),
    reached,
  });
}

function pick<T extends CommitSummary>(commits: readonly T[], ranking: readonly Suspect[]): T[] {
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
  return ranking.flatMap(({ id }) => bySha.get(id) ?? []);
}

function noneFound({ reached, range }: FoundChanges, versions: Versions, { success }: Known): string {
  const [first, ...others] = reached.map(({ path }) => path);
  const more =
    others.length === 0 ? "" : ` and ${others.length} more ${others.length === 1 ? "file" : "files"} it uses`;
  const where = first === undefined ? "the repository" : `${first}${more}`;
  if (range === "exact") return `No commits touched ${where} ${between(versions)}.`;
  const since = versions.since.toISOString();
  return `No commits touched ${where} since ${success ? `the last successful run at ${since}` : since}.`;
}

function describeRange({ range }: FoundChanges, versions: Versions): string | null {
  return range === "exact" ? `All commits ${between(versions)} that reach this task were considered.` : null;
}

function between({ good, failed }: Versions): string {
  return `between ${good?.slice(0, 8)}, which the last successful run used, and ${failed?.slice(0, 8)}, which failed`;
}

function report(ranking: readonly Suspect[], commits: readonly Commit[], note: string | null): Collected {
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
  const pieces = ranking.slice(0, MAX_SHOWN).flatMap(({ id, score, reasons }, i) => {
    const commit = bySha.get(id);
    return commit ? [toPiece(commit, { score, reasons, rank: i, note: i === 0 ? note : null })] : [];
  });
  return { pieces };
}

const LEFT_OUT = "Changes to files that may contain credentials are not shown.";

function toPiece(
  commit: Commit,
  found: { score: number; reasons: string[]; rank: number; note: string | null },
): EvidenceDraft {
  const { patch, hasLeftOut } = withoutRefusedFiles(commit.patch);
  const subjectLine = commit.message.split("\n", 1)[0] ?? "";
  const facts: CommitFacts = {
    schemaVersion: 1,
    sha: commit.sha,
    author: commit.author,
    date: commit.date,
    message: commit.message.slice(0, 4_000),
    files: commit.files.map(({ path, status }) => ({ path, status })),
    url: commit.url,
    score: found.score,
    reasons: found.reasons,
  };
  return {
    kind: "commit",
    key: commit.sha,
    status: "ok",
    title: `${commit.sha.slice(0, 8)} ${subjectLine}`,
    text: commitText({ ...commit, patch }),
    facts,
    provenance: "fact",
    relevance: Math.max(0.2, 0.8 - found.rank * 0.1),
    relevanceReason: found.reasons[0] ?? null,
    startLine: null,
    truncated: commit.isPatchCut || hasLeftOut,
    message: [found.note, hasLeftOut ? LEFT_OUT : null].filter((text) => text !== null).join(" ") || null,
  };
}
