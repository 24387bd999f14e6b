import type { TokenCount } from "@/lib/vendors/anthropic/prices";

export interface ModelConnection {
  apiKey: string;
  /** https://api.anthropic.com unless told. */
  baseUrl?: string;
  model: string;
}

/** What a call used up; known also for answers that were no good. */
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
] as const;
export type ModelFailureReason = (typeof MODEL_FAILURES)[number];

export interface ModelFailure {
  ok: false;
  reason: ModelFailureReason;
  /** For a person, without secrets. */
  message: string;
  retryAfterMs?: number;
  use: ModelUse | null;
}
