import { createHmac, timingSafeEqual } from "node:crypto";
import {
  verifyDelivery,
  type SignedDelivery,
  type Verification,
} from "@/lib/intake/webhooks/verify-signature";

/**
 * Verifies GitHub's `X-Hub-Signature-256`, an HMAC-SHA256 of the raw body with the webhook's secret as text
 * (https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries); without it, like any other sender.
 */
export function verifyGitHubDelivery(delivery: SignedDelivery): Verification {
  const headers = new Map(
    Object.entries(delivery.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const offered = headers.get("x-hub-signature-256");
  if (offered === undefined) return verifyDelivery(delivery);
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(offered.trim())?.[1];
  if (!hex) return { ok: false, reason: "X-Hub-Signature-256 must be `sha256=` and 64 hexadecimal digits." };
  const bytes = Buffer.from(hex, "hex");
  const matches = delivery.secrets.map((secret) =>
    timingSafeEqual(createHmac("sha256", secret).update(delivery.rawBody).digest(), bytes),
  );
  return matches.includes(true)
    ? { ok: true, method: "signature" }
    : {
        ok: false,
        reason:
          "The signature does not match: the webhook's secret must be this source's secret, whsec_ included.",
      };
}
