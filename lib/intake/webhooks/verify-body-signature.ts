import { createHmac, timingSafeEqual } from "node:crypto";
import type { SignedDelivery, Verification } from "@/lib/intake/webhooks/verify-signature";

/** The value of a delivery's header, whatever the case of its name. */
export function headerOf({ headers }: SignedDelivery, name: string): string | undefined {
  return Object.entries(headers).findLast(([key]) => key.toLowerCase() === name)?.[1];
}

/**
 * Verifies an HMAC-SHA256 of the raw body, with one of the source's secrets as text. Compares in constant time. Pure.
 * @param hex the signature, 64 hexadecimal digits
 * @param mismatch what to say if it does not match
 */
export function verifyBodySignature(delivery: SignedDelivery, hex: string, mismatch: string): Verification {
  const bytes = Buffer.from(hex, "hex");
  const matches = delivery.secrets.map((secret) =>
    timingSafeEqual(createHmac("sha256", secret).update(delivery.rawBody).digest(), bytes),
  );
  return matches.includes(true) ? { ok: true, method: "signature" } : { ok: false, reason: mismatch };
}
