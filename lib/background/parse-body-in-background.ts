import { LARGE_BYTES, runJob } from "@/lib/background/run-job";
import { parseBody, type ParsedBody } from "@/lib/background/parse-body";

/**
 * `parseBody` for a body of any size: a large one is parsed, cleaned and redacted in a worker thread, because it would
 * block every other request.
 * @throws AppError UNAVAILABLE when the queue is full: the sender retries.
 */
export async function parseBodyInBackground(rawBody: Uint8Array): Promise<ParsedBody> {
  if (rawBody.byteLength <= LARGE_BYTES) return parseBody(rawBody);
  const body = await runJob("parse-body", rawBody);
  return body.ok ? { ...body, value: JSON.parse(body.text) as unknown } : body;
}
