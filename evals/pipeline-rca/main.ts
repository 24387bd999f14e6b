import { parseArgs } from "node:util";
import {
  builtin,
  commandAdapter,
  engineAndModel,
  lastException,
  modelAlone,
  toInput,
  type Adapter,
} from "@/evals/pipeline-rca/adapters";
import { upperCostUsd } from "@/evals/pipeline-rca/ask-model";
import { runScenarios, type ScenarioRun } from "@/evals/pipeline-rca/run-scenarios";
import { PARTS, readScenarios, type Part, type Scenario } from "@/evals/pipeline-rca/scenario";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import type { ModelConnection } from "@/lib/vendors/anthropic/connection";

const OPTIONS = {
  adapter: { type: "string", multiple: true },
  part: { type: "string", multiple: true },
  only: { type: "string", multiple: true },
  wrong: { type: "boolean" },
  "wrong-held-out": { type: "boolean" },
  spend: { type: "string" },
} as const;

/** What to report to the caller: text to print, and the exit code. */
export interface Finished {
  output: string;
  exitCode: number;
}

/** A system and the scenarios of one part. */
interface PlannedRun {
  adapter: Adapter;
  /** Null if no model is asked. */
  model: string | null;
  part: Part;
  scenarios: Scenario[];
}

/**
 * Runs systems on the scenarios, as `run.ts` does from the command line. The model is asked only with a key and a limit of
 * dollars that covers the most that all runs together can cost.
 * Exit codes: 1 if a run shows nothing or stops at the limit, 2 for wrong options.
 */
export async function main(argv: string[], environment: NodeJS.ProcessEnv): Promise<Finished> {
  const lines: string[] = [];
  try {
    const { values } = parseArgs({ args: argv, options: OPTIONS });
    const runs = planRuns(values, environment);
    if (runs.length === 0) throw new Error("there are no scenarios to run");
    const limitUsd = checkLimit(runs, values.spend, lines);
    let earlierUsd = 0;
    for (const { adapter, part, scenarios } of runs) {
      const run = await runScenarios(adapter, scenarios, (spentUsd) => {
        if (earlierUsd + spentUsd > limitUsd) throw new Error(`stopped: more than $${limitUsd} is spent`);
      });
      earlierUsd += run.model?.costUsd ?? 0;
      lines.push(...report(`${adapter.name}, ${part}`, run));
      const isShown = part === "held-out" ? values["wrong-held-out"] : values.wrong;
      if (isShown) lines.push(JSON.stringify(run.wrong, null, 1));
    }
    return { output: lines.join("\n"), exitCode: 0 };
  } catch (error) {
    const isWrongOption = error instanceof WrongOption || error instanceof TypeError;
    const message = error instanceof Error ? error.message : String(error);
    return { output: [...lines, `FAILED: ${message}`].join("\n"), exitCode: isWrongOption ? 2 : 1 };
  }
}

function planRuns(
  values: { adapter?: string[]; part?: string[]; only?: string[] },
  environment: NodeJS.ProcessEnv,
): PlannedRun[] {
  return (values.adapter ?? ["builtin"]).flatMap((named) => {
    const system = toAdapter(named, environment);
    return (values.part ?? PARTS).flatMap((wanted) => {
      const part = PARTS.find((candidate) => candidate === wanted);
      if (part === undefined) throw new WrongOption(`There is no part ${wanted}; use ${PARTS.join(", ")}.`);
      const scenarios = readScenarios(part).filter(({ id }) => values.only?.includes(id) ?? true);
      return scenarios.length === 0 ? [] : [{ ...system, part, scenarios }];
    });
  });
}

class WrongOption extends Error {}

function toAdapter(
  named: string,
  environment: NodeJS.ProcessEnv,
): { adapter: Adapter; model: string | null } {
  switch (named) {
    case "builtin":
      return { adapter: builtin, model: null };
    case "last-exception":
      return { adapter: lastException, model: null };
    case "model":
    case "both": {
      const connection = toConnection(environment);
      const adapter = named === "model" ? modelAlone(connection) : engineAndModel(connection);
      return { adapter, model: connection.model };
    }
    default:
      return { adapter: commandAdapter(named), model: null };
  }
}

function toConnection(environment: NodeJS.ProcessEnv): ModelConnection {
  const apiKey = environment["ANTHROPIC_API_KEY"];
  if (!apiKey) throw new WrongOption("Set ANTHROPIC_API_KEY to ask the model.");
  return {
    apiKey,
    baseUrl: environment["ANTHROPIC_BASE_URL"],
    model: environment["ANTHROPIC_MODEL"] ?? "claude-opus-5-5",
  };
}

/**
 * @returns the limit in dollars, which covers the most that the runs can cost
 * @throws WrongOption if `--spend` does not
 */
function checkLimit(runs: readonly PlannedRun[], spend: string | undefined, lines: string[]): number {
  const asking = runs.flatMap(({ model, scenarios }) =>
    model === null ? [] : scenarios.map((scenario) => ({ model, scenario })),
  );
  if (asking.length === 0) return 0;
  const upper =
    Math.ceil(asking.reduce((sum, { model, scenario }) => sum + upperCostOf(model, scenario), 0) * 100) / 100;
  lines.push(`Asking the model ${asking.length} times costs at most $${upper.toFixed(2)}.`);
  const limit = Number(spend);
  if (spend === undefined || !Number.isFinite(limit) || limit < upper)
    throw new WrongOption(`Allow it with --spend ${upper.toFixed(2)}, or ask less with --part or --only.`);
  return limit;
}

function upperCostOf(model: string, scenario: Scenario): number {
  const input = toInput(scenario);
  const cost = upperCostUsd(model, { ...input, builtin: diagnoseFailure(input) });
  if (cost === null) throw new WrongOption(`The price of ${model} is not known.`);
  return cost;
}

function report(title: string, { metrics, latencyMs, model }: ScenarioRun): string[] {
  const row = (metric: string, value: string) => `  ${metric.padEnd(24)} ${value}`;
  return [
    title,
    ...Object.entries(metrics).map(([metric, value]) => row(metric, value.toFixed(3))),
    row("latency (ms)", `median ${latencyMs.median}, p95 ${latencyMs.p95}`),
    ...(model === null
      ? []
      : [
          row("model calls", `${model.calls}, answered ${model.answers}`),
          row(
            "model cost",
            `$${model.costUsd.toFixed(4)}${model.unpricedCalls > 0 ? `, and ${model.unpricedCalls} calls without a known cost` : ""}`,
          ),
        ]),
  ];
}
