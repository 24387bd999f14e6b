import type { ImpactedDataset, ImpactedPipeline } from "@/lib/pipelines/impact/data";
import type { IncidentImpact, ImpactDeadline, ImpactItem } from "@/lib/pipelines/impact/schemas";
import { impactKind, type Reached } from "@/lib/pipelines/impact/spread";
import { deadlineLabel, nextDeadline } from "@/lib/pipelines/deadline";

/** What was found downstream. */
export interface Dependents {
  failed: ImpactedPipeline;
  reached: readonly Reached[];
  isTruncated: boolean;
  pipelines: ReadonlyMap<string, ImpactedPipeline>;
  datasets: ReadonlyMap<string, ImpactedDataset>;
}

/** The impact of a failure first seen at `failedAt`. */
export function impactOf(found: Dependents, failedAt: Date): IncidentImpact {
  const items = found.reached.flatMap((reached) => itemOf(reached, found) ?? []);
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
    if (!pipeline) return null;
    const { name, owner, ownerTeam, criticality } = pipeline;
    return { kind, id, name, path, owner, ownerTeam, criticality };
  }
  const dataset = datasets.get(id);
  if (!dataset) return null;
  const { name, owner } = dataset;
  return { kind: impactKind(kind, dataset.kind), id, name, path, owner, ownerTeam: null, criticality: null };
}

/** The failed pipeline has to run again, then those on the way, then the one with the deadline. */
function deadlinesOf({ failed, reached, pipelines }: Dependents, failedAt: Date): ImpactDeadline[] {
  const own = deadlineOf(failed, [failed.usualMs], failedAt);
  const downstream = reached.flatMap(({ kind, id, via }) => {
    const pipeline = kind === "pipeline" ? pipelines.get(id) : undefined;
    if (!pipeline) return [];
    const between = via.filter((step) => step.kind === "pipeline").map((step) => pipelines.get(step.id));
    const durations = [failed, ...between, pipeline].map((runs) => runs?.usualMs ?? null);
    return deadlineOf(pipeline, durations, failedAt) ?? [];
  });
  return [...(own ? [own] : []), ...downstream].toSorted((a, b) =>
    (a.fixBy ?? a.at).localeCompare(b.fixBy ?? b.at),
  );
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
