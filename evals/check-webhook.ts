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
 * What must hold of any body that an authentic sender sends, whatever it is: nothing is thrown; what is kept can be
 * stored and holds no secret that redaction knows; a report has its promised shape; a refusal says what and where; the
 * same body gives the same delivery key and identity again.
 * @throws Error naming the promise that was broken.
 */
export function checkWebhook(kind: "airflow" | "prefect" | "generic", raw: Uint8Array): void {
  const parsed = parseBody(raw);
  must(!parsed.text.includes("\0") && parsed.text.isWellFormed(), "the text that is kept can be stored");
  const again = redact(parsed.text).text;
  must(
    again === parsed.text,
    `no secret is kept, but redaction still finds one: ${difference(parsed.text, again)}`,
  );
  if (!parsed.ok) {
    must(
      parsed.reason.length > 0 && parsed.issues.length > 0,
      "a body that cannot be read is refused with a reason",
    );
    return;
  }
  must(
    JSON.stringify(JSON.parse(parsed.text)) === JSON.stringify(parsed.value),
    "what is kept says the same",
  );
  const source = { id: "source", kind };
  const rawSha256 = createHash("sha256").update(raw).digest("hex");
  const key = () => deliveryKey(descriptorOf(kind), { body: parsed.value, headers: {}, rawSha256 });
  must(
    key().value === key().value && key().value.length <= 300,
    "the delivery key is short and the same every time",
  );
  const meaning = understandBody(source, parsed.value, {});
  if (!meaning.ok) {
    must(meaning.reason !== "" && meaning.issues.length <= MAX_ISSUES, "a refusal says why, in few words");
    return;
  }
  const [reported] = meaning.reports;
  const shape = FailureReport.safeParse(reported.report);
  must(shape.success, `the report has its shape: ${shape.error?.message}`);
  must(subjectName(reported.report.subject) !== "", "the subject has a name");
  const repeated = understandBody(source, parsed.value, {});
  must(
    repeated.ok && repeated.reports[0].identity.dedupKey === reported.identity.dedupKey,
    "the same body is the same failure again",
  );
}

function must(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Error(promise);
}

function difference(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return JSON.stringify(a.slice(Math.max(0, at - 30), at + 60));
}
