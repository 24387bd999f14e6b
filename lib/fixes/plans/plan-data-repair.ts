import type { RerunFacts } from "@/lib/fixes/plans/plan-rerun";
import type { FixPlan, PlanStep } from "@/lib/fixes/plans/schemas";

export interface DataRepairFacts {
  /** `Type: message` of the exception, with its hint lines. */
  failure: string;
  /** Tables that the failed task writes, if lineage knows them. */
  writes: readonly string[];
  /** Tables that it reads. */
  reads: readonly string[];
  rerun: Pick<RerunFacts, "pipeline" | "task" | "runs" | "dependents" | "dependentsGap" | "appends">;
}

const NAME = String.raw`[A-Za-z_][\w$]{0,100}`;
const NOT_NULL = new RegExp(
  String.raw`null value in column "(?<column>${NAME})" of relation "(?<table>${NAME})" violates not-null constraint`,
);
const DUPLICATE = new RegExp(
  String.raw`Key \((?<columns>${NAME}(?:, ${NAME}){0,5})\)=\((?<values>[^)\n]{1,200})\) already exists`,
);
const COMPILED = /\bcompiled code at (?<path>[\w./-]{1,300}\.sql)\b/i;

/** How to repair data that failed a check. Nothing in it deletes by itself. Pure. */
export function planDataRepair(facts: DataRepairFacts): FixPlan {
  const { rerun, writes } = facts;
  const consumers = rerun.dependents.filter(({ runsSince }) => runsSince !== null && runsSince > 0);
  return {
    steps: [
      findRows(facts),
      ...(consumers.length > 0 ? [pauseConsumers(consumers.map(({ name }) => name))] : []),
      correctRows(facts.reads),
      ...(rerun.appends.length > 0 ? [removeWritten(writes)] : []),
      checkAgain(rerun.task ?? rerun.pipeline),
    ],
    intervals: [...rerun.runs],
    intervalsNote: rerun.runs.length === 0 ? "Which interval is affected is not known." : null,
    order: [],
    orderNote: null,
  };
}

/** The query that shows the rows, if the error names table and column; never a guessed one. */
function findRows({ failure }: DataRepairFacts): PlanStep {
  const found = queryFor(failure);
  return {
    title: "Find the rows that failed",
    why: "How many there are, and since when, decides whether to correct them or to reject them.",
    command: found?.sql ?? null,
    language: "sql",
    expected:
      found?.expected ??
      "The rows that the check rejects. The error names no table and column, so the query is yours.",
    check: null,
    isDestructive: false,
  };
}

function queryFor(failure: string): { sql: string; expected: string } | null {
  const compiled = COMPILED.exec(failure)?.groups?.["path"];
  if (compiled !== undefined)
    return {
      sql: `-- The test's own query returns the failing rows:\n-- ${compiled}`,
      expected: "One row per failure, as many as dbt reported.",
    };
  const missing = NOT_NULL.exec(failure)?.groups;
  if (missing)
    return {
      sql: `-- Run it on the input of ${missing["table"]}: the target rejected these rows.\nSELECT * FROM <input> WHERE ${missing["column"]} IS NULL;`,
      expected: `The rows without ${missing["column"]}.`,
    };
  const columns = DUPLICATE.exec(failure)?.groups?.["columns"];
  if (columns === undefined) return null;
  return {
    sql: `-- Run it on the input: the target rejected these rows.\nSELECT ${columns}, count(*) FROM <input> GROUP BY ${columns} HAVING count(*) > 1;`,
    expected: "The duplicated keys; none if the rows collide with ones that were written before.",
  };
}

function pauseConsumers(names: readonly string[]): PlanStep {
  const shown = names.slice(0, 5).join(", ");
  const more = names.length > 5 ? ` and ${names.length - 5} more` : "";
  return {
    title: `Pause ${shown}${more}`,
    why: "They ran since the failure and would use the data again before it is repaired.",
    command: null,
    language: "shell",
    expected: null,
    check: "None of them is running.",
    isDestructive: false,
  };
}

function correctRows(reads: readonly string[]): PlanStep {
  const from = reads.length > 0 ? ` (${reads.slice(0, 3).join(", ")})` : "";
  return {
    title: `Correct the rows at their source${from}, or set them aside`,
    why: "Corrected only downstream, they come back with the next run. Weakening the check lets them through.",
    command: null,
    language: "sql",
    expected: "The query of the first step returns no rows.",
    check: "Keep the rejected rows in a table of their own, so that nothing is lost.",
    isDestructive: true,
  };
}

function removeWritten(writes: readonly string[]): PlanStep {
  return {
    title: `Delete what the failed attempt wrote${writes.length > 0 ? ` to ${writes.slice(0, 3).join(", ")}` : ""}`,
    why: "The task adds rows, so those of the failed attempt would remain beside the corrected ones.",
    command: null,
    language: "sql",
    expected: "No rows of the failed interval remain.",
    check: null,
    isDestructive: true,
  };
}

function checkAgain(what: string): PlanStep {
  return {
    title: `Run ${what} again`,
    why: "The check has to pass on the repaired data.",
    command: null,
    language: "shell",
    expected: "The check passes, without being changed.",
    check: null,
    isDestructive: false,
  };
}
