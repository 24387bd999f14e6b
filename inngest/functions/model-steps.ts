import type { GetStepTools } from "inngest";
import type { inngest } from "@/inngest/client";
import { verbStep } from "@/inngest/steps";
import { runAgent, type AgentRun, type AnalysisCall } from "@/lib/diagnosis/model/agents/run-agent";
import { askOnce } from "@/lib/diagnosis/model/ask-once";
import { concludeAnalysis, type AnalysisResult } from "@/lib/diagnosis/model/conclude-analysis";
import { counterCheck, type CounterCheckRun } from "@/lib/diagnosis/model/counter-check";
import { noteModelFailure } from "@/lib/diagnosis/model/note-model-failure";
import { planAnalysis } from "@/lib/diagnosis/model/plan-analysis";
import { synthesize } from "@/lib/diagnosis/model/synthesize";
import type { AgentName, Route } from "@/lib/diagnosis/schemas";
import type { Context } from "@/lib/platform/context";
import { messageOf } from "@/lib/platform/errors";

type Step = GetStepTools<typeof inngest>;

interface ModelSteps {
  incidentId: string;
  workflowId: string;
  /** The pattern that explains the incident already; null if none does. */
  patternId: string | null;
}

/**
 * The analysis by Claude: one call, or the agents, the synthesis and the counter-check. Each call is a step of its own, so it
 * is retried alone, after the time a rate limit names. When its attempts are exhausted, or the budget is, the built-in
 * diagnosis remains, and the page says why.
 * @returns whether Claude was asked at all
 */
export async function modelSteps(step: Step, ctx: Context, input: ModelSteps): Promise<{ asked: boolean }> {
  const plan = await step.run("choose-route", () => verbStep(() => planAnalysis(ctx, input)));
  if (plan.way === "known") return { asked: false };
  const { incidentId, workflowId } = input;
  const call: AnalysisCall = { incidentId, workflowId, boundary: plan.boundary };
  const { way, why } = plan;
  const progress: Progress = { route: { way, why, escalatedBecause: null }, runs: [] };
  try {
    const result = await analyze(step, ctx, call, plan.size, progress);
    await step.run("conclude", () =>
      verbStep(() => concludeAnalysis(ctx, { ...result, incidentId, workflowId })),
    );
  } catch (error) {
    // The built-in diagnosis remains, and the page says that the model did not answer, and what its agents found until then.
    const message = messageOf(error);
    await step.run("note-model-failure", () =>
      verbStep(() => noteModelFailure(ctx, { incidentId, workflowId, message, ...progress })),
    );
  }
  return { asked: true };
}

/** How far an analysis has come; rebuilt from the results of its steps whenever the function runs again. */
interface Progress {
  route: Route;
  runs: AgentRun[];
}

async function analyze(
  step: Step,
  ctx: Context,
  call: AnalysisCall,
  size: "small" | "large",
  progress: Progress,
): Promise<AnalysisResult> {
  if (progress.route.way === "single-call") {
    const once = await step.run("ask-claude", () => verbStep(() => askOnce(ctx, { ...call, size })));
    if (once.escalate === null)
      return { callId: once.callId, runs: [], counterCheck: null, route: progress.route };
    progress.route = { ...progress.route, way: "agents", escalatedBecause: once.escalate };
  }
  const run = (agent: AgentName) => verbStep(() => runAgent(ctx, { ...call, agent }));
  const runs = await Promise.all([
    orGap(
      "log",
      step.run("log-agent", () => run("log")),
    ),
    orGap(
      "commit",
      step.run("commit-agent", () => run("commit")),
    ),
    orGap(
      "runbook",
      step.run("runbook-agent", () => run("runbook")),
    ),
  ]);
  progress.runs = runs;
  const { callId } = await step.run("synthesize", () => verbStep(() => synthesize(ctx, { ...call, runs })));
  const checked = await counterCheckStep(step, ctx, { ...call, callId });
  return { callId, runs, counterCheck: checked, route: progress.route };
}

/** An agent whose attempts are exhausted is a gap, and the others go on. */
async function orGap(agent: AgentName, run: Promise<AgentRun>): Promise<AgentRun> {
  try {
    return await run;
  } catch (error) {
    return { agent, status: "failed", callId: null, message: messageOf(error) };
  }
}

/** Without the check the diagnosis stands, with less confidence. */
async function counterCheckStep(
  step: Step,
  ctx: Context,
  call: AnalysisCall & { callId: string },
): Promise<CounterCheckRun> {
  try {
    return await step.run("counter-check", () => verbStep(() => counterCheck(ctx, call)));
  } catch (error) {
    return { callId: null, message: messageOf(error) };
  }
}
