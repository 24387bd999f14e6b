import { adviseRetry } from "@/lib/advice/advise-retry";
import { acceptReports } from "@/lib/intake/acceptance/accept-reports";
import { failureReport } from "@/lib/failures/testing/report";
import { joinSymptoms } from "@/lib/cascades/join-symptoms";
import { releaseDuplicates } from "@/lib/cascades/release-duplicates";
import { releaseSymptoms } from "@/lib/cascades/release-symptoms";
import { wrapUpAnalysis } from "@/lib/cascades/wrap-up-analysis";
import { listDiagnoses } from "@/lib/diagnosis/data";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { runAgent } from "@/lib/diagnosis/model/agents/run-agent";
import { askOnce } from "@/lib/diagnosis/model/ask-once";
import { concludeAnalysis } from "@/lib/diagnosis/model/conclude-analysis";
import { counterCheck } from "@/lib/diagnosis/model/counter-check";
import { planAnalysis } from "@/lib/diagnosis/model/plan-analysis";
import { replayDiagnosis } from "@/lib/diagnosis/model/replay-diagnosis";
import { synthesize } from "@/lib/diagnosis/model/synthesize";
import { noteModelFailure } from "@/lib/diagnosis/model/note-model-failure";
import { requestAnalysis } from "@/lib/diagnosis/request-analysis";
import { saveDiagnosis } from "@/lib/diagnosis/save-diagnosis";
import { openTools } from "@/lib/diagnosis/tools/open-tools";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { locateFailure } from "@/lib/evidence/locate-failure";
import { historyFacts } from "@/lib/evidence/testing/facts";
import { storeEvidence } from "@/lib/evidence/store-evidence";
import { settleOutcome } from "@/lib/fixes/aftermath/settle-outcome";
import { decideFix } from "@/lib/fixes/decide-fix";
import { noteNoFix } from "@/lib/fixes/proposals/note-no-fix";
import { proposeClaudeFix } from "@/lib/fixes/proposals/propose-claude-fix";
import { proposeFixes } from "@/lib/fixes/proposals/propose-fixes";
import { proposeManualFix } from "@/lib/fixes/proposals/propose-manual-fix";
import { proposePlans } from "@/lib/fixes/proposals/propose-plans";
import { proposeTemplateFix } from "@/lib/fixes/proposals/propose-template-fix";
import { requestFixes } from "@/lib/fixes/proposals/request-fixes";
import { checkPullRequest } from "@/lib/fixes/pull-requests/check-pull-request";
import { decoratePullRequest } from "@/lib/fixes/pull-requests/decorate-pull-request";
import {
  commitFix,
  createFixBranch,
  openDraft,
  prepareFix,
} from "@/lib/fixes/pull-requests/open-pull-request";
import { receivePullRequests } from "@/lib/fixes/pull-requests/receive-pull-requests";
import { failPullRequest, recordPullRequest } from "@/lib/fixes/pull-requests/record-pull-request";
import { requestPullRequest } from "@/lib/fixes/pull-requests/request-pull-request";
import { savePullRequestState } from "@/lib/fixes/pull-requests/save-pull-request-state";
import { requestRerun } from "@/lib/fixes/reruns/request-rerun";
import { saveFix } from "@/lib/fixes/save-fix";
import { updateFix } from "@/lib/fixes/update-fix";
import { loadIncidentContext } from "@/lib/incidents/incident-context";
import { deleteNoisePolicy } from "@/lib/incidents/noise/delete-noise-policy";
import { previewNoisePolicy } from "@/lib/incidents/noise/preview-noise-policy";
import { createNoisePolicy, updateNoisePolicy } from "@/lib/incidents/noise/save-noise-policy";
import { wakeSuppressed } from "@/lib/incidents/noise/wake-suppressed";
import { reassessDeadlines } from "@/lib/incidents/reassess-deadlines";
import { reassessSettings } from "@/lib/incidents/reassess-settings";
import { reassessSeverity } from "@/lib/incidents/reassess-severity";
import { assessImpact } from "@/lib/pipelines/impact/assess-impact";
import { updatePipeline } from "@/lib/pipelines/update-pipeline";
import { deleteIncident } from "@/lib/incidents/delete-incident";
import { mergeIncident } from "@/lib/incidents/merge-incident";
import { undoChange } from "@/lib/incidents/undo/undo-change";
import { unmergeIncidents } from "@/lib/incidents/unmerge-incidents";
import { updateIncidents } from "@/lib/incidents/update-incidents";
import { wakeIncidents } from "@/lib/incidents/wake-incidents";
import { updateIncident } from "@/lib/incidents/update-incident";
import { replayDelivery } from "@/lib/intake/replay-delivery";
import { sendTestFailure } from "@/lib/intake/send-test-failure";
import { splitIncident } from "@/lib/intake/split/split-incident";
import { listIntegrations } from "@/lib/integrations/data";
import { deleteIntegration } from "@/lib/integrations/delete-integration";
import { createIntegration, updateIntegration } from "@/lib/integrations/save-integration";
import { testIntegration } from "@/lib/integrations/test-integration";
import { confirmByFix } from "@/lib/knowledge/patterns/confirm-by-fix";
import { deletePattern } from "@/lib/knowledge/patterns/delete-pattern";
import { learnFromIncident } from "@/lib/knowledge/patterns/learn-from-incident";
import { mergePattern } from "@/lib/knowledge/patterns/merge-pattern";
import { recordMatches } from "@/lib/knowledge/patterns/record-matches";
import { settleLessons } from "@/lib/knowledge/patterns/settle-lessons";
import { updatePattern } from "@/lib/knowledge/patterns/update-pattern";
import { undoAndLearn } from "@/lib/knowledge/undo-and-learn";
import { giveVerdict } from "@/lib/knowledge/verdicts/give-verdict";
import { patternWeight } from "@/lib/knowledge/patterns/pattern-weight";
import { snapshotWarehouse } from "@/lib/lineage/warehouses/snapshot-warehouse";
import { storeTables } from "@/lib/lineage/warehouses/store-tables";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import { AppError } from "@/lib/platform/errors";
import { removeDatasets } from "@/lib/retention/remove-datasets";
import { removeDeliveries, removeDuplicates } from "@/lib/retention/remove-deliveries";
import { removeEvidenceTexts } from "@/lib/retention/remove-evidence-texts";
import { removeModelTranscripts } from "@/lib/retention/remove-model-transcripts";
import { removeRetryAdvice } from "@/lib/retention/remove-retry-advice";
import { removeRuns } from "@/lib/retention/remove-runs";
import { removeWorkflowSteps } from "@/lib/retention/remove-workflow-steps";
import { reconcileSource } from "@/lib/reconcile/reconcile-source";
import { learnTriggers } from "@/lib/reconcile/triggers/learn-triggers";
import { resolveRecovered } from "@/lib/incidents/recovery/resolve-recovered";
import { getSourceSecret } from "@/lib/sources/data";
import { createSource, updateSource } from "@/lib/sources/save-source";
import { testGitHubActions } from "@/lib/intake/sources/github/test-api";
import { testSource } from "@/lib/intake/test-source";
import { changePassword } from "@/lib/workspaces/change-password";
import { createApiToken } from "@/lib/workspaces/create-api-token";
import { listApiTokens, listAudit } from "@/lib/workspaces/data";
import { revokeAllSessions } from "@/lib/workspaces/revoke-all-sessions";
import { revokeApiToken } from "@/lib/workspaces/revoke-api-token";
import { revokeSession } from "@/lib/workspaces/revoke-session";
import { updateWorkspace } from "@/lib/workspaces/update-workspace";
import { switchWorkspace } from "@/lib/workspaces/switch-workspace";
import { createTeam } from "@/lib/workspaces/teams/create-team";
import { deleteTeam } from "@/lib/workspaces/teams/delete-team";
import { updateTeam } from "@/lib/workspaces/teams/update-team";
import { cancelWorkflow } from "@/lib/workflows/cancel-workflow";
import { retryWorkflow } from "@/lib/workflows/retry-workflow";
import { DRAFT, type FullWorkspace } from "@/lib/workspaces/testing/full-workspace";

