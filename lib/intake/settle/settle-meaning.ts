import type { Pool } from "pg";
import { failureIdentity } from "@/lib/failures/identity";
import type { FailureReport } from "@/lib/failures/schemas";
import { factInAttempt, reportInAttempt, type ReportedAttempt } from "@/lib/intake/settle/in-attempt";
import { findAttempt } from "@/lib/intake/settle/find-attempt";
import { fittingSources, homeSource, type CandidateSource } from "@/lib/intake/settle/home-source";
import { CANDIDATE_SOURCES } from "@/lib/intake/settle/settle-sql";
import type { ReportedPlace } from "@/lib/intake/sources/descriptor";
import type { Meaning, UnderstoodReport } from "@/lib/intake/sources/understand-body";
import type { LineageFact } from "@/lib/lineage/schemas";

/** The source that delivered a body. */
export interface DeliveringSource {
  id: string;
  workspaceId: string;
  environment: string | null;
}

type Understood = Extract<Meaning, { ok: true }>;

/**
 * Settles where the reports of a delivery belong, if another source knows their pipeline (decision 046): in an attempt that
 * was reported before, or in the pipelines of the orchestrator that the event is about. Two sources that report the same
 * Airflow then speak about the same runs, whichever comes first.
 */
export async function settleMeaning(db: Pool, source: DeliveringSource, meaning: Meaning): Promise<Meaning> {
  if (!meaning.ok || !meaning.place) return meaning;
  const { partOf, sameAs } = meaning.place;
  const attempt = partOf.length === 0 ? null : await findAttempt(db, source.workspaceId, partOf);
  if (attempt) return settleInAttempt(source, meaning, attempt);
  if (!sameAs) return meaning;
  const candidates = await listCandidates(db, source.workspaceId, sameAs.kind);
  const others = candidates.filter(({ id }) => id !== source.id);
  const home = homeSource(source, sameAs, others);
  return home ? settleAtHome(meaning, home, sameAs) : withUnsettledNote(source, meaning, sameAs, others);
}

/** Says in the delivery why its pipeline is not that of any of the sources that fit. */
function withUnsettledNote(
  source: DeliveringSource,
  meaning: Understood,
  { namespace }: NonNullable<ReportedPlace["sameAs"]>,
  candidates: readonly CandidateSource[],
): Meaning {
  const names = fittingSources(source, candidates).map(({ name }) => `"${name}"`);
  if (names.length < 2) return meaning;
  const note = `Several sources may have this pipeline (${names.slice(0, 5).join(", ")}), and neither the namespace "${namespace.slice(0, 200)}" nor an address in the event tells which, so it is kept apart from theirs. Setup says which namespace tells.`;
  return { ...meaning, notes: [...(meaning.notes ?? []), note] };
}

/** Sources change rarely, and events arrive by the hundred. */
const TTL_MS = 2_000;
const MAX_CACHED = 500;
const caches = new WeakMap<Pool, Map<string, { until: number; candidates: Promise<CandidateSource[]> }>>();

function listCandidates(db: Pool, workspaceId: string, kind: string): Promise<CandidateSource[]> {
  const cache =
    caches.get(db) ?? new Map<string, { until: number; candidates: Promise<CandidateSource[]> }>();
  caches.set(db, cache);
  const key = `${workspaceId}|${kind}`;
  const now = performance.now();
  const cached = cache.get(key);
  if (cached && cached.until > now) return cached.candidates;
  const candidates = db
    .query<CandidateSource>(CANDIDATE_SOURCES, [workspaceId, kind])
    .then(({ rows }) => rows);
  candidates.catch(() => cache.delete(key));
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(key, { until: now + TTL_MS, candidates });
  return candidates;
}

function settleInAttempt(source: DeliveringSource, meaning: Understood, attempt: ReportedAttempt): Meaning {
  const { sourceId, environment } = attempt;
  const home = { sourceId, environment };
  const isOwn = meaning.place?.attemptIds.includes(attempt.attemptId) ?? false;
  const reports = meaning.reports.flatMap((understood): UnderstoodReport[] => {
    const report = reportInAttempt(understood.report, attempt, isOwn);
    return report ? [{ ...understood, report, identity: failureIdentity(sourceId, report), home }] : [];
  });
  const lineage = meaning.lineage?.map((fact) => factInAttempt(fact, attempt));
  const declared = meaning.declared?.map((pipeline) => ({ ...pipeline, externalId: attempt.pipelineId }));
  const lineageSourceId = sourceId === source.id ? null : sourceId;
  return { ...meaning, reports, lineage, lineageSourceId, declared };
}

function settleAtHome(
  meaning: Understood,
  source: CandidateSource,
  { externalId }: NonNullable<ReportedPlace["sameAs"]>,
): Meaning {
  const home = { sourceId: source.id, environment: source.environment };
  const reports = meaning.reports.map((understood): UnderstoodReport => {
    const report = withPipeline(understood.report, externalId);
    return { ...understood, report, identity: failureIdentity(source.id, report), home };
  });
  const lineage = meaning.lineage?.map((fact): LineageFact => ({
    ...fact,
    pipeline: fact.pipeline && { ...fact.pipeline, externalId },
  }));
  const declared = meaning.declared?.map((pipeline) => ({ ...pipeline, externalId }));
  return { ...meaning, reports, lineage, lineageSourceId: source.id, declared };
}

function withPipeline(report: FailureReport, externalId: string): FailureReport {
  const { subject } = report;
  if (subject.kind !== "task") return report;
  return { ...report, subject: { ...subject, pipeline: { ...subject.pipeline, externalId } } };
}
