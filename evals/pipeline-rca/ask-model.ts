import type { ScenarioAnswer } from "@/evals/pipeline-rca/scenario";
import type { BuiltinDiagnosis, DiagnosisInput } from "@/lib/diagnosis/engine/diagnosis-input";
import { NOTHING_TO_READ, sliceFor, type Agent } from "@/lib/diagnosis/model/agents/agent";
import { checkFindings } from "@/lib/diagnosis/model/agents/check-findings";
import { commitAgent } from "@/lib/diagnosis/model/agents/commit-agent";
import { logAgent } from "@/lib/diagnosis/model/agents/log-agent";
import { agentPrompt, agentSystemPrompt } from "@/lib/diagnosis/model/agents/prompt";
import { runbookAgent } from "@/lib/diagnosis/model/agents/runbook-agent";
import { ModelCounterCheck, ModelDiagnosis, ModelFindings } from "@/lib/diagnosis/model/answers";
import { chooseRoute, leadOf, whyEscalate } from "@/lib/diagnosis/model/choose-route";
import { COUNTER_CHECK_PROMPT, counterCheckPrompt } from "@/lib/diagnosis/model/counter-check-prompt";
import {
  SINGLE_CALL_PROMPT,
  singleCallPrompt,
  SYNTHESIZER_PROMPT,
  synthesisPrompt,
} from "@/lib/diagnosis/model/diagnosis-prompt";
import { idsByName, nameEvidence } from "@/lib/diagnosis/model/evidence-blocks";
import { judgeAnswer, type JudgeInput } from "@/lib/diagnosis/model/judge-answer";
import { citedIds, judgeCounterCheck, nothingToCheck } from "@/lib/diagnosis/model/judge-counter-check";
import type { AgentReport, CounterCheck } from "@/lib/diagnosis/schemas";
import { IDENTITY } from "@/lib/knowledge/reliability/recalibrate";
import { env } from "@/lib/platform/env";
import { sendTurn } from "@/lib/vendors/anthropic/client";
import type { ModelConnection, ModelFailure, ModelUse } from "@/lib/vendors/anthropic/connection";
import { costUsd } from "@/lib/vendors/anthropic/prices";
import type { z } from "zod";

/** A failure with its evidence, and what the built-in engine says if it may be used. */
export interface ModelCase extends DiagnosisInput {
  builtin: BuiltinDiagnosis | null;
}

/** What the model is asked to answer, for scripted ones. */
export type ScriptedAnswer = ModelDiagnosis;

export type ModelReply =
  | { ok: true; answer: ScenarioAnswer; use: ModelUse }
  | { ok: false; message: string; use: ModelUse | null };

/** As long as a real one. */
const BOUNDARY = `data-${"0".repeat(24)}`;
const DEADLINE_MS = 120_000;
const MAX_TOKENS = { agent: 4_000, diagnosis: 6_000, check: 3_000 } as const;

/**
 * Asks the model about a failure as the product does, with its prompts, its choice of the way and its checks, but without a
 * database: there are no tools, because all the evidence of a case is in its prompt, and no ledger. This file is the only place
 * where evals and benchmarks touch them.
 * @param connection `model` is the larger one; ANTHROPIC_SMALL_MODEL names the small one
 */
export async function askModelAbout(connection: ModelConnection, input: ModelCase): Promise<ModelReply> {
  const uses: ModelUse[] = [];
  const ask: Ask = async (size, question, schema) => {
    const model = size === "small" ? env().ANTHROPIC_SMALL_MODEL : connection.model;
    const { system, prompt: text, maxTokens } = question;
    const messages = [{ role: "user" as const, text }];
    const turn = { system, messages, schema, maxTokens, deadlineMs: DEADLINE_MS };
    const reply = await sendTurn({ ...connection, model }, turn);
    if (reply.use) uses.push(reply.use);
    if (!reply.ok) return reply;
    if (reply.kind === "answer") return { ok: true, value: reply.value };
    throw new Error("The model called tools although there are none.");
  };
  const result = await analyze(ask, input);
  const use = uses.length === 0 ? null : sumUses(uses, connection.model);
  if (!("outcome" in result)) return { ok: false, message: result.message, use };
  return { ok: true, answer: result, use: use ?? sumUses([], connection.model) };
}

interface Asked {
  system: string;
  prompt: string;
  maxTokens: number;
}
type Ask = <T>(
  size: "small" | "large",
  question: Asked,
  schema: z.ZodType<T>,
) => Promise<{ ok: true; value: T } | ModelFailure>;

async function analyze(ask: Ask, input: ModelCase): Promise<ScenarioAnswer | ModelFailure> {
  const { failure, evidence, builtin } = input;
  const prompt = singleCallPrompt({ failure, evidence, prior: builtin, boundary: BOUNDARY });
  const route = routeOf(input);
  if (route.way === "single-call") {
    const question = { system: SINGLE_CALL_PROMPT, prompt: prompt.text, maxTokens: MAX_TOKENS.diagnosis };
    const once = await ask(route.size, question, ModelDiagnosis);
    if (!once.ok) return once;
    if (whyEscalate(once.value, prompt.names, evidence, builtin, assetsOf(failure)) === null)
      return judge(input, { answer: once.value, names: prompt.names, agents: [], counterCheck: null });
  }
  const agents = await Promise.all(
    [logAgent, commitAgent, runbookAgent].map((agent) => runOnce(ask, input, agent)),
  );
  const synthesis = synthesisPrompt({
    failure,
    evidence,
    prior: builtin,
    boundary: BOUNDARY,
    reports: agents,
  });
  const question = { system: SYNTHESIZER_PROMPT, prompt: synthesis.text, maxTokens: MAX_TOKENS.diagnosis };
  const written = await ask("large", question, ModelDiagnosis);
  if (!written.ok) return written;
  const { names } = synthesis;
  const counterCheck = await checkOnce(ask, input, written.value, names);
  return judge(input, { answer: written.value, names, agents, counterCheck });
}

