import { describe, expect, it } from "vitest";
import { HIGH_CONFIDENCE } from "@/lib/diagnosis/coverage-cap";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import { piece, readPiece } from "@/lib/diagnosis/engine/testing/piece";
import type { SilentEnding } from "@/lib/evidence/endings/schemas";
import { stateFacts } from "@/lib/evidence/testing/facts";

const FAILURE = { orchestrator: "airflow", pipeline: "orders", task: "load", state: "failed" };

const ended = (ending: SilentEnding, text: string, by: string | null = null) =>
  piece("no_log", text, {
    collector: "silent-end",
    facts: { schemaVersion: 1, ending, line: 1, by, exitCode: null, signal: null },
  });
const noLog = piece("no_log", "", { id: "no-log", collector: "orchestrator-log", status: "empty" });
const diagnose = (evidence: EvidencePiece[], failure: object = {}) =>
  diagnoseFailure({ evidence, failure: { ...FAILURE, ...failure } });

describe("a failure without a log", () => {
  it.each<[SilentEnding, string, string, RegExp]>([
    [
      "heartbeat_lost",
      "event heartbeat timeout on load: Task did not emit heartbeat",
      "infrastructure",
      /heartbeat/,
    ],
    ["state_mismatch", "event state mismatch on load: Executor reported", "infrastructure", /executor/i],
    ["without_report", "reason: The task itself reported nothing", "infrastructure", /killed/],
    ["run_timeout", "reason: timed_out", "configuration", /timeout/],
    ["deadlock", "reason: all_tasks_deadlocked", "configuration", /deadlock/],
    ["out_of_memory", "container terminated: OOMKilled", "resource_exhausted", /memory limit/],
    ["killed", "state Crashed: Process exited with status code: -9", "resource_exhausted", /killed/],
    ["stuck_in_queue", "event stuck in queued tries exceeded on load", "infrastructure", /queue/],
    ["not_started", "state Crashed: Failed to submit flow run", "infrastructure", /never started/],
    ["cancelled", "state Cancelled", "infrastructure", /cancelled/],
  ])("is diagnosed from its end: %s", (ending, text, category, cause) => {
    const found = diagnose([noLog, ended(ending, text)]);
    expect(found).toMatchObject({ outcome: "diagnosed", category });
    expect(found.rootCause).toMatch(cause);
    expect(found.claims.flatMap(({ citations }) => citations)).toContainEqual({
      evidenceId: "no_log",
      startLine: 1,
      endLine: 1,
      quote: text,
    });
    // Nothing shows what the task itself did.
    expect(found.confidence).toBeLessThanOrEqual(0.75);
  });

  it("names the person who marked it as failed, once", () => {
    const text = 'event patch_task_instance on load by ada at x: {"new_state": "failed"}';
    const found = diagnose([
      noLog,
      ended("marked_failed", text, "ada"),
      piece("upstream", text, { facts: stateFacts() }),
    ]);
    expect(found.rootCause).toBe("`ada` marked it as failed while it ran");
    expect(found.claims.filter(({ text: claim }) => claim.includes("marked"))).toHaveLength(1);
  });

  it("stays open where the events do not say how it ended", () => {
    const events = piece("no_log", "state Failed", {
      collector: "silent-end",
      facts: { schemaVersion: 1, ending: null, line: null, by: null, exitCode: null, signal: null },
    });
    expect(diagnose([noLog, events]).outcome).toBe("inconclusive");
  });
});

it("keeps the exception in the log as the cause", () => {
  const log = readPiece(
    "Traceback (most recent call last):\n  File \"/dags/load.py\", line 3, in load\nKeyError: 'a'",
  );
  const found = diagnose([
    log,
    ended("heartbeat_lost", "event heartbeat timeout on load: Task did not emit heartbeat"),
  ]);
  expect(found.rootCause).not.toMatch(/heartbeat/);
});

describe("what the task depends on", () => {
  const log = readPiece("FileNotFoundError: s3://raw/orders/2026-11-20.parquet does not exist");

  it("supports missing data where an input is late, citing the input", () => {
    const text = "upstream task x: success\ninput raw.orders: last written 60 h before the failure: late";
    const upstream = piece("upstream", text, {
      facts: stateFacts({
        inputs: [
          {
            dataset: "raw.orders",
            lastWriteAt: "2026-11-18T00:00:00Z",
            usualIntervalMs: 86_400_000,
            isLate: true,
            lastRows: null,
            usualRows: null,
            rowDrift: null,
          },
        ],
      }),
    });
    const claim = diagnose([log, upstream]).claims.find((made) => made.text.includes("raw.orders"));
    expect(claim?.text).toBe("The input `raw.orders` is late");
    expect(claim?.citations[0]?.startLine).toBe(2);
  });
});

describe("a diagnosis without a fact", () => {
  const traceback =
    "Traceback (most recent call last):\n  File \"/dags/load.py\", line 3, in load\nModuleNotFoundError: No module named 'pandas_gbq'";

  it("is never high, however clear the claim", () => {
    const fact = diagnose([readPiece(traceback)]);
    const claimed = diagnose([readPiece(traceback, { provenance: "claim" })]);
    expect(fact.confidence).toBeGreaterThanOrEqual(HIGH_CONFIDENCE);
    expect(claimed).toMatchObject({ category: fact.category, rootCause: fact.rootCause });
    expect(claimed.confidence).toBeLessThan(HIGH_CONFIDENCE);
    expect(
      diagnose([], { exceptionType: "ModuleNotFoundError", message: "No module named 'x'" }).confidence,
    ).toBeLessThan(HIGH_CONFIDENCE);
  });
});
