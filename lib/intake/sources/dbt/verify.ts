import { headerOf, verifyBodySignature } from "@/lib/intake/webhooks/verify-body-signature";
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
  const offered = headerOf(delivery, "authorization")?.trim() ?? "";
  if (!/^[0-9a-f]{64}$/i.test(offered)) return verifyDelivery(delivery);
  return verifyBodySignature(
    delivery,
    offered,
    "The signature does not match: under Setup, replace this source's secret with the one that dbt Cloud shows for its webhook.",
  );
}
