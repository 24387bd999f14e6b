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
    ["an unknown table", "i1", [["incident", "i1"]]],
  ])("maps a change in %s to the queries that show it", (table, incidentId, expected) => {
    expect(keysFor({ table, incidentId })).toEqual(expected);
  });
});
