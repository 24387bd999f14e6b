import { expect, it } from "vitest";
import { upstreamFirst } from "@/lib/fixes/plans/upstream-first";
import type { GraphEdge, GraphNode, Reached } from "@/lib/pipelines/impact/spread";

const pipeline = (id: string): GraphNode => ({ kind: "pipeline", id, taskId: null });
const dataset = (id: string): GraphNode => ({ kind: "dataset", id, taskId: null });
const edge = (from: GraphNode, to: GraphNode): GraphEdge => ({ from, to });
const found = (...nodes: GraphNode[]): Reached[] => nodes.map(({ kind, id }) => ({ kind, id, via: [] }));
const namesOf = (reached: Reached[], edges: GraphEdge[]) => upstreamFirst(reached, edges).map(({ id }) => id);

it("puts a pipeline after all that it depends on, however short another way to it is", () => {
  // start → a → t → b, and start → b directly: b is as near as a, but needs a's table.
  const edges = [
    edge(pipeline("start"), pipeline("a")),
    edge(pipeline("start"), pipeline("b")),
    edge(pipeline("a"), dataset("t")),
    edge(dataset("t"), pipeline("b")),
  ];
  expect(namesOf(found(pipeline("b"), pipeline("a"), dataset("t")), edges)).toEqual(["a", "b"]);
});

it("ends with pipelines in a cycle", () => {
  const edges = [
    edge(pipeline("a"), pipeline("b")),
    edge(pipeline("b"), pipeline("a")),
    edge(pipeline("start"), pipeline("c")),
  ];
  expect(namesOf(found(pipeline("a"), pipeline("b"), pipeline("c")), edges)).toEqual(["c", "a", "b"]);
});

it("orders nothing if nothing depends on it", () => {
  expect(namesOf([], [])).toEqual([]);
});

it("orders a long chain in time", () => {
  const nodes = Array.from({ length: 200 }, (_, i) => pipeline(`p${i}`));
  const edges = nodes.slice(1).map((node, i) => edge(nodes[i] ?? node, node));
  expect(namesOf(found(...nodes.toReversed()), edges)).toEqual(nodes.map(({ id }) => id));
});
