import { readableJson, readableText } from "@/lib/background/readable";
import { LARGE_BYTES, runJob } from "@/lib/background/run-job";

/**
 * `readableText` for a text of any size: a large one is processed in a worker thread.
 * @throws AppError UNAVAILABLE when the queue is full.
 */
export async function readableTextInBackground(text: string): Promise<string> {
  return text.length <= LARGE_BYTES ? readableText(text) : runJob("readable-text", text);
}

/** `readableJson` for a value of any size. @throws AppError UNAVAILABLE when the queue is full. */
export async function readableJsonInBackground<T>(value: T): Promise<T> {
  const text = JSON.stringify(value);
  if (text.length <= LARGE_BYTES) return readableJson(value);
  return JSON.parse(await runJob("readable-json", text)) as T;
}
