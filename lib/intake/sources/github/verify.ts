import { headerOf, verifyBodySignature } from "@/lib/intake/webhooks/verify-body-signature";
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
  const offered = headerOf(delivery, "x-hub-signature-256");
  if (offered === undefined) return verifyDelivery(delivery);
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(offered.trim())?.[1];
  if (!hex) return { ok: false, reason: "X-Hub-Signature-256 must be `sha256=` and 64 hexadecimal digits." };
  return verifyBodySignature(
    delivery,
    hex,
    "The signature does not match: the webhook's secret must be this source's secret, whsec_ included.",
  );
}
