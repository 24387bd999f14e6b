import { describe, expect, it } from "vitest";
import { spread, type GraphEdge, type GraphNode } from "@/lib/pipelines/impact/spread";

const LIMITS = { depth: 10, count: 100 };

/** `p:` pipelines, with `p:name/task` for a task, and `d:` datasets. */
function node(text: string): GraphNode {
  const [id = "", taskId = null] = text.slice(2).split("/");
  return { kind: text.startsWith("p:") ? "pipeline" : "dataset", id, taskId };
}

/** Loads the steps from a list such as `p:a > d:x`. */
function graph(lines: readonly string[]) {
  const edges = lines.map((line): GraphEdge => {
    const [from = "", to = ""] = line.split(" > ");
    return { from: node(from), to: node(to) };
  });
  let queries = 0;
  return {
    queries: () => queries,
    edgesFrom: (nodes: readonly GraphNode[]) => {
      queries += 1;
      const wanted = new Set(nodes.map((known) => JSON.stringify(known)));
      return Promise.resolve(edges.filter(({ from }) => wanted.has(JSON.stringify(from))));
    },
  };
}

async function reachedFrom(start: string, lines: readonly string[], limits = LIMITS) {
  const { edgesFrom, queries } = graph(lines);
  const { reached, isTruncated } = await spread([node(start)], edgesFrom, limits);
  return {
    reached: reached.map(({ id, via }) => [...via.map((step) => step.id), id].join(" > ")),
    isTruncated,
    queries: queries(),
  };
}

describe("spread", () => {
  it("finds what is downstream, nearest first, with the way there", async () => {
    const result = await reachedFrom("p:orders", [
      "p:orders > d:raw",
      "p:orders > p:report",
      "d:raw > p:staging",
      "p:staging > d:mart",
      "d:mart > d:dashboard",
      "p:unrelated > d:mart",
    ]);
    expect(result.reached).toEqual([
      "raw",
      "report",
      "raw > staging",
      "raw > staging > mart",
      "raw > staging > mart > dashboard",
    ]);
    expect(result.isTruncated).toBe(false);
  });

  it("starts from several nodes, which are no dependents of each other", async () => {
    const { edgesFrom } = graph(["p:a > p:b", "p:a > d:x", "p:b > d:x", "d:x > p:c"]);
    const { reached } = await spread([node("p:a"), node("p:b")], edgesFrom, LIMITS);
    expect(reached.map(({ id, via }) => [...via.map((step) => step.id), id].join(" > "))).toEqual([
      "x",
      "x > c",
    ]);
  });

  it("ends where a cycle comes back", async () => {
    const cycle = ["p:a > d:x", "d:x > p:b", "p:b > d:y", "d:y > p:a", "p:a > p:b", "p:b > p:a"];
    expect((await reachedFrom("p:a", cycle)).reached).toEqual(["x", "b", "b > y"]);
  });

  it("follows the other tasks of the failed pipeline without listing it", async () => {
    const lines = ["p:a/extract > d:raw", "d:raw > p:a/load", "p:a/load > d:final", "d:final > p:b"];
    expect((await reachedFrom("p:a/extract", lines)).reached).toEqual([
      "raw",
      "raw > final",
      "raw > final > b",
    ]);
  });

  it("lists a pipeline once, and follows each of its tasks", async () => {
    const lines = [
      "p:a > d:x",
      "p:a > d:y",
      "d:x > p:b/one",
      "d:y > p:b/two",
      "p:b/one > d:of-one",
      "p:b/two > d:of-two",
    ];
    expect((await reachedFrom("p:a", lines)).reached).toEqual([
      "x",
      "y",
      "x > b",
      "x > b > of-one",
      "y > b > of-two",
    ]);
  });

  it("stops at its limits and says so", async () => {
    const chain = Array.from({ length: 20 }, (_, i) => `p:${i} > p:${i + 1}`);
    expect(await reachedFrom("p:0", chain, { depth: 3, count: 100 })).toMatchObject({
      reached: ["1", "1 > 2", "1 > 2 > 3"],
      isTruncated: true,
    });
    const wide = Array.from({ length: 20 }, (_, i) => `p:a > d:${i}`);
    const result = await reachedFrom("p:a", wide, { depth: 10, count: 5 });
    expect([result.reached.length, result.isTruncated]).toEqual([5, true]);
    expect((await reachedFrom("p:a", wide, { depth: 1, count: 20 })).isTruncated).toBe(false);
  });

  it("asks once per level", async () => {
    const wide = Array.from({ length: 50 }, (_, i) => [`p:a > d:${i}`, `d:${i} > p:b${i}`]).flat();
    expect((await reachedFrom("p:a", wide)).queries).toBe(3);
  });
});
