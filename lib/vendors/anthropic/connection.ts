import type { TokenCount } from "@/lib/vendors/anthropic/prices";

/** How much thinking a question deserves. */
export type ModelEffort = "low" | "medium" | "high";

export interface ModelConnection {
  apiKey: string;
  /** Default: https://api.anthropic.com. */
  baseUrl?: string;
  model: string;
}

/** The cost of a call, also known for unusable answers. */
export interface ModelUse {
  model: string;
  tokens: TokenCount;
  costUsd: number | null;
  latencyMs: number;
}

export const MODEL_FAILURES = [
  "rate_limited",
  "overloaded",
  "unavailable",
  "unreachable",
  "timeout",
  "denied",
  "rejected",
  "refused",
  "truncated",
  "malformed",
  "over_budget",
] as const;
export type ModelFailureReason = (typeof MODEL_FAILURES)[number];

export interface ModelFailure {
  ok: false;
  reason: ModelFailureReason;
  /** User-facing, without secrets. */
  message: string;
  retryAfterMs?: number;
  use: ModelUse | null;
}