/** Calls a verb with `ctx` on rows of `at`; `own` is the workspace of `ctx`. The key's first word is the verb. */
export type VerbCall = (ctx: Context, at: FullWorkspace, own: FullWorkspace) => Promise<unknown>;

const callOf = ({ incidentId, workflowId }: FullWorkspace) => ({
  incidentId,
  workflowId,
  boundary: "data-0",
});

const PIECE = {
  collector: "run-history",
  key: "k",
  kind: "run_history",
  status: "ok",
  title: "t",
  text: "x",
  facts: historyFacts(),
  provenance: "fact",
  relevance: 0.5,
  relevanceReason: null,
  startLine: null,
  truncated: false,
  message: null,
} as const;

const MERGED = {
  state: "merged",
  draft: false,
  mergedAt: "2026-03-01T02:00:00.000Z",
  mergeCommit: "c",
} as const;

/** A match of a pattern, as an analysis found it. */
const matchOf = ({ patternId }: FullWorkspace): Parameters<typeof recordMatches>[2][number] => ({
  id: patternId,
  name: "Known",
  category: "code_bug",
  rung: "signature",
  confirmations: 1,
  weight: patternWeight([], new Date(0)),
  recheck: { result: "holds", isSpecific: true, citations: [], reason: "r", cause: "c", slots: {} },
  incidentIds: [],
  confirmedBy: "Ada",
  role: "led",
  reason: "r",
  citations: [],
});

