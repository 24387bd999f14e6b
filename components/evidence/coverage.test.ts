import { describe, expect, it } from "vitest";
import { capNote, connectSteps, coverageSummary } from "@/components/evidence/coverage";
import type { Coverage } from "@/lib/evidence/schemas";

const row = (title: string, status: Coverage["status"], connect: string | null = null): Coverage => ({
  collector: title,
  title,
  status,
  durationMs: 12,
  message: null,
  connect,
});

describe("coverageSummary", () => {
  it.each([
    [[row("Task log", "ok"), row("Code", "empty")], "All 2 sources were read"],
    [
      [row("Task log", "ok"), row("Run state", "denied"), row("Code changes", "not_connected")],
      "1 of 3 sources were read. Missing: Run state, code changes",
    ],
  ])("%#", (coverage, text) => expect(coverageSummary(coverage)).toBe(text));
});

describe("capNote", () => {
  const gap = (cap: number | null, text = "Task log: access was denied") => ({
    collector: "c",
    text,
    penalty: 0,
    cap,
  });

  const diagnosis = (
    confidence: number,
    caps: (number | null)[],
    outcome: "diagnosed" | "inconclusive" = "diagnosed",
  ) => ({
    outcome,
    confidence,
    gaps: caps.map((cap) => gap(cap)),
  });

  it.each([
    [diagnosis(0.67, [0.95, 0.67]), /capped at 67% by missing evidence \(Task log\)/],
    [diagnosis(0.6, [0.95, 0.67]), null],
    [diagnosis(0.89, [0.95]), null],
    [diagnosis(0.89, [null]), null],
    [diagnosis(0.52, [0.52], "inconclusive"), null],
    [null, null],
  ])("%#", (made, expected) => {
    const note = capNote(made);
    if (expected === null) expect(note).toBeNull();
    else expect(note).toMatch(expected);
  });
});

it("says each step once", () => {
  const steps = connectSteps([
    row("Task log", "not_connected", "Connect the API"),
    row("Run state", "not_connected", "Connect the API"),
    row("Code", "not_connected", "Connect the repository"),
    row("Similar", "ok"),
  ]);
  expect(steps).toEqual([
    { step: "Connect the API", titles: ["Task log", "Run state"] },
    { step: "Connect the repository", titles: ["Code"] },
  ]);
});
