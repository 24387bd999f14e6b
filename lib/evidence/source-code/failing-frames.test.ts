import { describe, expect, it } from "vitest";
import type { Evidence } from "@/lib/evidence/schemas";
import { commitThatRan, failingFrames, type FailingFrame } from "@/lib/evidence/source-code/failing-frames";
import { stateFacts } from "@/lib/evidence/testing/facts";
import { failureReport } from "@/lib/failures/testing/report";
import { readText } from "@/lib/logs/findings/read-text";
import { renderAirflowLog } from "@/lib/vendors/airflow/render-log";
import { vendorFixture } from "@/lib/vendors/testing/fake-server";

const SHA = "7be1d02c".repeat(5);

describe("failingFrames", () => {
  it("reads the frames of an Airflow 3 log, which have no source", () => {
    const content = (
      JSON.parse(vendorFixture("airflow", "v2_logs_c01_exc_chain_transform_try1.json")) as {
        content: object[];
      }
    ).content;
    const log = readText(renderAirflowLog(content.map((line) => JSON.stringify(line)).join("\n")));
    const frames = failingFrames([log]);
    expect(frames.length).toBeGreaterThan(1);
    expect(frames.every(({ source, line }) => source === null && line > 0)).toBe(true);
    expect(frames[0]?.file).toMatch(/^\/opt\/airflow\/dags\//);
    expect(frames[0]?.error).not.toBeNull();
  });

  it("keeps eight distinct places, with the error only where it was raised", () => {
    const lines = Array.from({ length: 12 }, (_, i) => `  File "/d/m${i % 10}.py", line ${i % 10}, in f`);
    const text = ["Traceback (most recent call last):", ...lines, "KeyError: 'a'"].join("\n");
    const frames = failingFrames([readText(text), readText(text)]);
    expect(frames.map(({ line }) => line)).toEqual([1, 0, 9, 8, 7, 6, 5, 4]);
    expect(frames.map(({ error }) => error?.type ?? null)).toEqual([
      "KeyError",
      ...Array.from({ length: 7 }, () => null),
    ]);
  });

  it("gives an error raised in a library to the line that called it", () => {
    const text = [
      "Traceback (most recent call last):",
      '  File "/d/main.py", line 1, in main',
      '  File "/d/load.py", line 3, in load',
      '  File "/usr/lib/python3.12/csv.py", line 9, in __next__',
      "ValueError: x",
    ].join("\n");
    expect(failingFrames([readText(text)])).toMatchObject([
      { file: "/d/load.py", error: { type: "ValueError" } },
      { file: "/d/main.py", error: null },
    ]);
  });
});

describe("commitThatRan", () => {
  const state = (version: string) => [{ kind: "upstream", facts: stateFacts({ version }) } as Evidence];
  const frame = (file: string) => ({ file }) as FailingFrame;
  const worker = frame(`/tmp/dag_bundles/x/versions/${SHA}/dags/a.py`);

  it.each([
    ["the orchestrator's", failureReport(), state(SHA), [], SHA],
    ["the reported", failureReport({ refs: { bundle_version: SHA } }), [], [], SHA],
    ["the one in the path", failureReport(), [], [frame("/d/a.py"), worker], SHA],
    ["an abbreviated one", failureReport(), state("7be1d02"), [], "7be1d02"],
    ["no version that is a name", failureReport(), state("release-1.4"), [], null],
    ["no date", failureReport(), state("20261120"), [], null],
    ["no other hash", failureReport(), state("7be1d02c".repeat(4)), [], null],
    ["no option", failureReport({ refs: { bundle_version: "--upload-pack=x" } }), [], [], null],
  ])("takes %s", (_name, report, evidence, frames, expected) => {
    expect(commitThatRan(report, evidence, frames)).toBe(expected);
  });
});
