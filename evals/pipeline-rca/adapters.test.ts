import { describe, expect, it } from "vitest";
import { builtin, engineAndModel, modelAlone, type Adapter } from "@/evals/pipeline-rca/adapters";
import { main } from "@/evals/pipeline-rca/main";
import { runScenarios, type ScenarioRun } from "@/evals/pipeline-rca/run-scenarios";
import { isRightAnswer } from "@/evals/pipeline-rca/score";
import { readScenarios, type Scenario } from "@/evals/pipeline-rca/scenario";
import { startScriptedModel, type Behavior } from "@/evals/pipeline-rca/testing/scripted-model";
import type { ModelConnection } from "@/lib/vendors/anthropic/connection";

/** Enough to show how answers are scored, few enough for a test. */
const open = readScenarios("open").slice(0, 20);
/** A model cannot call a run healthy, so only failures show what it knows. */
const failures = open.filter(({ truth }) => truth.outcome !== "no_failure");

async function scripted<T>(
  behaviorOf: (scenario: Scenario, index: number) => Behavior,
  run: (connection: ModelConnection) => Promise<T>,
): Promise<T> {
  const model = await startScriptedModel(open, behaviorOf);
  try {
    return await run({ apiKey: "test", baseUrl: model.url, model: "claude-opus-5-5" });
  } finally {
    await model.stop();
  }
}

const runAlone = (behaviorOf: (scenario: Scenario, index: number) => Behavior): Promise<ScenarioRun> =>
  scripted(behaviorOf, (connection) => runScenarios(modelAlone(connection), failures));

describe("the model alone", () => {
  it("is right everywhere if it tells the truth, and its cost is counted", async () => {
    const { metrics, model } = await runAlone(() => "truth");
    expect(metrics).toMatchObject({ accuracy: 1, requiredEvidence: 1, chain: 1, misdiagnosed: 0 });
    expect(metrics["brier"]).toBeLessThan(0.1);
    expect(model).toMatchObject({ calls: failures.length, answers: failures.length, unpricedCalls: 0 });
    // 5,000 tokens in and 800 out at $4 and $20 per million; at $0.1 and $0.5 for the small model.
    const [large, small] = [0.036, 0.0009];
    // Where the evidence does not decide, up to three agents and the synthesis look at it too.
    const undecided = failures.filter(({ truth }) => truth.outcome === "inconclusive").length;
    expect(undecided).toBeGreaterThan(0);
    const extra = (model?.costUsd ?? 0) - failures.length * large;
    expect(extra).toBeGreaterThanOrEqual(undecided * (large + small) - 1e-6);
    expect(extra).toBeLessThanOrEqual(undecided * (large + 3 * small) + 1e-6);
  });

  it("is misdiagnosed and too sure if it follows the distractors", async () => {
    const { metrics } = await runAlone(() => "surely_wrong");
    expect(metrics["accuracy"]).toBeLessThan(0.1);
    expect(metrics["misdiagnosed"]).toBeGreaterThan(0.9);
    expect(metrics["brier"]).toBeGreaterThan(0.5);
    expect(metrics["falseConfidence"]).toBeGreaterThan(0.5);
  });

  it("proves nothing if it invents its quotes", async () => {
    const { metrics } = await runAlone(() => "invented_quotes");
    expect(metrics["outcome"]).toBeLessThan(0.1);
    expect(metrics["misdiagnosed"]).toBe(0);
  });

  it("gets worse with each question it answers wrongly or not at all", async () => {
    const every = (other: Behavior) => runAlone((_, index) => (index % 4 === 0 ? other : "truth"));
    const [wrong, silent] = [await every("surely_wrong"), await every("error")];
    for (const { metrics } of [wrong, silent]) {
      expect(metrics["accuracy"]).toBeGreaterThan(0.6);
      expect(metrics["accuracy"]).toBeLessThan(0.8);
    }
    expect(wrong.metrics["misdiagnosed"]).toBeGreaterThan(0.2);
    expect(silent.metrics).toMatchObject({ unanswered: 5, misdiagnosed: 0 });
    expect(silent.model?.answers).toBe(failures.length - 5);
  });
});