function routeOf({ evidence, builtin }: ModelCase) {
  return chooseRoute({
    builtin: builtin && leadOf(builtin),
    patternId: null,
    evidenceChars: evidence.reduce((sum, { status, text }) => sum + (status === "ok" ? text.length : 0), 0),
  });
}

async function runOnce(ask: Ask, input: ModelCase, agent: Agent): Promise<AgentReport> {
  const { failure, evidence, builtin } = input;
  const report = { agent: agent.name, message: null, findings: [] };
  const slice = sliceFor(agent, evidence);
  if (slice === null) return { ...report, status: "nothing_to_read", message: NOTHING_TO_READ };
  const nameOf = nameEvidence(evidence);
  const prompt = agentPrompt({ failure, slice, nameOf, prior: builtin, boundary: BOUNDARY });
  const question = { system: agentSystemPrompt(agent), prompt, maxTokens: MAX_TOKENS.agent };
  const reply = await ask("small", question, ModelFindings);
  if (!reply.ok) return { ...report, status: "failed", message: reply.message };
  const { findings, note } = checkFindings(reply.value, idsByName(nameOf), evidence);
  return { ...report, status: "answered", message: note, findings };
}

async function checkOnce(
  ask: Ask,
  { failure, evidence }: ModelCase,
  leading: ModelDiagnosis,
  names: Record<string, string>,
): Promise<CounterCheck | null> {
  const used = citedIds(leading, names);
  const unused = evidence.filter(({ id }) => !used.has(id));
  if (nothingToCheck(leading, unused, false) !== null) return null;
  const nameOf = nameEvidence(evidence);
  const prompt = counterCheckPrompt({ failure, leading, unused, nameOf, boundary: BOUNDARY });
  const question = { system: COUNTER_CHECK_PROMPT, prompt, maxTokens: MAX_TOKENS.check };
  const reply = await ask("small", question, ModelCounterCheck);
  return reply.ok ? judgeCounterCheck(reply.value, idsByName(nameOf), used, evidence) : null;
}

function judge(
  { failure, evidence, builtin }: ModelCase,
  said: Pick<JudgeInput, "answer" | "names" | "agents" | "counterCheck">,
): ScenarioAnswer {
  return judgeAnswer({
    ...said,
    evidence,
    assets: assetsOf(failure),
    known: [...assetsOf(failure), failure.message ?? ""],
    builtin: builtin && {
      ...builtin,
      outcome: builtin.outcome === "diagnosed" ? "diagnosed" : "inconclusive",
    },
    impact: { text: "", affected: [] },
    route: { way: said.agents.length > 0 ? "agents" : "single-call", why: "", escalatedBecause: null },
    curve: IDENTITY,
  });
}

function assetsOf({ task, pipeline }: ModelCase["failure"]): string[] {
  return [task ?? "", pipeline];
}

function sumUses(uses: readonly ModelUse[], model: string): ModelUse {
  const total = (part: (use: ModelUse) => number) => uses.reduce((sum, use) => sum + part(use), 0);
  return {
    model,
    tokens: {
      input: total(({ tokens }) => tokens.input),
      output: total(({ tokens }) => tokens.output),
      cacheRead: total(({ tokens }) => tokens.cacheRead),
      cacheWrite: total(({ tokens }) => tokens.cacheWrite),
    },
    costUsd: uses.some((use) => use.costUsd === null) ? null : total((use) => use.costUsd ?? 0),
    doubt: uses.find(({ doubt }) => doubt !== null)?.doubt ?? null,
    latencyMs: total(({ latencyMs }) => latencyMs),
  };
}

/** Dense text such as hashes has fewer characters per token than prose, so this overstates the prompt. */
const FEWEST_CHARS_PER_TOKEN = 2.5;
/** The schema of the answer, which is sent along. */
const SCHEMA_TOKENS = 2_000;
/** Two answers of the larger model, if one call is not enough; the small one is cheap beside it. */
const LARGE_CALLS = 2;
const SMALL_SHARE = 0.25;

/** The most that asking can cost, in dollars; null if the model's price is not known. */
export function upperCostUsd(model: string, input: ModelCase): number | null {
  const tokens = promptTokens(input, FEWEST_CHARS_PER_TOKEN) + SCHEMA_TOKENS;
  const once = costUsd(model, {
    input: tokens,
    output: MAX_TOKENS.diagnosis,
    cacheRead: 0,
    cacheWrite: 0,
  });
  return once === null ? null : once * (LARGE_CALLS + SMALL_SHARE);
}

/** English prose, JSON and logs mixed; the estimate of a prompt may be a third too low or too high. */
export const CHARS_PER_TOKEN = 3.5;
/** Without thinking. */
const LIKELY_ANSWER_TOKENS = 900;

/** What asking once is likely to cost, in dollars, without thinking and without a cache; null if the price is not known. */
export function likelyCostUsd(model: string, input: ModelCase): number | null {
  const tokens = promptTokens(input, CHARS_PER_TOKEN);
  return costUsd(model, { input: tokens, output: LIKELY_ANSWER_TOKENS, cacheRead: 0, cacheWrite: 0 });
}

function promptTokens({ failure, evidence, builtin }: ModelCase, charsPerToken: number): number {
  const { text } = singleCallPrompt({ failure, evidence, prior: builtin, boundary: BOUNDARY });
  return (text.length + SINGLE_CALL_PROMPT.length) / charsPerToken;
}
