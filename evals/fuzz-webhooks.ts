/** Reads many damaged webhooks and checks what must hold of any: the webhook half of `npm run fuzz`. */
import { checkWebhook } from "@/evals/check-webhook";
import { randomOf } from "@/evals/mutate-log";
import { mutatePayload, recordedPayloads, type RecordedPayload } from "@/evals/mutate-payload";

const MOST_FAILURES = 10;

const GENERIC: RecordedPayload["kind"] = "generic";
const KINDS = ["airflow", "prefect", GENERIC] as const;

/** The case of a number: each has its own seed, so that one can be run alone. */
export function webhookOf(
  seed: number,
  number: number,
  payloads: readonly RecordedPayload[],
): { kind: RecordedPayload["kind"]; body: Uint8Array } {
  const random = randomOf(Math.imul(seed, 1_000_003) + number);
  const payload = payloads[Math.floor(random() * payloads.length)] ?? { kind: GENERIC, body: "{}" };
  // A body that was meant for another kind is as damaged as it gets.
  const kind = random() < 0.05 ? (KINDS[Math.floor(random() * KINDS.length)] ?? GENERIC) : payload.kind;
  return { kind, body: Buffer.from(mutatePayload(payload.body, random)) };
}

/** What is wrong with how a webhook is read, or null. */
export function wrongOfWebhook(kind: RecordedPayload["kind"], body: Uint8Array): string | null {
  try {
    checkWebhook(kind, body);
    return null;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** Tries `count` webhooks and prints those that break a promise. @returns how many did */
export function fuzzWebhooks({ seed, from, count }: { seed: number; from: number; count: number }): number {
  const payloads = recordedPayloads();
  let failures = 0;
  for (let number = from; number < from + count && failures < MOST_FAILURES; number += 1) {
    const { kind, body } = webhookOf(seed, number, payloads);
    const wrong = wrongOfWebhook(kind, body);
    if (wrong === null) continue;
    failures += 1;
    const again = `npm run fuzz -- --only webhooks --seed ${seed} --from ${number} --count 1`;
    const shown = JSON.stringify(Buffer.from(body).toString("latin1").slice(0, 600));
    process.stdout.write(`\n${kind} webhook ${number} (${again})\n${wrong}\n${shown}\n`);
  }
  process.stdout.write(`${count} webhooks, seed ${seed}: ${failures} failures\n`);
  return failures;
}
