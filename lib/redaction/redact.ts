/** Redacts text before it is stored, shown, sent or given to a model. */
import { newRun, type RedactOptions } from "@/lib/redaction/placeholders";
import { redactText } from "@/lib/redaction/redact-text";

export interface Redaction {
  text: string;
  /** Number of secrets by kind, sorted by kind. */
  found: { kind: string; count: number }[];
}

/**
 * Replaces secrets with placeholders such as `[redacted:aws-access-key:3f2a]`. Equal secrets get equal placeholders, the
 * number of lines does not change, masked text is left alone, and redaction is idempotent. Time is linear in the length
 * of the text. For texts of unknown size use `redactInBackground`.
 */
export function redact(text: string, options: RedactOptions = {}): Redaction {
  const run = newRun(options);
  const result = redactText(text, run);
  const found = [...run.counts].map(([kind, count]) => ({ kind, count }));
  return { text: result, found: found.sort((a, b) => (a.kind < b.kind ? -1 : 1)) };
}
