import { describe, expect, it } from "vitest";
import { keysFor } from "@/components/layout/live-keys";

describe("keysFor", () => {
  it.each([
    ["evidence", "i1", [["incident", "i1"]]],
    ["fixes", "i1", [["incident", "i1"]]],
    ["deliveries", null, [["deliveries"], ["sources"]]],
    ["incidents", "i1", [["incidents"], ["stats"], ["pipelines"], ["incident", "i1"]]],
    ["diagnoses", "i1", [["incidents"], ["stats"], ["pipelines"], ["incident", "i1"]]],
    ["workflow_runs", null, [["incidents"], ["stats"], ["pipelines"]]],
  ])("a change of %s renews what shows it", (table, incidentId, expected) => {
    expect(keysFor({ table, incidentId })).toEqual(expected);
  });
});
