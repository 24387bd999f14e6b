import type {
  KnownDataset,
  KnownEdge,
  KnownLineage,
  LineagePlan,
  LineageQuestion,
  PlacedFact,
} from "@/lib/lineage/lineage-rows";
import { LAST_SEEN_STEP_MS } from "@/lib/lineage/place-sighting";
import { planSnapshots, type Mention } from "@/lib/lineage/plan-snapshots";
import type { DatasetFact } from "@/lib/lineage/schemas";

/** The question that planning these facts needs answered. Pure. */
export function lineageQuestion(facts: readonly PlacedFact[]): LineageQuestion {
  const datasets = [...groupDatasets(facts).values()].map((mentions, i) => {
    const [first] = mentions as [Mention, ...Mention[]];
    const { workspaceId, origin, dataset } = first;
    const from = isoOf(Math.min(...mentions.map((mention) => mention.at)));
    return { i, workspaceId, namespace: dataset.namespace, name: dataset.name, origin, from };
  });
  const edges = groupEdges(facts).map(({ placed, dataset, direction }, i) => ({
    i,
    ...partiesOf(placed),
    namespace: dataset.namespace,
    name: dataset.name,
    direction,
  }));
  const runs = writtenRuns(facts).map((row, i) => ({ i, ...row }));
  return { datasets, edges, runs };
}

/** The rows to write for facts, given what is stored. Pure. */
export function planLineage(facts: readonly PlacedFact[], known: KnownLineage): LineagePlan {
  const knownRuns = new Set(known.runs.map(({ i }) => i));
  const plan: LineagePlan = {
    pipelines: [],
    tasks: [],
    runs: writtenRuns(facts).filter((_row, i) => !knownRuns.has(i)),
    datasets: [],
    edges: [],
    dependencies: planDependencies(facts),
    writes: planWrites(facts),
    newSnapshots: [],
    movedSnapshots: [],
  };
  planDatasets(facts, new Map(known.datasets.map((dataset) => [dataset.i, dataset])), plan);
  planEdges(facts, new Map(known.edges.map((edge) => [edge.i, edge])), plan);
  return plan;
}

/** Whether there is nothing to write. */
export function isEmptyPlan(plan: LineagePlan): boolean {
  return Object.values(plan).every((rows) => rows.length === 0);
}

/** Whether the plan has rows that others refer to. */
export function hasNewParties({ pipelines, tasks, runs, datasets }: LineagePlan): boolean {
  return [pipelines, tasks, runs, datasets].some((rows) => rows.length > 0);
}

function planDatasets(
  facts: readonly PlacedFact[],
  known: ReadonlyMap<number, KnownDataset>,
  plan: LineagePlan,
): void {
  const rows = new Map<string, LineagePlan["datasets"][number]>();
  for (const [i, mentions] of [...groupDatasets(facts).values()].entries()) {
    const stored = known.get(i);
    const [first] = mentions as [Mention, ...Mention[]];
    const { workspaceId, dataset } = first;
    const kind =
      mentions.map((mention) => mention.dataset.kind).find((kind) => kind !== "dataset") ?? "dataset";
    const owner = mentions.findLast((mention) => mention.dataset.owner !== null)?.dataset.owner ?? null;
    const times = mentions.map((mention) => mention.at);
    const isNews =
      !stored ||
      Math.max(...times) - stored.lastSeenAt >= LAST_SEEN_STEP_MS ||
      (kind !== "dataset" && kind !== stored.kind) ||
      (owner !== null && owner !== stored.owner);
    const key = keyOf(workspaceId, dataset.namespace, dataset.name);
    if (isNews && !rows.has(key)) {
      const { namespace, name } = dataset;
      const [from, at] = [isoOf(Math.min(...times)), isoOf(Math.max(...times))];
      rows.set(key, { workspaceId, namespace, name, kind, owner, from, at });
    }
    planSnapshots(mentions, stored?.snapshots ?? [], plan);
  }
  plan.datasets = sortedRows(rows);
}

function planEdges(
  facts: readonly PlacedFact[],
  known: ReadonlyMap<number, KnownEdge>,
  plan: LineagePlan,
): void {
  const pipelines = new Map<string, LineagePlan["pipelines"][number]>();
  const tasks = new Map<string, LineagePlan["tasks"][number]>();
  for (const [i, { placed, dataset, direction, at: time }] of groupEdges(facts).entries()) {
    const stored = known.get(i);
    const { fact } = placed;
    const parties = partiesOf(placed);
    const { workspaceId, sourceId, pipeline, task } = parties;
    const at = isoOf(time);
    if (!stored?.hasPipeline)
      pipelines.set(keyOf(sourceId, pipeline), {
        workspaceId,
        sourceId,
        pipeline,
        name: fact.pipeline?.name ?? pipeline,
        at,
      });
    if (task !== null && fact.task && !stored?.hasTask)
      tasks.set(keyOf(sourceId, pipeline, task), {
        workspaceId,
        sourceId,
        pipeline,
        task,
        name: fact.task.name,
        at,
      });
    const isNews = stored?.lastSeenAt == null || time - stored.lastSeenAt >= LAST_SEEN_STEP_MS;
    const { namespace, name } = dataset;
    if (isNews) plan.edges.push({ ...parties, namespace, name, direction, origin: fact.origin, at });
  }
  plan.pipelines = sortedRows(pipelines);
  plan.tasks = sortedRows(tasks);
}

