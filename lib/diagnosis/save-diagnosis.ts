import type { Diagnosis } from "@/lib/diagnosis/schemas";
import { titleWithCause } from "@/lib/failures/title";
import { eventRecords, type RecordedEvent } from "@/lib/incidents/history/event-records";
import { insertRecords } from "@/lib/incidents/history/record-sql";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import { AppError } from "@/lib/platform/errors";

/** A diagnosis by either engine, before it has an id. */
export type DiagnosisDraft = Omit<Diagnosis, "id" | "createdAt" | "patternId" | "confidenceParts"> &
  Partial<Pick<Diagnosis, "patternId" | "confidenceParts">> & {
    fixTemplate: unknown;
    /** True if the diagnosis is inconclusive because the log shows a successful run; the timeline says so. */
    logShowsSuccess?: boolean;
  };

interface SaveDiagnosis {
  incidentId: string;
  workflowId: string;
  draft: DiagnosisDraft;
  /** The incident as it was diagnosed, if its title may follow the cause. */
  incident?: Pick<IncidentContext, "title" | "report" | "rootCause">;
}

/**
 * Saves a diagnosis and makes it the incident's current one, in one statement. There is one per workflow and engine:
 * running it again replaces the previous one, on the timeline too.
 * @returns the diagnosis id.
 * @throws AppError NOT_FOUND if the incident is not in this workspace.
 */
export async function saveDiagnosis(ctx: Context, input: SaveDiagnosis): Promise<string> {
  authorize(ctx, "incident.analyze");
  const { draft } = input;
  const id = newId();
  const origin = { workspaceId: ctx.workspaceId, actor: ctx.actor, at: ctx.now().toISOString() };
  const row = {
    ...draft,
    id,
    workspaceId: ctx.workspaceId,
    incidentId: input.incidentId,
    workflowId: input.workflowId,
    createdAt: ctx.now(),
  };
  const records = eventRecords(origin, [recordedDiagnosis(input, id)], [], newId);
  const cause = draft.outcome === "diagnosed" ? draft.rootCause : null;
  const { rows } = await ctx.pool.query<{ id: string }>(SAVE, [
    JSON.stringify(row),
    JSON.stringify(records),
    input.incident?.title ?? null,
    input.incident ? titleWithCause(input.incident, cause) : null,
  ]);
  const saved = rows[0];
  if (!saved) throw new AppError("NOT_FOUND", "There is no such incident.");
  return saved.id;
}

function recordedDiagnosis({ incidentId, workflowId, draft }: SaveDiagnosis, id: string): RecordedEvent {
  const { engine, outcome, confidence, rootCause, logShowsSuccess } = draft;
  return {
    incidentId,
    event: {
      type: "diagnosed",
      diagnosisId: id,
      engine,
      outcome,
      confidence,
      rootCause,
      ...(logShowsSuccess && { logShowsSuccess }),
    },
    dedupKey: `diagnosed:${workflowId}:${engine}`,
  };
}

const SAVE = `
WITH d AS (
  SELECT * FROM jsonb_to_record($1::jsonb) AS x(id text, "workspaceId" text, "incidentId" text, "workflowId" text, engine text,
    outcome text, "rootCause" text, category text, confidence float8, transience text, explanation text, claims jsonb,
    "causalChain" jsonb, "ruledOut" jsonb, gaps jsonb, impact jsonb, "recommendedActions" jsonb, hypotheses jsonb,
    signature text, "fixTemplate" jsonb, model text, "promptVersion" text, tokens jsonb, "costUsd" float8, "latencyMs" int,
    note text, "patternId" text, "confidenceParts" jsonb, "createdAt" timestamptz)
), saved AS (
  INSERT INTO diagnoses (id, workspace_id, incident_id, workflow_id, engine, outcome, root_cause, category, confidence,
    transience, explanation, claims, causal_chain, ruled_out, gaps, impact, recommended_actions, hypotheses, signature,
    fix_template, model, prompt_version, tokens, cost_usd, latency_ms, note, pattern_id, confidence_parts, created_at)
  SELECT id, "workspaceId", "incidentId", "workflowId", engine, outcome, "rootCause", category, confidence, transience,
    explanation, claims, "causalChain", "ruledOut", gaps, impact, "recommendedActions", hypotheses, signature,
    "fixTemplate", model, "promptVersion", tokens, "costUsd", "latencyMs", note,
    -- It may have been deleted in the meantime.
    (SELECT p.id FROM patterns p WHERE p.id = d."patternId" AND p.workspace_id = d."workspaceId"), "confidenceParts", "createdAt" FROM d
  -- Ignore ids of other workspaces' incidents.
  WHERE EXISTS (SELECT 1 FROM incidents n WHERE n.id = d."incidentId" AND n.workspace_id = d."workspaceId")
  ON CONFLICT (workflow_id, engine) DO UPDATE SET outcome = excluded.outcome, root_cause = excluded.root_cause,
    category = excluded.category, confidence = excluded.confidence, transience = excluded.transience,
    explanation = excluded.explanation, claims = excluded.claims, causal_chain = excluded.causal_chain,
    ruled_out = excluded.ruled_out, gaps = excluded.gaps, impact = excluded.impact,
    recommended_actions = excluded.recommended_actions, hypotheses = excluded.hypotheses, signature = excluded.signature,
    fix_template = excluded.fix_template, model = excluded.model, prompt_version = excluded.prompt_version,
    tokens = excluded.tokens, cost_usd = excluded.cost_usd, latency_ms = excluded.latency_ms, note = excluded.note,
    pattern_id = excluded.pattern_id, confidence_parts = excluded.confidence_parts
  WHERE diagnoses.workspace_id = excluded.workspace_id
  RETURNING id, incident_id
), current AS (
  UPDATE incidents n SET diagnosis_id = s.id, updated_at = d."createdAt",
    category = CASE WHEN d.outcome = 'diagnosed' THEN d.category END,
    confidence = CASE WHEN d.outcome = 'diagnosed' THEN d.confidence END,
    root_cause = CASE WHEN d.outcome = 'diagnosed' THEN d."rootCause" END,
    -- Unless another report has given it a title in the meantime.
    title = CASE WHEN n.title = $3::text THEN $4::text ELSE n.title END
  FROM saved s, d WHERE n.id = s.incident_id AND n.workspace_id = d."workspaceId"
), records AS (
  -- A diagnosis saved by an earlier attempt of this step keeps its id.
  SELECT jsonb_set($2::jsonb, '{timeline,0,data,diagnosisId}', to_jsonb(id)) AS j FROM saved
), ${insertRecords("records")}
SELECT id FROM saved`;
