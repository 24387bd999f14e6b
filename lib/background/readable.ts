import { cleanJson } from "@/lib/platform/clean-json";
import { showHidden } from "@/lib/platform/hidden-characters";
import { redact } from "@/lib/redaction/redact";
import { redactJson } from "@/lib/redaction/redact-json";

/** Without secrets, and with hidden characters written out: people, models and citation checks read the same. */
export function readableText(text: string): string {
  return redact(showHidden(text)).text;
}

/** A JSON value whose texts are readable and can be stored. */
export function readableJson<T>(value: T): T {
  return redactJson(cleanJson(value)) as T;
}
