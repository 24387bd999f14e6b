import { describe, expect, it } from "vitest";
import { planReproduction } from "@/lib/fixes/verification/plan-reproduction";
import type { LogException, StackFrame } from "@/lib/logs/schemas";

const frame = (file: string, name: string, more: Partial<StackFrame> = {}): StackFrame => ({
  file,
  line: 4,
  function: name,
  source: ' total += row["customer_id"]',
  origin: "user",
  logLine: 1,
  ...more,
});
const exception = (more: Partial<LogException>) =>
  ({ language: "python", type: "KeyError", message: "'customer_id'", ...more }) as LogException;
const DAG = "/opt/airflow/dags/orders.py";
const library = frame("/usr/lib/python3/json/__init__.py", "loads", { origin: "library" });
const plan = (given: LogException | null, changed = "dags/orders.py") =>
  planReproduction({
    exception: given,
    paths: ["dags/orders.py", "sql/orders.sql"],
    dagsFolder: "dags",
    edits: [{ path: changed, before: "", after: "x" }],
  });

describe("planReproduction", () => {
  it("aims at the innermost frame of the pipeline's own code", () => {
    const frames = [frame(DAG, "run"), frame(DAG, "transform"), library];
    expect(plan(exception({ frames }))).toEqual({
      path: "dags/orders.py",
      function: "transform",
      line: 4,
      source: 'total += row["customer_id"]',
      type: "KeyError",
      message: "'customer_id'",
    });
  });

  it("aims at the function around a comprehension", () => {
    const frames = [frame(DAG, "transform"), frame(DAG, "<listcomp>", { line: 9 })];
    expect(plan(exception({ frames }))).toMatchObject({ function: "transform", line: 9 });
  });

  it("keeps code that runs on import", () => {
    expect(plan(exception({ frames: [frame(DAG, "<module>")] }))).toMatchObject({ function: "<module>" });
  });

  it.each([
    ["no exception", null, undefined, "not a known Python exception"],
    [
      "another language",
      exception({ language: "java", frames: [] }),
      undefined,
      "not a known Python exception",
    ],
    ["only library code", exception({ frames: [library] }), undefined, "no code from the pipeline"],
    [
      "a file from elsewhere",
      exception({ frames: [frame("/srv/x.py", "f")] }),
      undefined,
      "not a Python file of the repository",
    ],
    [
      "an unnamed scope",
      exception({ frames: [frame(DAG, "<lambda>")] }),
      undefined,
      "does not name the function",
    ],
    ["a patch of SQL", exception({ frames: [frame(DAG, "f")] }), "sql/orders.sql", "changes no Python file"],
  ])("says why there is nothing to reproduce: %s", (_, given, changed, reason) => {
    expect(plan(given, changed)).toEqual({ reason: expect.stringContaining(reason) });
  });
});