const PREPARED = { branch: "b", base: "c", target: "main" };

async function saveDraft(
  ctx: Context,
  target: { incidentId: string; workflowId: string },
  own: FullWorkspace,
): Promise<string> {
  const [draft] = (await listDiagnoses(own.ctx, own.incidentId)).items;
  if (!draft) throw new Error("no diagnosis");
  return saveDiagnosis(ctx, { ...target, draft: { ...draft, fixTemplate: null } });
}

/** Throws the outcome of the only incident of a bulk request, if it was refused. */
async function refusedInBulk(results: ReturnType<typeof updateIncidents>): Promise<void> {
  const [outcome] = (await results).results;
  if (outcome?.error) throw new AppError("NOT_FOUND", outcome.error.message);
}

/** Verbs that take an id, called as a route or a workflow step would. */
export const VERBS_BY_ID: Record<string, VerbCall> = {
  acceptReports: (ctx, { sourceId }) =>
    acceptReports(ctx, sourceId, [failureReport()], { analysisSteps: [] }),
  learnTriggers: (ctx, { sourceId }) => learnTriggers(ctx, { id: sourceId, kind: "databricks" }),
  resolveRecovered: (ctx, { incidentId }) => resolveRecovered(ctx, incidentId),
  reconcileSource: (ctx, { sourceId }) => reconcileSource(ctx, { sourceId, at: new Date() }),
  requestAnalysis: (ctx, { incidentId }) => requestAnalysis(ctx, { incidentId, engine: "builtin" }),
  collectEvidence: (ctx, { incidentId }) => collectEvidence(ctx, { incidentId }),
  locateFailure: async (ctx, at) =>
    locateFailure(ctx, { ...(await loadIncidentContext(at.ctx, at.incidentId)), connection: null }),
  "storeEvidence, which takes no context": (ctx, { incidentId }) =>
    storeEvidence(ctx.pool, [
      {
        workspaceId: ctx.workspaceId,
        incidentId,
        collector: "orchestrator-log",
        pieces: [PIECE],
        durationMs: 1,
        collectedAt: ctx.now(),
      },
    ]),
  cancelWorkflow: (ctx, { workflowId }) => cancelWorkflow(ctx, workflowId),
  retryWorkflow: (ctx, { workflowId }) => retryWorkflow(ctx, workflowId),
  diagnoseIncident: (ctx, { incidentId, workflowId }) => diagnoseIncident(ctx, { incidentId, workflowId }),
  "saveDiagnosis of their incident": (ctx, { incidentId }, own) =>
    saveDraft(ctx, { incidentId, workflowId: newId() }, own),
  "saveDiagnosis under their workflow": (ctx, { workflowId }, own) =>
    saveDraft(ctx, { incidentId: own.incidentId, workflowId }, own),
  planAnalysis: (ctx, { incidentId, workflowId }) =>
    planAnalysis(ctx, { incidentId, workflowId, patternId: "p" }),
  askOnce: (ctx, at) => askOnce(ctx, { ...callOf(at), size: "small" }),
  runAgent: (ctx, at) => runAgent(ctx, { ...callOf(at), agent: "log" }),
  synthesize: (ctx, at) => synthesize(ctx, { ...callOf(at), runs: [] }),
  counterCheck: (ctx, at) => counterCheck(ctx, { ...callOf(at), callId: "c" }),
  openTools: async (ctx, at) =>
    openTools(ctx, {
      incident: await loadIncidentContext(at.ctx, at.incidentId),
      evidence: [],
      names: new Map(),
    }),
  replayDiagnosis: (ctx, { diagnosisId }) => replayDiagnosis(ctx, diagnosisId),
  removeModelTranscripts: (ctx) => removeModelTranscripts(ctx, 10),
  concludeAnalysis: (ctx, { incidentId, workflowId }) =>
    concludeAnalysis(ctx, {
      incidentId,
      workflowId,
      callId: "c",
      runs: [],
      counterCheck: null,
      route: { way: "single-call", why: "w", escalatedBecause: null },
    }),
  noteModelFailure: (ctx, { incidentId, workflowId }) =>
    noteModelFailure(ctx, {
      incidentId,
      workflowId,
      message: "m",
      route: { way: "single-call", why: "w", escalatedBecause: null },
      runs: [],
    }),
  noteNoFix: (ctx, { incidentId }) =>
    noteNoFix(ctx, { incidentId, workflowId: newId(), maker: "claude", reason: "r" }),
  requestFixes: (ctx, { incidentId }) => requestFixes(ctx, { incidentId, hint: null }),
  proposeFixes: (ctx, { incidentId }) =>
    proposeFixes(ctx, { incidentId, workflowId: newId(), engine: "builtin" }),
  proposeTemplateFix: (ctx, { incidentId }) => proposeTemplateFix(ctx, { incidentId, workflowId: newId() }),
  proposePlans: (ctx, { incidentId }) => proposePlans(ctx, { incidentId, workflowId: newId() }),
  proposeManualFix: (ctx, { incidentId }) => proposeManualFix(ctx, { incidentId, workflowId: newId() }),
  proposeClaudeFix: (ctx, { incidentId }) =>
    proposeClaudeFix(ctx, { incidentId, workflowId: newId(), onlyIfNeeded: false }),
  saveFix: (ctx, { incidentId, diagnosisId }) =>
    saveFix(ctx, { incidentId, workflowId: newId(), diagnosisId, draft: DRAFT }),
  updateFix: (ctx, { fixId }) => updateFix(ctx, fixId, { patch: DRAFT.patch }),
  requestPullRequest: (ctx, { fixId }) => requestPullRequest(ctx, fixId),
  prepareFix: (ctx, { fixId, workflowId }) => prepareFix(ctx, { fixId, workflowId }),
  createFixBranch: (ctx, { fixId, workflowId }) =>
    createFixBranch(ctx, { fixId, workflowId, prepared: PREPARED }),
  commitFix: (ctx, { fixId, workflowId }) => commitFix(ctx, { fixId, workflowId, prepared: PREPARED }),
  openDraft: (ctx, { fixId, workflowId }) => openDraft(ctx, { fixId, workflowId, prepared: PREPARED }),
  recordPullRequest: (ctx, { fixId, workflowId }) =>
    recordPullRequest(ctx, {
      fixId,
      workflowId,
      pullRequest: { number: 1, url: null, state: "open", draft: true },
    }),
  failPullRequest: (ctx, { fixId, workflowId }) => failPullRequest(ctx, { fixId, workflowId, message: "m" }),
  decoratePullRequest: (ctx, { fixId, workflowId }) =>
    decoratePullRequest(ctx, { fixId, workflowId, prepared: PREPARED, number: 1 }),
  checkPullRequest: (ctx, { fixId }) => checkPullRequest(ctx, fixId),
  "receivePullRequests of their branch": (ctx) =>
    receivePullRequests(ctx, [{ ...MERGED, repository: "acme/pipelines", number: 1, branch: "b" }]),
  savePullRequestState: (ctx, { fixId }) =>
    savePullRequestState(ctx, fixId, { ...MERGED, checkedAt: null, etag: null }),
  decideFix: (ctx, { fixId }) => decideFix(ctx, fixId, { decision: "rejected", reason: "r" }),
  requestRerun: (ctx, { fixId }) => requestRerun(ctx, fixId),
  settleOutcome: (ctx, { fixId }) => settleOutcome(ctx, fixId),
  giveVerdict: (ctx, { incidentId }) => giveVerdict(ctx, incidentId, { verdict: "right" }),
  undoAndLearn: (ctx, { incidentId }) => undoAndLearn(ctx, incidentId, { timelineEntryId: "t" }),
  learnFromIncident: (ctx, { incidentId }) => learnFromIncident(ctx, incidentId),
  confirmByFix: (ctx, { fixId }) => confirmByFix(ctx, { fixId }),
  "recordMatches of their incident": (ctx, { incidentId }, own) =>
    recordMatches(ctx, incidentId, [matchOf(own)]),
  "recordMatches of their pattern": (ctx, at, own) => recordMatches(ctx, own.incidentId, [matchOf(at)]),
  updatePattern: (ctx, { patternId }) => updatePattern(ctx, patternId, { name: "taken" }),
  "mergePattern away": (ctx, { patternId }, own) => mergePattern(ctx, patternId, own.patternId),
  "mergePattern into": (ctx, { patternId }, own) => mergePattern(ctx, own.patternId, patternId),
  deletePattern: (ctx, { patternId }) => deletePattern(ctx, patternId),
  assessImpact: (ctx, { incidentId }) => assessImpact(ctx, incidentId),
  reassessSeverity: (ctx, { incidentId }) => reassessSeverity(ctx, incidentId),
  updatePipeline: (ctx, { pipelineId }) => updatePipeline(ctx, pipelineId, { criticality: "low" }),
  "updatePipeline with their team": (ctx, { teamId }, own) =>
    updatePipeline(ctx, own.pipelineId, { ownerTeamId: teamId }),
  updateNoisePolicy: (ctx, { noisePolicyId }) => updateNoisePolicy(ctx, noisePolicyId, { name: "taken" }),
  deleteNoisePolicy: (ctx, { noisePolicyId }) => deleteNoisePolicy(ctx, noisePolicyId),
  "createNoisePolicy for their source": (ctx, { sourceId }) =>
    createNoisePolicy(ctx, { kind: "mute", name: "m", sourceId, appliesToOpen: true }),
  updateIncident: (ctx, { incidentId }) => updateIncident(ctx, incidentId, { comment: "c" }),
  "mergeIncident away": (ctx, { incidentId }, own) => mergeIncident(ctx, incidentId, own.incidentId),
  "mergeIncident into": (ctx, { incidentId }, own) => mergeIncident(ctx, own.incidentId, incidentId),
  "updateIncidents of theirs": (ctx, { incidentId }) =>
    refusedInBulk(updateIncidents(ctx, { action: "acknowledge", ids: [incidentId] })),
  "updateIncidents merging theirs away": (ctx, { incidentId }, own) =>
    refusedInBulk(updateIncidents(ctx, { action: "merge", ids: [incidentId], into: own.incidentId })),
  "updateIncidents merging into theirs": (ctx, { incidentId }, own) =>
    updateIncidents(ctx, { action: "merge", ids: [own.incidentId], into: incidentId }),
  undoChange: (ctx, { incidentId }) => undoChange(ctx, incidentId, { timelineEntryId: "t" }),
  deleteIncident: (ctx, { incidentId }) => deleteIncident(ctx, incidentId),
  unmergeIncidents: (ctx, { incidentId }) => unmergeIncidents(ctx, incidentId, ["s"]),
  "unmergeIncidents of theirs": (ctx, { incidentId }, own) =>
    unmergeIncidents(ctx, own.incidentId, [incidentId]),
  splitIncident: (ctx, { occurrenceId }, own) => splitIncident(ctx, own.incidentId, [occurrenceId]),
  joinSymptoms: (ctx, { incidentId }) => joinSymptoms(ctx, incidentId),
  releaseSymptoms: (ctx) => releaseSymptoms(ctx),
  releaseDuplicates: (ctx) => releaseDuplicates(ctx),
  wrapUpAnalysis: (ctx, { incidentId, workflowId }) => wrapUpAnalysis(ctx, { incidentId, workflowId }),
  replayDelivery: (ctx, { deliveryId }) => replayDelivery(ctx, deliveryId),
  updateSource: (ctx, { sourceId }) => updateSource(ctx, sourceId, { name: "taken", rotateSecret: true }),
  testSource: (ctx, { sourceId }) => testSource(ctx, sourceId),
  testGitHubActions: (ctx) => testGitHubActions(ctx),
  sendTestFailure: (ctx, { sourceId }) => sendTestFailure(ctx, sourceId),
  getSourceSecret: (ctx, { sourceId }) => getSourceSecret(ctx, sourceId),
  updateIntegration: (ctx, { integrationId }) => updateIntegration(ctx, integrationId, { name: "taken" }),
  testIntegration: (ctx, { integrationId }) => testIntegration(ctx, integrationId),
  snapshotWarehouse: (ctx, { integrationId }) => snapshotWarehouse(ctx, integrationId),
  deleteIntegration: (ctx, { integrationId }) => deleteIntegration(ctx, integrationId),
  revokeApiToken: (ctx, { tokenId }) => revokeApiToken(ctx, tokenId),
  updateTeam: (ctx, { teamId }) =>
    updateTeam(ctx, teamId, { name: "taken", memberIds: [], owns: { tags: [] } }),
  deleteTeam: (ctx, { teamId }) => deleteTeam(ctx, teamId),
  revokeSession: (ctx, { sessionId }) => revokeSession(ctx, sessionId),
  switchWorkspace: (ctx, at) => switchWorkspace(ctx, at.ctx.workspaceId),
};

