import { loadRerunFacts } from "@/lib/fixes/plans/load-rerun-facts";
import { planDataRepair } from "@/lib/fixes/plans/plan-data-repair";
import { planRerun, type RerunFacts } from "@/lib/fixes/plans/plan-rerun";
import type { FixPlan } from "@/lib/fixes/plans/schemas";
import { loadFixMaterial, type FixMaterial } from "@/lib/fixes/proposals/fix-material";
import { saveFix, type FixDraft } from "@/lib/fixes/save-fix";
import type { FixKind, FixRisk } from "@/lib/fixes/schemas";
import { listDatasetsOf } from "@/lib/lineage/data";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";

const REPAIRABLE = new Set(["data_quality"]);

/**
 * Proposes what a person does besides changing code: what to run again and in which order, or, for a failure that passes
 * by itself, to retry; and for data that failed a check, how to repair it. Nothing is run. Safe to run twice.
 * @returns the fixes' ids; empty for a failure of no pipeline, or if no run is known.
 * @throws AppError CONFLICT without a diagnosis; NOT_FOUND.
 */
export async function proposePlans(
  ctx: Context,
  input: { incidentId: string; workflowId: string },
): Promise<{ fixIds: string[] }> {
  authorize(ctx, "fix.propose");
  const material = await loadFixMaterial(ctx, input.incidentId);
  const facts = await loadRerunFacts(ctx, material);
  if (!facts) return { fixIds: [] };
  const drafts = [rerunDraft(facts), await repairDraft(ctx, material, facts)];
  const fixIds: string[] = [];
  for (const draft of drafts.filter((item) => item !== null))
    fixIds.push(await saveFix(ctx, { ...input, diagnosisId: material.diagnosis.id, draft }));
  return { fixIds };
}

function rerunDraft(facts: RerunFacts): FixDraft | null {
  const plan = planRerun(facts);
  if (!plan) return null;
  const what = facts.task ?? facts.pipeline;
  const runs = facts.runs.length + facts.moreRuns;
  const count = runs === 1 ? "One run" : `${runs} runs`;
  return planDraft({
    kind: facts.isTransient ? "retry" : "rerun",
    title: facts.isTransient ? `Run ${what} again` : `Run ${facts.pipeline} again after the fix`,
    rationale: facts.isTransient
      ? `The failure is transient, so nothing has to be repaired first. ${count} did not succeed.`
      : `${count} did not succeed, and a fix affects only later ones.`,
    plan,
    risk: riskOf(facts),
  });
}

function riskOf({ appends, dependents }: RerunFacts): FixRisk {
  const reasons = [
    ...(appends.length > 0
      ? ["The code adds rows instead of replacing them, so a repetition can duplicate data."]
      : []),
    ...(dependents.length > 0
      ? [`${dependents.length} pipeline${dependents.length === 1 ? " depends" : "s depend"} on it.`]
      : []),
  ];
  return { level: appends.length > 0 ? "medium" : "low", reasons };
}

async function repairDraft(
  ctx: Context,
  { incident, diagnosis, failure }: FixMaterial,
  facts: RerunFacts,
): Promise<FixDraft | null> {
  if (diagnosis.outcome !== "diagnosed" || !REPAIRABLE.has(diagnosis.category)) return null;
  const datasets = incident.pipelineId === null ? [] : await listDatasetsOf(ctx, incident.pipelineId);
  const own = datasets.filter(({ taskIds }) => incident.taskId === null || taskIds.includes(incident.taskId));
  const named = (direction: "reads" | "writes") =>
    own.filter((dataset) => dataset.direction === direction).map(({ name }) => name);
  return planDraft({
    kind: "data_repair",
    title: "Repair the data that failed the check",
    rationale:
      "The check rejected the data itself. Changing the code or the check would not make the data right.",
    plan: planDataRepair({ failure, writes: named("writes"), reads: named("reads"), rerun: facts }),
    risk: { level: "medium", reasons: ["Some steps change or delete data."] },
  });
}

function planDraft(input: {
  kind: FixKind;
  title: string;
  rationale: string;
  plan: FixPlan;
  risk: FixRisk;
}): FixDraft {
  return {
    ...input,
    engine: "builtin",
    patch: "",
    files: [],
    baseCommit: null,
    blastRadius: { files: 0, tasks: [], pipelines: [], text: "No files change." },
    verification: {
      status: "unverified",
      reason: "Steps for a person cannot be verified.",
      log: "",
      checks: [],
    },
  };
}
