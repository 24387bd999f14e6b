import { describe, expect, it } from "vitest";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { fitOrchestrator } from "@/lib/diagnosis/engine/fit-orchestrator";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { readText } from "@/lib/logs/findings/read-text";

const TEXT =
  "The function requires arguments that its caller does not pass. In Airflow these come from `op_kwargs`.";

describe("advice for an orchestrator", () => {
  it.each([
    ["Prefect", TEXT, "The function requires arguments that its caller does not pass."],
    ["Airflow", TEXT, TEXT],
    [null, TEXT, TEXT],
    [
      "Dagster",
      "Pass them (in Airflow through `op_kwargs`), or give them defaults",
      "Pass them, or give them defaults",
    ],
    ["Airflow", "Pass them (in Airflow through `op_kwargs`)", "Pass them (in Airflow through `op_kwargs`)"],
    ["Prefect", "Raise Airflow's `execution_timeout`", null],
  ] as const)("for %s: %s", (orchestrator, text, expected) => {
    expect(fitOrchestrator(text, orchestrator)).toBe(expected);
  });

  it("is chosen by who ran the failure", () => {
    const log = `Traceback (most recent call last):
  File "/opt/flows/crates.py", line 4, in ship
    load()
TypeError: load() missing 1 required positional argument: 'table'
`;
    const adviceFor = (orchestrator: string) => {
      const found = diagnoseFailure({
        evidence: [logPiece(readText(log))],
        failure: { orchestrator, pipeline: "crates", task: null },
      });
      return [found.explanation, ...found.recommendedActions].join("\n");
    };
    expect(adviceFor("airflow")).toContain("Airflow");
    expect(adviceFor("prefect")).not.toContain("Airflow");
  });
});
