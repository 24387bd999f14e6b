import { cleanJson, cleanText } from "@/lib/platform/clean-json";
import type { FieldIssue } from "@/lib/failures/schemas";
import { AppError } from "@/lib/platform/errors";
import { redact } from "@/lib/redaction/redact";
import { redactJson } from "@/lib/redaction/redact-json";

/** Why a body was rejected. */
export interface Refused {
  ok: false;
  reason: string;
  issues: FieldIssue[];
}

/** A body as JSON, cleaned and redacted; `text` is stored in either case. */
export type ParsedBody = { ok: true; value: unknown; text: string } | (Refused & { text: string });

const decoder = new TextDecoder("utf-8");

/** Parses a body as JSON, whatever its content type. Never throws. */
export function parseBody(rawBody: Uint8Array): ParsedBody {
  const raw = decoder.decode(rawBody);
  try {
    const value = redactJson(cleanJson(JSON.parse(raw)));
    return { ok: true, value, text: JSON.stringify(value) };
  } catch (error) {
    const text = redact(cleanText(raw)).text;
    if (error instanceof AppError) return { ok: false, reason: error.message, issues: error.issues, text };
    const message = raw.trim() === "" ? "is empty" : `is not JSON: ${jsonComplaint(error)}`;
    return { ok: false, reason: `The body ${message}`, issues: [{ path: "", message }], text };
  }
}

/** V8 quotes the input in its message; only the position is kept. */
function jsonComplaint(error: unknown): string {
  const message = error instanceof Error ? error.message : "";
  return /at position \d+(?: \(line \d+ column \d+\))?/.exec(message)?.[0] ?? "cut off or malformed";
}
