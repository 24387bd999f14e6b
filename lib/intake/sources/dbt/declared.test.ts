import { describe, expect, it } from "vitest";
import { readDeclared } from "@/lib/intake/sources/dbt/declared";
import { readManifest } from "@/lib/intake/sources/dbt/manifest";

const AT = new Date("2026-11-30T06:00:00Z");

function declaredBy(nodes: Record<string, object>) {
  const manifest = readManifest({ nodes });
  return readDeclared(manifest, { pipeline: "shop", nodes: Object.keys(nodes), at: AT });
}

const model = (meta: unknown, more: object = {}) => ({ name: "m", resource_type: "model", meta, ...more });

describe("what nodes of dbt declare", () => {
  it("is read from meta, from the meta of the config, and from tags", () => {
    const { ofNode } = declaredBy({
      a: model({ criticality: "Critical", owner: "@finance" }),
      b: model(undefined, { config: { meta: { tier: 2 }, tags: ["owner:ops"] } }),
      c: model({}, { tags: ["criticality:low", "nightly"] }),
      d: model({ owner: { name: "someone" }, criticality: "very" }),
    });
    expect(["a", "b", "c", "d", "e"].map(ofNode)).toEqual([
      { criticality: "critical", owner: "finance" },
      { criticality: "high", owner: "ops" },
      { criticality: "low", owner: null },
      { criticality: "normal", owner: null },
      undefined,
    ]);
  });

  it("is, for the run and the pipeline, the strictest, the deadline that comes first, and an owner of all", () => {
    const { ofRun, pipeline } = declaredBy({
      a: model({ criticality: "high", deadline: "month_start@05:00@UTC", owner: "finance" }),
      b: model({ criticality: "low", deadline: { time: "09:00", timezone: "Europe/Berlin" } }),
      c: model({ owner: "finance" }),
    });
    expect(ofRun).toEqual({ criticality: "high", owner: "finance" });
    // 1 December 05:00 UTC is later than today's 09:00 in Berlin, which is 08:00 UTC.
    const deadline = { time: "09:00", zone: "Europe/Berlin", calendar: "daily" };
    expect(pipeline).toEqual({
      externalId: "shop",
      meta: { criticality: "high", deadline, owner: "finance" },
    });
  });

  it("names no owner of the run where nodes have several", () => {
    const { ofRun, pipeline } = declaredBy({ a: model({ owner: "finance" }), b: model({ owner: "ops" }) });
    expect([ofRun, pipeline]).toEqual([undefined, null]);
  });

  it("counts for the tests of a node, unless they declare something else", () => {
    const test = (meta: unknown, ...nodes: string[]) => ({
      ...model(meta),
      resource_type: "test",
      depends_on: { nodes },
    });
    const { ofNode } = declaredBy({
      a: model({ criticality: "critical", owner: "finance" }),
      b: model({ owner: "ops" }),
      ofA: test({}, "a"),
      ofBoth: test({}, "a", "b", "unknown"),
      ofB: test({}, "b"),
      own: test({ criticality: "low", owner: "qa" }, "a"),
    });
    expect(["ofA", "ofBoth", "ofB", "own"].map(ofNode)).toEqual([
      { criticality: "critical", owner: "finance" },
      { criticality: "critical", owner: null },
      { criticality: "normal", owner: "ops" },
      { criticality: "low", owner: "qa" },
    ]);
  });

  it("is nothing where nothing is declared", () => {
    const { ofNode, ofRun, pipeline } = declaredBy({ a: model({ docs: "…" }), b: model(null) });
    expect([ofNode("a"), ofRun, pipeline]).toEqual([{ criticality: null, owner: null }, undefined, null]);
  });
});
