import type { Category, SubjectKind, Transience } from "@/lib/failures/schemas";
import type { Claim, Gap, Hypothesis } from "@/lib/diagnosis/schemas";
import type { Evidence, EvidenceKind, FactsOf, Provenance } from "@/lib/evidence/schemas";
import type { ReadText } from "@/lib/logs/schemas";

/** A piece of evidence of one kind, as the engine sees it. */
export type PieceOf<Kind extends EvidenceKind> = Pick<
  Evidence,
  "id" | "collector" | "status" | "title" | "text" | "startLine" | "message"
> & {
  kind: Kind;
  facts: FactsOf<Kind> | null;
  /** A fact if missing, as for a log from a file. */
  provenance?: Provenance;
};

/** Any piece of evidence; line 1 of `text` is line `startLine` (1 if null) in citations. */
export type EvidencePiece = { [Kind in EvidenceKind]: PieceOf<Kind> }[EvidenceKind];

/** What the source reported about the failure. */
export interface FailureFacts {
  orchestrator: string;
  /** What kind of thing failed; a task if absent. */
  subject?: SubjectKind;
  pipeline: string;
  task: string | null;
  state?: string | null;
  exceptionType?: string | null;
  message?: string | null;
  /** The report's parsed traceback, used when no log in the evidence shows the failure. */
  reported?: ReadText | null;
  tryNumber?: number | null;
  maxTries?: number | null;
  operator?: string | null;
  /** What our reconciler found without a report, such as `missing`; null for a reported failure. */
  finding?: string | null;
  /** How often the task succeeds only on a retry, 0 to 1. */
  flakeScore?: number | null;
}

export interface DiagnosisInput {
  evidence: readonly EvidencePiece[];
  failure: FailureFacts;
}

/** A change that a fix template can make, and its parameters. */
export interface FixProposal {
  templateId: string;
  title: string;
  rationale: string;
  params: Record<string, string>;
}

export interface BuiltinDiagnosis {
  /** `no_failure`: the run in the log succeeded. */
  outcome: "diagnosed" | "inconclusive" | "no_failure";
  rootCause: string;
  category: Category;
  /** 0..1, calibrated: of ten diagnoses at 0.8, eight name the right category. */
  confidence: number;
  transience: Transience;
  explanation: string;
  claims: Claim[];
  /** From the cause to the reported failure. */
  causalChain: string[];
  ruledOut: Claim[];
  gaps: Gap[];
  recommendedActions: string[];
  /** The leading one first. */
  hypotheses: Hypothesis[];
  signature: string | null;
  fix: FixProposal | null;
}
