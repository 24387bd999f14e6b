import type { LogStyle } from "@/evals/learning/company";
import type { LogContext, ThrownError } from "@/evals/learning/logs";
import type { Question } from "@/evals/pipeline-rca/scenario";
import type { Category } from "@/lib/failures/schemas";

export interface KindContext extends LogContext {
  pick: <T>(list: readonly [T, ...T[]]) => T;
  /** A whole number from 0 to below `limit`. */
  number: (limit: number) => number;
}

/** Why failures of a kind happen, in a part of the year. */
export interface KindCause {
  id: string;
  /** First day of the year on which this is the cause; the latest one reached applies. */
  fromDay: number;
  /** The first is the label; the others are accepted. */
  categories: readonly [Category, ...Category[]];
  /** A right answer has a word of each list. */
  mentions: readonly (readonly string[])[];
  /** How a person tells it. The words differ from time to time. */
  said: (ctx: KindContext) => string;
  evidence: (ctx: KindContext) => Question["evidence"];
}

/** Failures that look alike. */
export interface FailureKind {
  id: string;
  /** The orchestrators in whose pipelines it happens. */
  styles: readonly LogStyle[];
  /** In how many pipelines, and how often a year in all of them. */
  pipelines: number;
  perYear: number;
  season?: "month_end" | "monday" | "winter" | "clock_change";
  thrown: (ctx: KindContext) => ThrownError;
  causes: readonly [KindCause, ...KindCause[]];
}

/** A kind with the same cause all year. */
export function steady(
  kind: Omit<FailureKind, "causes">,
  cause: Omit<KindCause, "id" | "fromDay" | "evidence"> & Partial<Pick<KindCause, "evidence">>,
): FailureKind {
  return { ...kind, causes: [{ evidence: () => [], ...cause, id: kind.id, fromDay: 0 }] };
}
