import { expect, it } from "vitest";
import { connectSteps } from "@/lib/diagnosis/engine/connect-steps";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { piece } from "@/lib/diagnosis/engine/testing/piece";

const noApi = piece("upstream", "", { status: "not_connected" });
const noCode = piece("commit", "", { status: "not_connected" });
const API = "Connect the orchestrator's API under Setup, so that its logs and run states are shown here";
const CODE = "Connect the pipeline's repository under Setup, so that code changes are shown here";

it.each([
  [["Check the run's state in the orchestrator"], [API]],
  [["Check the log around the failing line"], [API]],
  [["Check whether that file has changed since the last successful run"], [API, CODE]],
  [["Check commits that touched the statement since the last success"], [CODE]],
  [["Restore the column, or run the migration that adds it, before this task"], []],
  [["Check whether the source changed what it delivers"], []],
])("%j, with nothing connected", (steps, expected) => {
  expect(connectSteps([noApi, noCode], steps)).toEqual(expected);
});

it("says nothing about what is connected, or what cannot be", () => {
  const steps = ["Check the run's state in the orchestrator", "Check whether that file has changed"];
  expect(connectSteps([piece("upstream", "x"), piece("commit", "", { status: "empty" })], steps)).toEqual([]);
  expect(connectSteps([], steps)).toEqual([]);
});

it("comes after the steps of a diagnosis", () => {
  const failure = { orchestrator: "airflow", pipeline: "orders", task: "load", message: "it broke" };
  const { recommendedActions } = diagnoseFailure({ evidence: [noApi, noCode], failure });
  expect(recommendedActions.at(-1)).toBe(API);
  expect(recommendedActions[0]).toBe("Check the log around the failing line");
});
