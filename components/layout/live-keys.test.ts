import { describe, expect, it } from "vitest";
import { keysFor } from "@/components/layout/live-keys";

const LISTS = [["incidents"], ["stats"], ["pipelines"]];
const own = (...parts: string[]) => parts.map((part) => ["incident", "i1", part]);

describe("keysFor", () => {
  it.each([
    ["evidence", "i1", own("evidence", "timeline")],
    ["fixes", "i1", own("fixes", "timeline")],
    ["deliveries", null, [["deliveries"], ["sources"]]],
    ["incidents", "i1", [...LISTS, ...own("head", "timeline")]],
    ["diagnoses", "i1", [...LISTS, ...own("head", "diagnoses", "timeline")]],
    ["workflow_runs", "i1", [...LISTS, ...own("head", "workflow")]],
    ["workflow_runs", null, LISTS],
    ["a table of tomorrow", "i1", [["incident", "i1"]]],
  ])("a change of %s renews what shows it", (table, incidentId, expected) => {
    expect(keysFor({ table, incidentId })).toEqual(expected);
  });
});
