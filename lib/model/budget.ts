import { dollars } from "@/lib/platform/dollars";

/** How much may be spent: US dollars, and milliseconds of waiting for the model. */
export interface BudgetLimits {
  perAnalysisUsd: number;
  perAnalysisMs: number;
  /** Per workspace and calendar month (UTC); null for no limit. */
  perMonthUsd: number | null;
}

/** What has been spent or is reserved by calls in progress. */
export interface Spent {
  analysisUsd: number;
  analysisMs: number;
  monthUsd: number;
}

/** Why a call that costs up to `estimateUsd` may not be made, for people; null if it may. Pure. */
export function budgetObjection(limits: BudgetLimits, spent: Spent, estimateUsd: number): string | null {
  if (limits.perMonthUsd === 0) {
    return "This workspace may spend $0 per month on Claude, so it is not asked. Admins change the limit under Settings.";
  }
  if (spent.analysisUsd + estimateUsd > limits.perAnalysisUsd) {
    return `The next call to Claude could exceed the ${dollars(limits.perAnalysisUsd)} that one analysis may cost (PD_MODEL_USD_PER_ANALYSIS); it has cost ${dollars(spent.analysisUsd)} so far.`;
  }
  if (spent.analysisMs >= limits.perAnalysisMs) {
    return `Claude has used the ${Math.round(limits.perAnalysisMs / 1_000)} s that one analysis may take (PD_MODEL_SECONDS_PER_ANALYSIS).`;
  }
  if (limits.perMonthUsd !== null && spent.monthUsd + estimateUsd > limits.perMonthUsd) {
    return `The next call to Claude could exceed this workspace's limit of ${dollars(limits.perMonthUsd)} per month; ${dollars(spent.monthUsd)} has been spent. An admin can change the limit under Settings.`;
  }
  return null;
}

/** Tokens per character of English text and logs, at most: a bound for budgets, not a count. */
const TOKENS_PER_CHAR = 1 / 2.5;

/** An upper bound on the tokens of a text; texts that are not ASCII take up to two tokens a character. Pure. */
export function maxTokensOf(text: string): number {
  // eslint-disable-next-line no-control-regex -- ASCII
  const foreign = text.length - (text.match(/[\u0000-\u007F]/g)?.length ?? 0);
  return Math.ceil((text.length - foreign) * TOKENS_PER_CHAR + foreign * 2);
}

/** The first instant of the month that `now` is in (UTC). */
export function monthStart(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
}
