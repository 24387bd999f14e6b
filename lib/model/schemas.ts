import { z } from "zod";

/** What the language model is asked for. Each has a prompt of its own. */
export const MODEL_ROLES = [
  "single-call",
  "log-agent",
  "commit-agent",
  "runbook-agent",
  "synthesizer",
  "counter-check",
  "fix",
] as const;
export const ModelRole = z.enum(MODEL_ROLES);
export type ModelRole = z.infer<typeof ModelRole>;

const Tokens = z.object({
  input: z.number().int(),
  output: z.number().int(),
  cacheRead: z.number().int(),
  cacheWrite: z.number().int(),
});

/** A call to the language model as the browser and the API see it. */
export const ModelCall = z.object({
  id: z.string(),
  workflowId: z.string(),
  role: ModelRole,
  turn: z.number().int(),
  model: z.string(),
  promptVersion: z.string(),
  /** `running`, `ok`, `interrupted` if its process ended, or the reason of a failure such as `rate_limited`. */
  status: z.string(),
  /** Why it failed, or why the reported tokens are not believed. */
  message: z.string().nullable(),
  tokens: Tokens,
  /** Null if the price or the tokens are not known. */
  costUsd: z.number().nullable(),
  /** What counts towards budgets: the cost, or the most that it may have been. */
  chargedUsd: z.number(),
  latencyMs: z.number().int(),
  createdAt: z.string(),
  /** What was sent and answered; null once it has expired. */
  transcript: z.object({ request: z.unknown(), reply: z.unknown() }).nullable(),
});
export type ModelCall = z.infer<typeof ModelCall>;

/** The calls of a workflow together: an analysis, or fixes that were requested. */
export const ModelCallGroup = z.object({
  workflowId: z.string(),
  /** Of its first call. */
  startedAt: z.string(),
  calls: z.number().int(),
  /** Null if the cost of a call is not known. */
  costUsd: z.number().nullable(),
  chargedUsd: z.number(),
});
export type ModelCallGroup = z.infer<typeof ModelCallGroup>;

/** `groups`: of the calls on the page, each with all its calls counted; the latest first. */
export const ModelCallPage = z.object({
  items: z.array(ModelCall),
  groups: z.array(ModelCallGroup),
  nextCursor: z.string().nullable(),
});
export type ModelCallPage = z.infer<typeof ModelCallPage>;

/** This month's use of the language model in a workspace, in US dollars. */
export const ModelSpend = z.object({
  /** First day of the month (UTC). */
  since: z.string(),
  calls: z.number().int(),
  costUsd: z.number(),
  /** Null if there is no limit. */
  limitUsd: z.number().nullable(),
});
export type ModelSpend = z.infer<typeof ModelSpend>;

export const Usage = z.object({ model: ModelSpend });
export type Usage = z.infer<typeof Usage>;
