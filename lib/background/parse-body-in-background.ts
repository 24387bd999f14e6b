import { LARGE_BYTES, runJob } from "@/lib/background/run-job";
import { parseBody, type ParsedBody } from "@/lib/background/parse-body";

/**
 * `parseBody` for a body of any size: a large one is parsed, cleaned and redacted in a worker thread, since that
 * takes long enough to hold up every other request.
 * @throws AppError UNAVAILABLE when too much waits already: the sender tries again.
 */
export async function parseBodyInBackground(rawBody: Uint8Array): Promise<ParsedBody> {
  if (rawBody.byteLength <= LARGE_BYTES) return parseBody(rawBody);
  const body = await runJob("parse-body", rawBody);
  return body.ok ? { ...body, value: JSON.parse(body.text) as unknown } : body;
}
