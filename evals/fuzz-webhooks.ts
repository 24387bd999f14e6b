/** Checks invariants of many damaged webhooks; part of `npm run fuzz`. */
import { checkWebhook } from "@/evals/check-webhook";
import { randomOf } from "@/evals/mutate-log";
import { mutatePayload, recordedPayloads, type RecordedPayload } from "@/evals/mutate-payload";

const MAX_FAILURES = 10;

const GENERIC: RecordedPayload["kind"] = "generic";
const KINDS = ["airflow", "prefect", GENERIC] as const;

/** The webhook with this case number. Each case has its own seed, so that it can be rerun alone. */
export function webhookOf(
  seed: number,
  number: number,
  payloads: readonly RecordedPayload[],
): { kind: RecordedPayload["kind"]; body: Uint8Array } {
  const random = randomOf(Math.imul(seed, 1_000_003) + number);
  const payload = payloads[Math.floor(random() * payloads.length)] ?? { kind: GENERIC, body: "{}" };
  // Sometimes send a body to the wrong kind of source.
  const kind = random() < 0.05 ? (KINDS[Math.floor(random() * KINDS.length)] ?? GENERIC) : payload.kind;
  return { kind, body: Buffer.from(mutatePayload(payload.body, random)) };
}

/** The violated invariant, or null. */
export function findWebhookViolation(kind: RecordedPayload["kind"], body: Uint8Array): string | null {
  try {
    checkWebhook(kind, body);
    return null;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** Runs `count` webhooks and prints the failures. @returns the number of failures. */
export function fuzzWebhooks({ seed, from, count }: { seed: number; from: number; count: number }): number {
  const payloads = recordedPayloads();
  let failures = 0;
  for (let number = from; number < from + count && failures < MAX_FAILURES; number += 1) {
    const { kind, body } = webhookOf(seed, number, payloads);
    const wrong = findWebhookViolation(kind, body);
    if (wrong === null) continue;
    failures += 1;
    const again = `npm run fuzz -- --only webhooks --seed ${seed} --from ${number} --count 1`;
    const shown = JSON.stringify(Buffer.from(body).toString("latin1").slice(0, 600));
    process.stdout.write(`\n${kind} webhook ${number} (${again})\n${wrong}\n${shown}\n`);
  }
  process.stdout.write(`${count} webhooks, seed ${seed}: ${failures} failures\n`);
  return failures;
}
