import type { BuiltinDiagnosis } from "@/lib/diagnosis/engine/diagnosis-input";
import { redact } from "@/lib/redaction/redact";
import { showHidden } from "@/lib/platform/hidden-characters";

/** The `--json` output for a file; the fields are a stable interface for scripts. */
export interface DiagnosedFile {
  file: string;
  outcome: BuiltinDiagnosis["outcome"];
  category: string;
  confidence: number;
  transience: string;
  rootCause: string;
  explanation: string;
  failingLines: number[];
  window: { startLine: number; endLine: number };
  exception: { type: string | null; message: string; chain: string[] } | null;
  hypotheses: { category: string; rootCause: string; confidence: number }[];
  signature: string | null;
  fingerprint: string;
  fingerprintParts: { name: string; value: string }[];
  recommendedActions: string[];
  ms: number;
}

/** Makes text safe to print: redacted, with hidden characters spelled out. */
export function clean(text: string): string {
  return redact(showHidden(text)).text;
}
