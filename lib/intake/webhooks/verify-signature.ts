import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** Tolerance for the sender's clock and the age of a delivery. */
const TOLERANCE_SECONDS = 5 * 60;

export type AuthMethod = "signature" | "secret" | "bearer" | "basic";

export type Verification = { ok: true; method: AuthMethod } | { ok: false; reason: string };

/** A raw delivery, with the secrets it may be signed with. */
export interface SignedDelivery {
  /** The raw bytes, which the signature covers. */
  rawBody: Uint8Array;
  /** Header names in any case. */
  headers: Record<string, string>;
  /** The source's valid secrets: the current one and, during a rotation, the previous one. */
  secrets: readonly string[];
  now: Date;
}

/**
 * Verifies that a webhook comes from a holder of the source's secret: by its Standard Webhooks signature
 * (https://www.standardwebhooks.com), else by a secret sent as `X-Webhook-Secret`, `X-Pipeline-Debugger-Secret`, a bearer
 * token or a Basic password. If there is a signature it must be valid; a correct secret does not override it. Compares in
 * constant time. Pure.
 */
export function verifyDelivery({ rawBody, headers, secrets, now }: SignedDelivery): Verification {
  const byName = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  if (byName.has("webhook-signature")) return verifySignature(rawBody, byName, secrets, now);
  const offered = offeredSecret(byName);
  if (!offered) {
    return {
      ok: false,
      reason:
        "No signature and no secret: send webhook-id, webhook-timestamp and webhook-signature, or X-Webhook-Secret, or Authorization: Bearer.",
    };
  }
  return secrets.filter((secret) => sameText(secret, offered.secret)).length > 0
    ? { ok: true, method: offered.method }
    : { ok: false, reason: `The secret in ${offered.header} is not this source's secret.` };
}

function verifySignature(
  rawBody: Uint8Array,
  headers: Map<string, string>,
  secrets: readonly string[],
  now: Date,
): Verification {
  const id = headers.get("webhook-id") ?? "";
  const timestamp = headers.get("webhook-timestamp") ?? "";
  if (id === "") return { ok: false, reason: "The header webhook-id is missing." };
  if (!/^\d{1,12}$/.test(timestamp)) {
    return { ok: false, reason: "The header webhook-timestamp must be whole seconds since 1970." };
  }
  const ageSeconds = Math.floor(now.getTime() / 1000) - Number(timestamp);
  if (Math.abs(ageSeconds) > TOLERANCE_SECONDS) {
    const off = ageSeconds > 0 ? `${ageSeconds} s old` : `${-ageSeconds} s in the future`;
    return {
      ok: false,
      reason: `The delivery is ${off}; at most ${TOLERANCE_SECONDS} s are allowed. Check the sender's clock.`,
    };
  }
  const signatures = (headers.get("webhook-signature") ?? "").split(" ").filter((text) => text !== "");
  const v1 = signatures.filter((signature) => signature.startsWith("v1,"));
  if (v1.length === 0) {
    return { ok: false, reason: `The header webhook-signature has no v1 signature; send ${V1_FORM}.` };
  }
  const offered = v1.flatMap(v1Bytes);
  if (offered.length === 0) {
    return { ok: false, reason: `The signature in webhook-signature is malformed: send ${V1_FORM}.` };
  }
  const expected = secrets.map((secret) => signatureOf(secret, `${id}.${timestamp}.`, rawBody));
  const matches = expected.filter((item) => offered.filter((other) => sameBytes(item, other)).length > 0);
  return matches.length > 0 ? { ok: true, method: "signature" } : { ok: false, reason: MISMATCH };
}

const V1_FORM = "`v1,` and the base64 of an HMAC-SHA256, which is 44 characters long";

const MISMATCH =
  "The signature does not match the body and this source's secret. Check that the sender signs `{webhook-id}.{webhook-timestamp}.{body}` with the base64-decoded part of the secret after `whsec_`, and that the body is sent exactly as signed.";

/** Decodes `v1,<base64>` to 32 bytes; skips other lengths. */
function v1Bytes(signature: string): Buffer[] {
  const bytes = Buffer.from(signature.slice(3), "base64");
  return bytes.length === 32 ? [bytes] : [];
}

function signatureOf(secret: string, prefix: string, rawBody: Uint8Array): Buffer {
  const key = Buffer.from(secret.startsWith("whsec_") ? secret.slice("whsec_".length) : secret, "base64");
  return createHmac("sha256", key).update(prefix).update(rawBody).digest();
}

/** The secret in a request's headers (lowercase names), and the header it is in; null if there is none. */
export function offeredSecret(
  headers: ReadonlyMap<string, string>,
): { secret: string; method: AuthMethod; header: string } | null {
  for (const header of ["x-webhook-secret", "x-pipeline-debugger-secret"]) {
    const secret = headers.get(header)?.trim();
    if (secret) return { secret, method: "secret", header };
  }
  const [scheme, value] =
    /^(\S{1,20})\s{1,5}(\S{1,2000})\s{0,5}$/.exec(headers.get("authorization") ?? "")?.slice(1) ?? [];
  if (!scheme || !value) return null;
  if (scheme.toLowerCase() === "bearer") return { secret: value, method: "bearer", header: "Authorization" };
  if (scheme.toLowerCase() !== "basic") return null;
  const userAndPassword = Buffer.from(value, "base64").toString("utf8");
  const password = userAndPassword.slice(userAndPassword.indexOf(":") + 1);
  return password === "" ? null : { secret: password, method: "basic", header: "Authorization" };
}

/** Compares digests, so that timing reveals neither content nor length of a secret. */
function sameText(a: string, b: string): boolean {
  return (
    a !== "" && sameBytes(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest())
  );
}

function sameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
