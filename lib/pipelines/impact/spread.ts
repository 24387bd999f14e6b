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
 * What is downstream of `starts`, nearest first, each by one of its shortest paths. Breadth first, a level at a time, so
 * that `edgesFrom` needs one query per level; cycles end where they come back.
 * @param edgesFrom the steps downstream of these nodes
 */
export async function spread(
  starts: readonly GraphNode[],
  edgesFrom: (nodes: readonly GraphNode[]) => Promise<readonly GraphEdge[]>,
  { depth, count }: SpreadLimits,
): Promise<{ reached: Reached[]; isTruncated: boolean }> {
  // The way to the neighbors of each node that was seen.
  const ways = new Map<string, Reached["via"]>(starts.map((start) => [nodeKey(start), []]));
  const reached = new Map<string, Reached>();
  const result = (isTruncated: boolean) => ({ reached: [...reached.values()], isTruncated });
  let level = starts;
  for (let steps = 0; level.length > 0; steps += 1) {
    const edges = (await edgesFrom(level)).filter(({ to }) => !ways.has(nodeKey(to)));
    if (steps >= depth) return result(edges.length > 0);
    const next: GraphNode[] = [];
    for (const { from, to } of edges) {
      if (ways.has(nodeKey(to))) continue;
      const { kind, id } = to;
      const via = ways.get(nodeKey(from)) ?? [];
      const isOwn = starts.some((start) => isOf(start, to));
      if (!isOwn && !reached.has(itemKey(to))) {
        if (reached.size >= count) return result(true);
        reached.set(itemKey(to), { kind, id, via });
      }
      ways.set(nodeKey(to), isOwn ? via : [...via, { kind, id }]);
      next.push(to);
    }
    level = next;
  }
  return result(false);
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
