import type { ImpactedDataset, ImpactedPipeline } from "@/lib/pipelines/impact/data";
import type { IncidentImpact, ImpactDeadline, ImpactItem } from "@/lib/pipelines/impact/schemas";
import { impactKind, type Reached } from "@/lib/pipelines/impact/spread";
import { deadlineLabel, nextDeadline } from "@/lib/pipelines/deadline";

/** What was found downstream. */
export interface Dependents {
  /** The pipeline that failed, or those that cannot run. */
  failed: readonly ImpactedPipeline[];
  /** Whether they cannot run, rather than failed. */
  areBlocked: boolean;
  reached: readonly Reached[];
  isTruncated: boolean;
  pipelines: ReadonlyMap<string, ImpactedPipeline>;
  datasets: ReadonlyMap<string, ImpactedDataset>;
}

/** The impact of a failure first seen at `failedAt`. */
export function impactOf(found: Dependents, failedAt: Date): IncidentImpact {
  const blocked = found.areBlocked ? found.failed : [];
  const items = [
    ...blocked.map((pipeline) => pipelineItem(pipeline, [])),
    ...found.reached.flatMap((reached) => itemOf(reached, found) ?? []),
  ];
  const countOf = (kind: ImpactItem["kind"]) => items.filter((item) => item.kind === kind).length;
  return {
    items,
    counts: {
      pipelines: countOf("pipeline"),
      datasets: countOf("dataset"),
      dashboards: countOf("dashboard"),
    },
    isTruncated: found.isTruncated,
    deadlines: deadlinesOf(found, failedAt),
    isLineageKnown: found.reached.length > 0,
    blocked: blocked.map(({ id }) => id),
  };
}

function itemOf({ kind, id, via }: Reached, { pipelines, datasets }: Dependents): ImpactItem | null {
  const path = via.flatMap((step) => {
    const name = pipelines.get(step.id)?.name ?? datasets.get(step.id)?.name;
    return name === undefined
      ? []
      : [{ kind: impactKind(step.kind, datasets.get(step.id)?.kind ?? null), name }];
  });
  if (kind === "pipeline") {
    const pipeline = pipelines.get(id);
    return pipeline ? pipelineItem(pipeline, path) : null;
  }
  const dataset = datasets.get(id);
  if (!dataset) return null;
  const { name, owner } = dataset;
  return { kind: impactKind(kind, dataset.kind), id, name, path, owner, ownerTeam: null, criticality: null };
}

function pipelineItem(
  { id, name, owner, ownerTeam, criticality }: ImpactedPipeline,
  path: ImpactItem["path"],
): ImpactItem {
  return { kind: "pipeline", id, name, path, owner, ownerTeam, criticality };
}

/** The failed pipeline has to run again, then those on the way, then the one with the deadline. */
function deadlinesOf({ failed, reached, pipelines }: Dependents, failedAt: Date): ImpactDeadline[] {
  const own = failed.flatMap((pipeline) => deadlineOf(pipeline, [pipeline.usualMs], failedAt) ?? []);
  // Of several, it is not known which one is waited for.
  const root = failed.length === 1 ? failed : [];
  const downstream = reached.flatMap(({ kind, id, via }) => {
    const pipeline = kind === "pipeline" ? pipelines.get(id) : undefined;
    if (!pipeline) return [];
    const between = via.filter((step) => step.kind === "pipeline").map((step) => pipelines.get(step.id));
    const durations = [...root, ...between, pipeline].map((runs) => runs?.usualMs ?? null);
    return deadlineOf(pipeline, durations, failedAt) ?? [];
  });
  return [...own, ...downstream].toSorted((a, b) => (a.fixBy ?? a.at).localeCompare(b.fixBy ?? b.at));
}

/** Unknown durations count as nothing, so that `fixBy` is the latest time that is still plausible. */
function deadlineOf(
  { id, name, deadline }: ImpactedPipeline,
  durations: readonly (number | null)[],
  failedAt: Date,
): ImpactDeadline | null {
  if (!deadline) return null;
  const at = nextDeadline(deadline, failedAt);
  const known = durations.filter((duration) => duration !== null);
  const needed = known.reduce((sum, duration) => sum + duration, 0);
  return {
    pipelineId: id,
    pipeline: name,
    label: deadlineLabel(deadline),
    at: at.toISOString(),
    fixBy: known.length > 0 ? new Date(at.getTime() - needed).toISOString() : null,
  };
}
