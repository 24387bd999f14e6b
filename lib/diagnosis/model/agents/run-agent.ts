import { openToolSession } from "@/lib/diagnosis/model/tool-session";
import { loadAnalysisMaterial } from "@/lib/diagnosis/model/analysis-material";
import { commitAgent } from "@/lib/diagnosis/model/agents/commit-agent";
import { NOTHING_TO_READ, sliceFor, type Agent } from "@/lib/diagnosis/model/agents/agent";
import { logAgent } from "@/lib/diagnosis/model/agents/log-agent";
import { agentPrompt, agentSystemPrompt } from "@/lib/diagnosis/model/agents/prompt";
import { runbookAgent } from "@/lib/diagnosis/model/agents/runbook-agent";
import { ModelFindings, type ModelClaim } from "@/lib/diagnosis/model/answers";
import { idsByName, nameEvidence } from "@/lib/diagnosis/model/evidence-blocks";
import { PROMPT_VERSIONS } from "@/lib/diagnosis/model/rules";
import { saveReadPieces } from "@/lib/diagnosis/model/save-read-pieces";
import { saveNames } from "@/lib/diagnosis/model/transcripts";
import type { ReadPiece } from "@/lib/diagnosis/tools/tool";
import type { AgentName } from "@/lib/diagnosis/schemas";
import { converse } from "@/lib/model/converse";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { modelConnection } from "@/lib/vendors/anthropic/client";
import { throwIfRetryable } from "@/lib/vendors/anthropic/throw-if-retryable";

export interface AnalysisCall {
  incidentId: string;
  workflowId: string;
  /** Random marker of where data begins and ends in all prompts of the analysis. */
  boundary: string;
}

/** How an agent fared. Its findings are read from the call (`agentReport`). */
export interface AgentRun {
  agent: AgentName;
  status: "answered" | "nothing_to_read" | "failed";
  /** The call with its findings; null if there are none. */
  callId: string | null;
  message: string | null;
}

const AGENTS_BY_NAME: Record<AgentName, Agent> = {
  log: logAgent,
  commit: commitAgent,
  runbook: runbookAgent,
};

const MAX_TURNS = 4;
const MAX_TOKENS = 4_000;
const DEADLINE_MS = 60_000;

/**
 * Has an agent read its part of the evidence. What its tools read and it cites is stored as evidence. A permanent
 * failure is a result: the others go on without it. Safe to run twice.
 * @throws AppError RATE_LIMITED or UNAVAILABLE if a retry may help; NOT_FOUND.
 */
export async function runAgent(ctx: Context, input: AnalysisCall & { agent: AgentName }): Promise<AgentRun> {
  authorize(ctx, "incident.analyze");
  const agent = AGENTS_BY_NAME[input.agent];
  const connection = modelConnection("small");
  const nothing = { agent: agent.name, callId: null } as const;
  if (!connection) return { ...nothing, status: "failed", message: "Claude is not connected." };
  const material = await loadAnalysisMaterial(ctx, input.incidentId);
  const slice = sliceFor(agent, material.shown);
  if (slice === null) {
    return { ...nothing, status: "nothing_to_read", message: NOTHING_TO_READ };
  }
  const { boundary, incidentId, workflowId } = input;
  const nameOf = nameEvidence(material.shown);
  const session = await openToolSession(ctx, material, { nameOf, boundary, only: agent.tools });
  const { failure, builtin: prior } = material;
  const prompt = agentPrompt({ failure, slice, nameOf, prior, boundary });
  const answer = await converse(ctx, connection, {
    identity: { incidentId, workflowId, role: agent.role, promptVersion: PROMPT_VERSIONS[agent.role] },
    system: agentSystemPrompt(agent),
    prompt,
    tools: session.definitions,
    runTools: session.run,
    schema: ModelFindings,
    effort: "low",
    maxTurns: MAX_TURNS,
    maxTokens: MAX_TOKENS,
    deadlineMs: DEADLINE_MS,
  });
  if (!answer.ok) {
    throwIfRetryable(answer);
    return { ...nothing, status: "failed", message: answer.message };
  }
  const pieces = citedPieces(answer.value.findings, session.read);
  const read = await saveReadPieces(ctx, { incidentId, role: agent.role, pieces });
  await saveNames(ctx, answer.callId, { ...idsByName(nameOf), ...read });
  return { agent: agent.name, status: "answered", callId: answer.callId, message: null };
}

/** What the claims cite of the texts that tools read. Pure. */
export function citedPieces(
  claims: readonly ModelClaim[],
  read: ReadonlyMap<string, ReadPiece>,
): Map<string, ReadPiece> {
  const cited = new Set(claims.flatMap(({ citations }) => citations.map(({ evidence }) => evidence)));
  return new Map([...read].filter(([name]) => cited.has(name)));
}
