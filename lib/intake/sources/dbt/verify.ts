import { createHmac, timingSafeEqual } from "node:crypto";
import {
  verifyDelivery,
  type SignedDelivery,
  type Verification,
} from "@/lib/intake/webhooks/verify-signature";

/**
 * Verifies dbt Cloud's signature: `Authorization` holds the hexadecimal HMAC-SHA256 of the raw body with the webhook's
 * secret and nothing else (https://docs.getdbt.com/docs/deploy/webhooks#validate-a-webhook). Anything else is verified like
 * any other sender.
 */
export function verifyDbtDelivery(delivery: SignedDelivery): Verification {
  const headers = new Map(
    Object.entries(delivery.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const offered = headers.get("authorization")?.trim() ?? "";
  if (!/^[0-9a-f]{64}$/i.test(offered)) return verifyDelivery(delivery);
  const bytes = Buffer.from(offered, "hex");
  const matches = delivery.secrets.map((secret) =>
    timingSafeEqual(createHmac("sha256", secret).update(delivery.rawBody).digest(), bytes),
  );
  return matches.includes(true)
    ? { ok: true, method: "signature" }
    : {
        ok: false,
        reason:
          "The signature does not match: under Setup, replace this source's secret with the one that dbt Cloud shows for its webhook.",
      };
}
