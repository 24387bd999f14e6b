import { agentReport } from "@/lib/diagnosis/model/agents/agent-report";
import type { AgentRun } from "@/lib/diagnosis/model/agents/run-agent";
import { hashCitations, tagClaims } from "@/lib/diagnosis/ground-claims";
import { assetsOf, loadAnalysisMaterial } from "@/lib/diagnosis/model/analysis-material";
import { ModelDiagnosis } from "@/lib/diagnosis/model/answers";
import { counterCheckResult, type CounterCheckRun } from "@/lib/diagnosis/model/counter-check";
import { judgeAnswer } from "@/lib/diagnosis/model/judge-answer";
import { keepBuiltin } from "@/lib/diagnosis/model/keep-builtin";
import { compareCause } from "@/lib/diagnosis/model/may-lead";
import { readAnswer } from "@/lib/diagnosis/model/transcripts";
import { saveDiagnosis, type DiagnosisDraft } from "@/lib/diagnosis/save-diagnosis";
import { MODEL_UNUSED, type Diagnosis, type Route } from "@/lib/diagnosis/schemas";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import { loadCurve } from "@/lib/knowledge/reliability/data";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { redact } from "@/lib/redaction/redact";

/** The calls of an analysis; its result is made from what they answered. */
export interface AnalysisResult {
  /** The call that wrote the diagnosis. */
  callId: string;
  runs: readonly AgentRun[];
  counterCheck: CounterCheckRun | null;
  route: Route;
}

type ClaudeDraft = DiagnosisDraft & Pick<Diagnosis, "route" | "agents" | "counterCheck">;

/** Makes a diagnosis from stored answers, with today's rules: the same answers and evidence give the same diagnosis. */
export async function draftFromAnswers(
  ctx: Context,
  input: AnalysisResult & { incidentId: string; workflowId: string },
): Promise<{
  draft: ClaudeDraft;
  incident: IncidentContext;
  builtin: Diagnosis | null;
  isSameCause: boolean;
}> {
  const [material, answer, use, curve] = await Promise.all([
    loadAnalysisMaterial(ctx, input.incidentId),
    readAnswer(ctx, input.callId, ModelDiagnosis),
    findUse(ctx, input.workflowId),
    loadCurve(ctx, "claude"),
  ]);
  const { incident, evidence, builtin, impact } = material;
  const [agents, counterCheck] = await Promise.all([
    Promise.all(input.runs.map((run) => agentReport(ctx, run, evidence))),
    input.counterCheck && counterCheckResult(ctx, input.counterCheck, answer, evidence),
  ]);
  const { value, names, model, promptVersion } = answer;
  const said = {
    answer: value,
    evidence,
    builtin,
    assets: assetsOf(incident),
    known: [...assetsOf(incident), incident.run ?? "", material.failure.message ?? "", incident.title],
  };
  const judged = judgeAnswer({ ...said, names, impact, agents, counterCheck, route: input.route, curve });
  const hashed = {
    claims: tagClaims(hashCitations(judged.claims, evidence), evidence),
    chain: hashCitations(judged.chain, evidence),
    ruledOut: tagClaims(hashCitations(judged.ruledOut, evidence), evidence),
  };
  const draft = {
    ...judged,
    ...hashed,
    ...use,
    engine: "claude" as const,
    model,
    promptVersion,
    fixTemplate: null,
  };
  return { draft, incident, builtin, isSameCause: compareCause(said).isSame };
}

/**
 * Judges what the model answered, and saves it as the incident's current diagnosis. If it is inconclusive and the built-in
 * diagnosis is not, and it was not the built-in cause that was refuted, the built-in one stays current and says why. Safe to
 * run twice.
 * @throws AppError NOT_FOUND.
 */
export async function concludeAnalysis(
  ctx: Context,
  input: AnalysisResult & { incidentId: string; workflowId: string },
): Promise<{ outcome: DiagnosisDraft["outcome"]; confidence: number }> {
  authorize(ctx, "incident.analyze");
  const { draft, incident, builtin, isSameCause } = await draftFromAnswers(ctx, input);
  const isRefuted = draft.counterCheck?.verdict === "refuted" && isSameCause;
  const better =
    draft.outcome === "inconclusive" && builtin?.outcome === "diagnosed" && !isRefuted ? builtin : null;
  const { incidentId, workflowId } = input;
  await saveDiagnosis(ctx, { incidentId, workflowId, draft, ...(better === null && { incident }) });
  if (better !== null) {
    await makeCurrent(ctx, incidentId, better.id);
    const { route, agents, counterCheck } = draft;
    const unused = { route, agents, counterCheck, why: whyUnused(draft) };
    await keepBuiltin(ctx, { incidentId, workflowId, diagnosisId: better.id, ...unused });
  }
  return { outcome: draft.outcome, confidence: draft.confidence };
}

/** Why an answer is not used, with the cause that it named. Pure. */
function whyUnused({ note, rootCause }: Pick<DiagnosisDraft, "note" | "rootCause">): string {
  const cause = redact(rootCause).text;
  return `${MODEL_UNUSED}${note ?? "It was inconclusive."} Its cause was: ${cause.slice(0, 200)}`.replace(
    /(?<![.!?])$/,
    ".",
  );
}

type Use = Pick<Diagnosis, "tokens" | "costUsd" | "latencyMs">;

/** What the calls of a workflow took together, fixes aside. */
async function findUse({ pool, workspaceId }: Context, workflowId: string): Promise<Use> {
  const { rows } = await pool.query<UseRow>(USE, [workspaceId, workflowId]);
  const row = rows[0];
  if (!row) return { tokens: null, costUsd: null, latencyMs: 0 };
  const { costUsd, latencyMs, ...tokens } = row;
  return { tokens, costUsd, latencyMs };
}

interface UseRow {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
  costUsd: number | null;
  latencyMs: number;
}

const USE = `
SELECT sum(input_tokens)::int AS input, sum(output_tokens)::int AS output, sum(cache_read_tokens)::int AS "cacheRead",
  sum(cache_write_tokens)::int AS "cacheWrite",
  CASE WHEN bool_and(cost_usd IS NOT NULL) THEN sum(cost_usd) END AS "costUsd", sum(latency_ms)::int AS "latencyMs"
FROM model_calls WHERE workspace_id = $1 AND workflow_id = $2 AND role <> 'fix' AND status = 'ok'
HAVING count(*) > 0`;

/** Keeps a diagnosis current when a later one is inconclusive. */
async function makeCurrent(ctx: Context, incidentId: string, diagnosisId: string): Promise<void> {
  await ctx.pool.query(
    `UPDATE incidents n SET diagnosis_id = d.id, category = d.category, confidence = d.confidence,
       root_cause = d.root_cause, updated_at = $4
     FROM diagnoses d WHERE n.id = $1 AND n.workspace_id = $2 AND d.id = $3 AND d.incident_id = n.id`,
    [incidentId, ctx.workspaceId, diagnosisId, ctx.now()],
  );
}
