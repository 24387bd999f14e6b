import { cleanJson } from "@/lib/platform/clean-json";
import { showHidden } from "@/lib/platform/hidden-characters";
import { redact } from "@/lib/redaction/redact";
import { redactJson } from "@/lib/redaction/redact-json";

/** Redacts a text and writes out hidden characters, so that people, models and citation checks read the same text. */
export function readableText(text: string): string {
  return redact(showHidden(text)).text;
}

/** Redacts a JSON value and removes characters the database cannot store. */
export function readableJson<T>(value: T): T {
  return redactJson(cleanJson(value)) as T;
}
