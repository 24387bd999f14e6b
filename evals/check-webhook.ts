import { subjectName } from "@/lib/failures/subject";
import { createHash } from "node:crypto";
import { FailureReport } from "@/lib/failures/schemas";
import { deliveryKey } from "@/lib/intake/sources/delivery-key";
import { descriptorOf } from "@/lib/intake/sources/registry";
import { parseBody } from "@/lib/background/parse-body";
import { understandBody } from "@/lib/intake/sources/understand-body";
import { redact } from "@/lib/redaction/redact";

const MAX_ISSUES = 50;

/**
 * Checks invariants of any body from an authenticated sender: nothing is thrown; the kept text can be stored and contains
 * no secret that redaction recognizes; reports are valid; rejections state the reason and place; the delivery key and
 * identity are deterministic.
 * @throws Error naming the violated invariant.
 */
export function checkWebhook(kind: "airflow" | "prefect" | "generic", raw: Uint8Array): void {
  const parsed = parseBody(raw);
  assert(!parsed.text.includes("\0") && parsed.text.isWellFormed(), "the kept text can be stored");
  const again = redact(parsed.text).text;
  assert(
    again === parsed.text,
    `no secret is kept, but redaction still finds one: ${difference(parsed.text, again)}`,
  );
  if (!parsed.ok) {
    assert(
      parsed.reason.length > 0 && parsed.issues.length > 0,
      "an unreadable body is rejected with a reason",
    );
    return;
  }
  assert(
    JSON.stringify(JSON.parse(parsed.text)) === JSON.stringify(parsed.value),
    "the kept text has the same content",
  );
  const source = { id: "source", kind, environment: null };
  const rawSha256 = createHash("sha256").update(raw).digest("hex");
  const key = () => deliveryKey(descriptorOf(kind), { body: parsed.value, headers: {}, rawSha256 });
  assert(
    key().value === key().value && key().value.length <= 300,
    "the delivery key is short and deterministic",
  );
  const meaning = understandBody(source, parsed.value, {});
  if (!meaning.ok) {
    assert(
      meaning.reason !== "" && meaning.issues.length <= MAX_ISSUES,
      "a rejection has a reason and few issues",
    );
    return;
  }
  const [reported] = meaning.reports;
  if (!reported) return;
  const shape = FailureReport.safeParse(reported.report);
  assert(shape.success, `the report is valid: ${shape.error?.message}`);
  assert(subjectName(reported.report.subject) !== "", "the subject has a name");
  const repeated = understandBody(source, parsed.value, {});
  assert(
    repeated.ok && repeated.reports[0]?.identity.dedupKey === reported.identity.dedupKey,
    "the same body is the same failure",
  );
}

function assert(holds: boolean, invariant: string): asserts holds {
  if (!holds) throw new Error(invariant);
}

function difference(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return JSON.stringify(a.slice(Math.max(0, at - 30), at + 60));
}
