import { Webhook } from "standardwebhooks";
import { verifyDelivery } from "@/lib/intake/webhooks/verify-signature";
import { newWebhookSecret } from "@/lib/platform/crypto";

const ROUNDS = 5;
const SIZES: Record<string, number> = { "4KiB": 4_096, "1MiB": 1_048_576, "8MiB": 8_388_608 };

/**
 * Milliseconds of CPU time to verify a signature against one secret, best of five: ours, which uses Node's crypto, and the
 * `standardwebhooks` library, which has its own SHA-256.
 */
export function benchSignatures(): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  const secret = newWebhookSecret();
  const library = new Webhook(secret);
  for (const [name, size] of Object.entries(SIZES)) {
    const body = Buffer.from(JSON.stringify({ log: "x".repeat(size) }));
    const now = new Date();
    const headers = {
      "webhook-id": "msg_1",
      "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
      "webhook-signature": library.sign("msg_1", now, body.toString()),
    };
    figures[`own.${name}Ms`] = best(() => {
      if (!verifyDelivery({ rawBody: body, headers, secrets: [secret], now }).ok) throw new Error("refused");
    });
    figures[`library.${name}Ms`] = best(() => library.verify(body, headers, { jsonParse: false }));
  }
  return Promise.resolve(figures);
}

function best(work: () => unknown): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const started = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1_000;
  });
  return Math.min(...rounds);
}
