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
  /** Zeros if they are in doubt. */
  tokens: TokenCount;
  /** Null if the price or the tokens are not known. */
  costUsd: number | null;
  /** Why the reported tokens are not believed, for people; null if they are. */
  doubt: string | null;
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
  /** What came instead of an answer, as received; not redacted. */
  said?: string;
  use: ModelUse | null;
}
