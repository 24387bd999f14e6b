import type { ImpactKind } from "@/lib/pipelines/impact/schemas";

/** A pipeline, or one of its tasks, or a dataset. */
export interface GraphNode {
  kind: "pipeline" | "dataset";
  id: string;
  /** The task of the pipeline that is affected; null for the whole pipeline. */
  taskId: string | null;
}

/** A step downstream. */
export interface GraphEdge {
  from: GraphNode;
  to: GraphNode;
}

/** Something that depends on the start, and how it is reached. */
export interface Reached {
  kind: GraphNode["kind"];
  id: string;
  /** Nodes between the start and this one. */
  via: { kind: GraphNode["kind"]; id: string }[];
}

export interface SpreadLimits {
  /** Steps from the start. */
  depth: number;
  /** Pipelines and datasets. */
  count: number;
}

/**
 * What is downstream of `start`, nearest first, each by one of its shortest paths. Breadth first, a level at a time, so
 * that `edgesFrom` needs one query per level; cycles end where they come back.
 * @param edgesFrom the steps downstream of these nodes
 */
export async function spread(
  start: GraphNode,
  edgesFrom: (nodes: readonly GraphNode[]) => Promise<readonly GraphEdge[]>,
  { depth, count }: SpreadLimits,
): Promise<{ reached: Reached[]; isTruncated: boolean }> {
  const seen = new Set([nodeKey(start)]);
  const reached = new Map<string, Reached>();
  let level: readonly GraphNode[] = [start];
  for (let steps = 0; level.length > 0; steps += 1) {
    const edges = await edgesFrom(level);
    const fresh = edges.filter(({ to }) => !seen.has(nodeKey(to)));
    if (steps >= depth) return { reached: [...reached.values()], isTruncated: fresh.length > 0 };
    const next: GraphNode[] = [];
    for (const { from, to } of fresh) {
      if (seen.has(nodeKey(to))) continue;
      const isNew = !isOf(start, to) && !reached.has(itemKey(to));
      if (isNew && reached.size >= count) return { reached: [...reached.values()], isTruncated: true };
      seen.add(nodeKey(to));
      next.push(to);
      if (isNew) reached.set(itemKey(to), { kind: to.kind, id: to.id, via: pathTo(start, from, reached) });
    }
    level = next;
  }
  return { reached: [...reached.values()], isTruncated: false };
}

function pathTo(start: GraphNode, from: GraphNode, reached: ReadonlyMap<string, Reached>): Reached["via"] {
  if (isOf(start, from)) return [];
  const before = reached.get(itemKey(from));
  return [...(before?.via ?? []), { kind: from.kind, id: from.id }];
}

/** Another task of the pipeline that failed is no dependent of its own. */
function isOf(start: GraphNode, node: GraphNode): boolean {
  return itemKey(start) === itemKey(node);
}

function itemKey({ kind, id }: Pick<GraphNode, "kind" | "id">): string {
  return `${kind}|${id}`;
}

function nodeKey(node: GraphNode): string {
  return `${itemKey(node)}|${node.taskId ?? ""}`;
}

/** What a reached dataset is shown as. */
export function impactKind(kind: GraphNode["kind"], datasetKind: string | null): ImpactKind {
  if (kind === "pipeline") return "pipeline";
  return datasetKind === "dashboard" ? "dashboard" : "dataset";
}
