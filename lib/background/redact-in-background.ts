import { LARGE_BYTES, runJob } from "@/lib/background/run-job";
import { redact, type Redaction } from "@/lib/redaction/redact";

/**
 * `redact` for a text of any size: a large one is redacted in a worker thread.
 * @throws AppError UNAVAILABLE when the queue is full.
 */
export async function redactInBackground(text: string): Promise<Redaction> {
  return text.length <= LARGE_BYTES ? redact(text) : runJob("redact-text", text);
}
