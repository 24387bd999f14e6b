import type { Question } from "@/evals/pipeline-rca/scenario";
import type { Category } from "@/lib/failures/schemas";

/** A failure as a learner sees it: what was reported, and the evidence collected. */
export interface ReplayIncident extends Question {
  id: string;
  openedAt: Date;
}

export interface LearnerAnswer {
  outcome: "diagnosed" | "inconclusive" | "no_failure";
  category: Category;
  rootCause: string;
  confidence: number;
  /** Ids of the earlier incidents whose confirmed cause this answer takes over; empty if it comes from the evidence alone. */
  basis: string[];
  /** Model calls that the product would make for this incident. */
  modelCalls: number;
  /** What those calls would cost, estimated; 0 without calls. */
  modelCostUsd: number;
}

/** What a person said about the cause when the incident was resolved. */
export interface CauseVerdict {
  incidentId: string;
  category: Category;
  rootCause: string;
  by: string;
  at: Date;
}

/** What came of a fix for the cause that was confirmed. */
export interface FixResult {
  incidentId: string;
  hasWorked: boolean;
  at: Date;
}

/**
 * Something that diagnoses failures and learns from what people say. The replay calls `diagnose` in the order in which the
 * incidents were opened, and `confirm` and `outcome` at the times when they happened. A learner never sees the truth.
 */
export interface Learner {
  name: string;
  diagnose(incident: ReplayIncident): Promise<LearnerAnswer>;
  confirm(verdict: CauseVerdict): Promise<void>;
  outcome(fix: FixResult): Promise<void>;
}
