import type { GraphEdge, GraphNode, Reached } from "@/lib/pipelines/impact/spread";

/**
 * The pipelines among `reached`, upstream before downstream: one comes after all that it depends on, also through
 * datasets. Pipelines in a cycle come last, nearest first, because they have no order. Pure.
 */
export function upstreamFirst(reached: readonly Reached[], edges: readonly GraphEdge[]): Reached[] {
  const known = new Set(reached.map(keyOf));
  const inputs = new Map<string, Set<string>>(reached.map((node) => [keyOf(node), new Set()]));
  for (const { from, to } of edges) {
    const [source, target] = [keyOf(from), keyOf(to)];
    if (source !== target && known.has(source)) inputs.get(target)?.add(source);
  }
  const ordered: Reached[] = [];
  let waiting = [...reached];
  while (waiting.length > 0) {
    const ready = waiting.filter((node) => inputs.get(keyOf(node))?.size === 0);
    // A cycle: what is left has no order.
    const next = ready.length > 0 ? ready : waiting;
    ordered.push(...next);
    const done = new Set(next.map(keyOf));
    waiting = waiting.filter((node) => !done.has(keyOf(node)));
    for (const sources of inputs.values()) for (const key of done) sources.delete(key);
  }
  return ordered.filter(({ kind }) => kind === "pipeline");
}

function keyOf({ kind, id }: Pick<GraphNode, "kind" | "id">): string {
  return `${kind}|${id}`;
}