/** The runs that wrote something, in a fixed order. */
function writtenRuns(facts: readonly PlacedFact[]): LineagePlan["runs"] {
  const runs = new Map<string, LineagePlan["runs"][number]>();
  for (const placed of facts) {
    const { fact, at } = placed;
    if (!fact.hasWritten || fact.pipeline === null || fact.run === null || fact.writes.length === 0) continue;
    const { workspaceId, sourceId, pipeline } = partiesOf(placed);
    const row = { workspaceId, sourceId, pipeline, run: fact.run, at: isoOf(at) };
    runs.set(keyOf(sourceId, pipeline, fact.run), row);
  }
  return sortedRows(runs);
}

function planDependencies(facts: readonly PlacedFact[]): LineagePlan["dependencies"] {
  const rows = new Map<string, LineagePlan["dependencies"][number]>();
  for (const { workspaceId, fact, at } of facts) {
    for (const { from, to } of fact.derived) {
      const key = keyOf(workspaceId, from.namespace, from.name, to.namespace, to.name);
      if (from.namespace === to.namespace && from.name === to.name) continue;
      rows.set(key, {
        workspaceId,
        fromNamespace: from.namespace,
        fromName: from.name,
        toNamespace: to.namespace,
        toName: to.name,
        origin: fact.origin,
        at: isoOf(at),
      });
    }
  }
  return sortedRows(rows);
}

/**
 * One row per run and dataset. A run reports its counts cumulatively, and often twice, so the largest one counts.
 */
function planWrites(facts: readonly PlacedFact[]): LineagePlan["writes"] {
  const rows = new Map<string, LineagePlan["writes"][number]>();
  for (const placed of facts) {
    const { fact, at } = placed;
    if (!fact.hasWritten || fact.pipeline === null || fact.run === null) continue;
    const { workspaceId, sourceId, pipeline } = partiesOf(placed);
    for (const { namespace, name, rowCount, sizeBytes, version } of fact.writes) {
      const key = keyOf(sourceId, pipeline, fact.run, namespace, name);
      const before = rows.get(key);
      rows.set(key, {
        workspaceId,
        sourceId,
        pipeline,
        run: fact.run,
        namespace,
        name,
        rowCount: largest(before?.rowCount, rowCount),
        sizeBytes: largest(before?.sizeBytes, sizeBytes),
        version: version ?? before?.version ?? null,
        at: before && before.at > isoOf(at) ? before.at : isoOf(at),
      });
    }
  }
  return sortedRows(rows);
}

/** The mentions of each dataset by origin, in order. */
function groupDatasets(facts: readonly PlacedFact[]): Map<string, Mention[]> {
  const groups = new Map<string, Mention[]>();
  for (const { workspaceId, fact, at } of facts) {
    const derived = fact.derived.flatMap(({ from, to }) => [from, to]);
    for (const dataset of [...fact.reads, ...fact.writes, ...derived, ...(fact.described ?? [])]) {
      const key = keyOf(workspaceId, dataset.namespace, dataset.name, fact.origin);
      const mention = { workspaceId, origin: fact.origin, dataset, at };
      const group = groups.get(key);
      if (group) group.push(mention);
      else groups.set(key, [mention]);
    }
  }
  return groups;
}

interface EdgeMention {
  placed: PlacedFact;
  dataset: DatasetFact;
  direction: "reads" | "writes";
  /** Of its latest mention. */
  at: number;
}

/** Each edge once, in a fixed order. */
function groupEdges(facts: readonly PlacedFact[]): EdgeMention[] {
  const groups = new Map<string, EdgeMention>();
  for (const placed of facts.filter(({ fact }) => fact.pipeline !== null)) {
    for (const direction of ["reads", "writes"] as const) {
      for (const dataset of placed.fact[direction]) {
        const { sourceId, pipeline, task } = partiesOf(placed);
        const key = keyOf(sourceId, pipeline, task ?? "", direction, dataset.namespace, dataset.name);
        const before = groups.get(key);
        if (!before) groups.set(key, { placed, dataset, direction, at: placed.at });
        else before.at = Math.max(before.at, placed.at);
      }
    }
  }
  return sortedRows(groups);
}

function partiesOf({ workspaceId, sourceId, fact }: PlacedFact) {
  return {
    workspaceId,
    sourceId,
    pipeline: fact.pipeline?.externalId ?? "",
    task: fact.task?.externalId ?? null,
  };
}

/** In a fixed order, so that concurrent transactions lock rows in the same one. */
function sortedRows<Row>(rows: ReadonlyMap<string, Row>): Row[] {
  return [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function largest(a: number | null | undefined, b: number | null): number | null {
  if (a == null || b === null) return a ?? b;
  return Math.max(a, b);
}

function keyOf(...parts: string[]): string {
  return JSON.stringify(parts);
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