describe("engine and model", () => {
  it("are as good as the truth that the model tells", async () => {
    const { metrics, scores } = await scripted(
      () => "truth",
      (connection) => runScenarios(engineAndModel(connection), open),
    );
    expect(metrics).toMatchObject({ healthyLeftAlone: 1 });
    // Where the model finds that the evidence does not decide, the engine's guess stands.
    const undecided = new Set(
      open.filter(({ truth }) => truth.outcome === "inconclusive").map(({ id }) => id),
    );
    expect(scores.filter((score) => !isRightAnswer(score) && !undecided.has(score.id))).toEqual([]);
  });

  it.each<Behavior>(["invented_quotes", "error"])(
    "never end worse than the engine where the model gives %s",
    async (behavior) => {
      const own = await runScenarios(builtin, open);
      // One true answer, because a model that never answers stops the run.
      const both = await scripted(
        (_, index) => (index === 0 ? "truth" : behavior),
        (connection) => runScenarios(engineAndModel(connection), open),
      );
      expect(both.scores.slice(1)).toEqual(own.scores.slice(1));
    },
  );
});

describe("an empty run fails", () => {
  const silent: Adapter = { name: "silent", answer: async () => ({ answer: null }) };

  it("without scenarios", async () => {
    await expect(runScenarios(builtin, [])).rejects.toThrow("no scenarios");
  });

  it("without an answer", async () => {
    await expect(runScenarios(silent, open)).rejects.toThrow("none of 20 questions was answered");
  });

  it.each(["model", "both"])("if the model never answers %s", async (adapter) => {
    const { output, exitCode } = await scripted(
      () => "error",
      ({ baseUrl }) =>
        main(["--adapter", adapter, "--part", "open", "--spend", "1000"], {
          NODE_ENV: "test",
          ANTHROPIC_API_KEY: "test",
          ANTHROPIC_BASE_URL: baseUrl,
        }),
    );
    expect(exitCode).toBe(1);
    expect(output).toMatch(/FAILED: .*the model answered none of \d+ questions: /);
  });

  it("from the command line if no scenario has the id", async () => {
    const { output, exitCode } = await main(["--only", "no-such-scenario"], { NODE_ENV: "test" });
    expect({ output, exitCode }).toEqual({ output: "FAILED: there are no scenarios to run", exitCode: 1 });
  });
});

describe("asking a paid model", () => {
  const environment = { NODE_ENV: "test", ANTHROPIC_API_KEY: "test" } as const;
  const model = ["--adapter", "model", "--part", "open"];

  it("needs a key, and a limit that covers the most that it can cost", async () => {
    expect(await main(model, { NODE_ENV: "test" })).toMatchObject({ exitCode: 2 });
    for (const spend of [[], ["--spend", "0.01"], ["--spend", "much"]]) {
      const { output, exitCode } = await main([...model, ...spend], environment);
      expect(exitCode).toBe(2);
      expect(output).toMatch(/costs at most \$\d+\.\d\d\.\nFAILED: Allow it with --spend \d+\.\d\d/);
    }
  });

  it("has one limit for everything that is asked", async () => {
    const most = async (...options: string[]) =>
      Number(/at most \$(\d+\.\d+)/.exec((await main(options, environment)).output)?.[1]);
    const alone = await most(...model);
    const both = await most(...model, "--adapter", "both");
    expect(alone).toBeGreaterThan(0);
    expect(both).toBeCloseTo(2 * alone, 0);
    const { output } = await main([...model, "--adapter", "both", "--spend", String(alone)], environment);
    expect(output).toContain(`Allow it with --spend ${both.toFixed(2)}`);
  });

  it("needs a known price", async () => {
    const { output } = await main(model, { ...environment, ANTHROPIC_MODEL: "claude-unknown" });
    expect(output).toContain("The price of claude-unknown is not known");
  });

  it("stops at the limit, and costs less than announced", async () => {
    await scripted(
      () => "truth",
      async (connection) => {
        const once = runScenarios(modelAlone(connection), open, (spentUsd) => {
          if (spentUsd > 0) throw new Error("spent");
        });
        await expect(once).rejects.toThrow("spent");
        const { output, exitCode } = await main([...model, "--spend", "1000"], {
          ...environment,
          ANTHROPIC_BASE_URL: connection.baseUrl,
        });
        expect(exitCode).toBe(0);
        const most = Number(/at most \$(\d+\.\d+)/.exec(output)?.[1]);
        const cost = Number(/model cost +\$(\d+\.\d+)/.exec(output)?.[1]);
        expect(cost).toBeGreaterThan(0);
        expect(cost).toBeLessThan(most);
      },
    );
  });
});

it("prints what the held-out scenarios got wrong only if asked for it by name", async () => {
  const shown = async (...flags: string[]) =>
    (await main(["--part", "held-out", ...flags], { NODE_ENV: "test" })).output;
  expect(await shown("--wrong")).not.toContain('rootCause":');
  expect(await shown("--wrong-held-out")).toContain('"rootCause":');
});