/** Other verbs that check permissions; they act on the caller or the caller's workspace. */
export const OTHER_VERBS: Record<string, VerbCall> = {
  adviseRetry: (ctx) =>
    adviseRetry(ctx, null, {
      pipeline: "orders_daily",
      task: "transform_orders",
      tryNumber: 1,
      error: { message: "m" },
    }),
  createSource: (ctx) => createSource(ctx, { kind: "generic", name: "s" }),
  createIntegration: (ctx) =>
    createIntegration(ctx, { kind: "slack", name: "i", credentials: { token: "t" } }),
  listIntegrations: (ctx) => listIntegrations(ctx),
  createApiToken: (ctx) => createApiToken(ctx, { name: "t", role: "viewer" }),
  updateWorkspace: (ctx) => updateWorkspace(ctx, { name: "taken", retention: { deliveriesDays: 1 } }),
  storeTables: (ctx) => storeTables(ctx, { origin: "o", namespace: "n", tables: [], isWhole: true }),
  removeDeliveries: (ctx) => removeDeliveries(ctx, 1),
  removeDuplicates: (ctx) => removeDuplicates(ctx, 1),
  removeEvidenceTexts: (ctx) => removeEvidenceTexts(ctx, 1),
  removeRetryAdvice: (ctx) => removeRetryAdvice(ctx, 1),
  removeRuns: (ctx) => removeRuns(ctx, 1),
  removeDatasets: (ctx) => removeDatasets(ctx, 1),
  removeWorkflowSteps: (ctx) => removeWorkflowSteps(ctx, 1),
  createNoisePolicy: (ctx) => createNoisePolicy(ctx, { kind: "mute", name: "m", appliesToOpen: true }),
  previewNoisePolicy: (ctx) => previewNoisePolicy(ctx, { kind: "mute", name: "m" }),
  wakeSuppressed: (ctx) => wakeSuppressed(ctx),
  reassessDeadlines: (ctx) => reassessDeadlines(ctx),
  reassessSettings: (ctx) => reassessSettings(ctx),
  wakeIncidents: (ctx) => wakeIncidents(ctx, 1),
  settleLessons: (ctx) => settleLessons(ctx),
  createTeam: (ctx) => createTeam(ctx, { name: "t", slug: "t" }),
  listApiTokens: (ctx) => listApiTokens(ctx),
  listAudit: (ctx) => listAudit(ctx),
  changePassword: (ctx) => changePassword(ctx, { currentPassword: "", newPassword: "correct horse" }),
  revokeAllSessions: (ctx) => revokeAllSessions(ctx, {}),
};
