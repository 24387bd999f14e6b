import { inngest } from "@/inngest/client";
import { AnalysisRequested, parseEvent } from "@/inngest/events";
import { ANALYSIS_LIMITS, CANCEL_ON } from "@/inngest/functions/limits";
import { fixSteps } from "@/inngest/functions/fix-steps";
import { modelSteps } from "@/inngest/functions/model-steps";
import { verbStep } from "@/inngest/steps";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { joinSymptoms } from "@/lib/cascades/join-symptoms";
import { wrapUpAnalysis } from "@/lib/cascades/wrap-up-analysis";
import { reassessSeverity } from "@/lib/incidents/reassess-severity";
import { assessImpact } from "@/lib/pipelines/impact/assess-impact";
import { systemContext } from "@/lib/platform/auth/authenticate";
import { env } from "@/lib/platform/env";
import { EVENTS } from "@/lib/workflows/plans";

/** An orchestrator under load, as when many tasks fail at once, may answer half a minute later. */
const TIMED_OUT_AGAIN_AFTER = "30s";
/** Pauses before collecting again while the orchestrator still reports the run as running. */
const RECOLLECT_AFTER = ["2s", "4s", "8s", "15s"] as const;

/** Evidence, diagnosis, fixes. The built-in diagnosis is saved before the model is asked. */
export const analyzeIncident = inngest.createFunction(
  {
    id: "analyze-incident",
    triggers: [{ event: EVENTS.analysisRequested }],
    retries: 3,
    concurrency: [...ANALYSIS_LIMITS],
    cancelOn: CANCEL_ON,
    // In a storm, the severe ones and those that somebody asked for do not wait behind the rest.
    priority: { run: "event.data.priority" },
  },
  async ({ event, step }) => {
    const { workspaceId, incidentId, workflowId, engine } = parseEvent(AnalysisRequested, event.data);
    const ctx = systemContext(workspaceId);

    const { hasModel, ...first } = await step.run("collect-evidence", () =>
      // Kept in the run's state, because another process, or this one after a restart, may be configured differently.
      verbStep(async () => ({
        ...(await collectEvidence(ctx, { incidentId })),
        hasModel: Boolean(env().ANTHROPIC_API_KEY),
      })),
    );
    let collected = first;
    // The diagnosis says what depends on the pipeline.
    await step.run("assess-impact", () => verbStep(() => assessImpact(ctx, incidentId)));
    let { patternId } = await step.run("diagnose", () =>
      verbStep(() => diagnoseIncident(ctx, { incidentId, workflowId })),
    );
    await step.run("reassess-severity", () => verbStep(() => reassessSeverity(ctx, incidentId)));

    const { timedOut } = first;
    if (timedOut.length > 0) {
      await step.sleep("sleep-after-timeout", TIMED_OUT_AGAIN_AFTER);
      const late = await step.run("read-what-timed-out", () =>
        verbStep(() => collectEvidence(ctx, { incidentId, only: timedOut })),
      );
      collected = {
        statuses: { ...first.statuses, ...late.statuses },
        isSettled: first.isSettled && late.isSettled,
        timedOut: late.timedOut,
      };
      ({ patternId } = await step.run("diagnose-after-timeout", () =>
        verbStep(() => diagnoseIncident(ctx, { incidentId, workflowId })),
      ));
    }

    // The webhook may arrive before the orchestrator has ended the attempt and flushed its log.
    for (const [i, pause] of RECOLLECT_AFTER.entries()) {
      if (collected.isSettled) break;
      await step.sleep(`sleep-until-settled-${i + 1}`, pause);
      collected = await step.run(`read-again-${i + 1}`, () =>
        verbStep(() => collectEvidence(ctx, { incidentId })),
      );
      ({ patternId } = await step.run(`diagnose-again-${i + 1}`, () =>
        verbStep(() => diagnoseIncident(ctx, { incidentId, workflowId })),
      ));
    }

    // A symptom is analyzed with its root incident, so the model is asked, and paid for, once.
    const asksClaude =
      engine !== "builtin" &&
      hasModel &&
      !(await step.run("join-symptoms", () => verbStep(() => joinSymptoms(ctx, incidentId)))).isMerged;
    const asked = asksClaude && (await modelSteps(step, ctx, { incidentId, workflowId, patternId })).asked;
    const isRequested = engine === "claude";
    await fixSteps(step, ctx, { incidentId, workflowId, asksClaude: asked, isRequested });
    await step.run("wrap-up", () => verbStep(() => wrapUpAnalysis(ctx, { incidentId, workflowId })));
    return { incidentId, statuses: collected.statuses };
  },
);
