import { cleanText } from "@/lib/platform/clean-json";
import { redact } from "@/lib/redaction/redact";

const REDACTED = "[redacted]";
const MAX_NAME_LENGTH = 200;
const MAX_VALUE_LENGTH = 1_000;

/** Headers that help to debug a sender and carry no credentials. */
const KEPT = new Set([
  "accept",
  "ce-id",
  "ce-source",
  "ce-specversion",
  "ce-time",
  "ce-type",
  "content-encoding",
  "content-length",
  "content-type",
  "date",
  "traceparent",
  "user-agent",
  "webhook-id",
  "webhook-timestamp",
  "x-amz-sns-message-id",
  "x-amz-sns-message-type",
  "x-correlation-id",
  "x-github-delivery",
  "x-github-event",
  "x-github-hook-id",
  "x-gitlab-event",
  "x-grafana-alerting-version",
  "x-request-id",
]);

/**
 * Headers for storage: every name, but only allowlisted values, redacted. An unknown header may contain a secret in any
 * form. Idempotent.
 */
export function storableHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      cleanText(name).slice(0, MAX_NAME_LENGTH),
      KEPT.has(name.toLowerCase()) ? redact(cleanText(value)).text.slice(0, MAX_VALUE_LENGTH) : REDACTED,
    ]),
  );
}
