import "server-only";
import type { Pool, PoolClient } from "pg";
import {
  DAY_ASSUMED,
  placeInWindow,
  runGap,
  type RunGap,
  type RunTimes,
} from "@/lib/cascades/cascade-window";
import { CANDIDATES, DEPENDENCIES, FAILURES } from "@/lib/cascades/dependent-sql";
import { describeDependency } from "@/lib/cascades/describe-dependency";
import { judgeDependent, type Dependency, type FailedPipeline } from "@/lib/cascades/judge-dependent";
import type { IncidentRun } from "@/lib/cascades/related-runs";
import type { Judgement } from "@/lib/cascades/symptom";
import { readReport } from "@/lib/failures/read-report";
import type { Context } from "@/lib/platform/context";

/** The pipeline of `outer` depends on that of `inner`. */
export interface DependentPair {
  outer: IncidentRun;
  inner: IncidentRun;
  judgement: Judgement;
  /** How it depends on it, completing "run … of … failed: it …". */
  link: string;
  /** No other pipeline lies between them. */
  isDirect: boolean;
}

interface CandidateRow {
  id: string;
  pipelineId: string;
  /** `down`: depends on the incident's pipeline; `up`: the other way round. `waits`: it started or waits for that run. */
  side: "down" | "up" | "waits" | "awaited";
  /** Pipelines in between, from the incident's pipeline outwards. */
  through: string[];
}

/** A row of `FAILURES`. */
export interface FailureRow {
  id: string;
  number: number;
  status: string;
  parentId: string | null;
  pipelineId: string;
  pipeline: string;
  externalId: string;
  runId: string | null;
  run: string | null;
  operator: string | null;
  report: unknown;
  category: string | null;
  rootCause: string | null;
  /** Epoch ms. */
  startedAt: number;
  isStartReported: boolean;
  failedAt: number;
  /** When its pipeline ran, epoch ms. */
  runTimes: number[];
}

interface DependencyRow {
  producer: string;
  consumer: string;
  vias: string[];
  datasets: { name: string; wasWritten: boolean }[];
}

/**
 * The open incidents of pipelines that an incident's pipeline depends on, or that depend on it, as far as the
 * failure of one may explain that of the other. Whichever is analyzed last finds the other, so the order does not matter.
 */
export async function loadDependentPairs(
  ctx: Context,
  connection: Pool | PoolClient,
  incidentId: string,
): Promise<DependentPair[]> {
  const { rows: candidates } = await connection.query<CandidateRow>(CANDIDATES, [
    incidentId,
    ctx.workspaceId,
  ]);
  if (candidates.length === 0) return [];
  const ids = [incidentId, ...new Set(candidates.map(({ id }) => id))];
  const { rows } = await connection.query<FailureRow>(FAILURES, [ids, ctx.workspaceId]);
  const failures = new Map(rows.map((row) => [row.id, row]));
  const me = failures.get(incidentId);
  if (!me) return [];
  const oriented = candidates.flatMap((candidate) => {
    const other = failures.get(candidate.id);
    return other ? [orient(me, other, candidate)] : [];
  });
  const dependencies = await loadDependencies(ctx, connection, oriented);
  return oriented
    .flatMap((pair) => judgePair(pair, dependencies.get(pairKey(pair)) ?? null) ?? [])
    .toSorted((a, b) => rank(a) - rank(b));
}

interface OrientedPair {
  consumer: FailureRow;
  producer: FailureRow;
  isWaiting: boolean;
  /** Nearest to the consumer first. */
  through: string[];
}

function orient(me: FailureRow, other: FailureRow, { side, through }: CandidateRow): OrientedPair {
  const isWaiting = side === "waits" || side === "awaited";
  return side === "down" || side === "waits"
    ? { consumer: other, producer: me, isWaiting, through: through.toReversed() }
    : { consumer: me, producer: other, isWaiting, through };
}

const pairKey = ({ consumer, producer }: OrientedPair) => `${producer.id}|${consumer.id}`;

async function loadDependencies(
  ctx: Context,
  connection: Pool | PoolClient,
  pairs: readonly OrientedPair[],
): Promise<Map<string, DependencyRow>> {
  const input = pairs.map(({ consumer, producer }) => ({
    producer: producer.id,
    consumer: consumer.id,
    producerPipeline: producer.pipelineId,
    consumerPipeline: consumer.pipelineId,
    run: producer.runId,
  }));
  const { rows } = await connection.query<DependencyRow>(DEPENDENCIES, [
    JSON.stringify(input),
    ctx.workspaceId,
  ]);
  return new Map(rows.map((row) => [`${row.producer}|${row.consumer}`, row]));
}

function judgePair(pair: OrientedPair, row: DependencyRow | null): DependentPair | null {
  const { consumer, producer, isWaiting, through } = pair;
  if (!canJoin(consumer, producer)) return null;
  const gap = runGap(consumer.runTimes, producer.runTimes);
  const timing = placeInWindow(timesOf(consumer), timesOf(producer), gap);
  const datasets = row?.datasets ?? [];
  const missing = datasets.filter(({ wasWritten }) => !wasWritten).map(({ name }) => name);
  // What a pipeline starts does not use what it delivers; an operator that waits for the started run names it.
  const vias = through.length === 0 ? (row?.vias ?? []).filter((via) => via !== "trigger") : [];
  // Everything that connects them was delivered.
  if (!isWaiting && through.length === 0 && vias.length === 0 && missing.length === 0) return null;
  const dependency: Dependency = { through, vias, datasets: missing, isWaiting };
  const judged = judgeDependent(toFailed(consumer), toFailed(producer), dependency);
  // What failed at another time is of interest only if its error fits.
  if (timing !== "fits" && judged.kind !== "symptom") return null;
  const judgement: Judgement = timing === "fits" ? judged : { kind: "other_time", timing };
  return {
    outer: toIncidentRun(consumer),
    inner: toIncidentRun(producer),
    judgement: judgement.kind === "symptom" ? withBasis(judgement.because, gap) : judgement,
    link: describeDependency(producer.pipeline, dependency),
    isDirect: through.length === 0,
  };
}

/** A symptom joins once; what was joined elsewhere stays there. */
function canJoin(consumer: FailureRow, producer: FailureRow): boolean {
  if (consumer.id === producer.id || consumer.pipelineId === producer.pipelineId) return false;
  return consumer.parentId === null && producer.parentId !== consumer.id;
}

function withBasis(because: string, { basis }: RunGap): Judgement {
  return { kind: "symptom", because: basis === "default" ? `${because}${DAY_ASSUMED}` : because };
}

function timesOf({ startedAt, isStartReported, failedAt }: FailureRow): RunTimes {
  return { startedAt, isStartReported, failedAt };
}

/** Certain and near producers first, because a symptom joins the first. */
function rank({ judgement, isDirect, inner }: DependentPair): number {
  return (CERTAINTY[judgement.kind] + (isDirect ? 0 : 1)) * 1e9 + inner.number;
}

const CERTAINTY: Record<Judgement["kind"], number> = { symptom: 0, own: 2, other_time: 4, unknown: 6 };

function toFailed({ externalId, operator, category, rootCause, report }: FailureRow): FailedPipeline {
  const { exception = null, reason = null } = readReport(report) ?? {};
  const error = exception && { type: exception.type, message: exception.message };
  return { externalId, operator, category, rootCause, failed: { error, reason } };
}

/** The incident as timelines name it. */
export function toIncidentRun({ id, number, pipeline, run }: FailureRow): IncidentRun {
  return { id, number, pipeline, run };
}
