import { createHmac } from "node:crypto";

/**
 * Canonical JSON (RFC 8785, JSON Canonicalization Scheme): keys sorted by UTF-16 code unit, no whitespace. Undefined
 * members are dropped, like `JSON.stringify` does.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const members: string[] = [];
  for (const [key, member] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(",")}}`;
}

/**
 * The `x-inngest-signature` of a body: `t=<unix seconds>&s=<hex HMAC-SHA256 of body + t>`. `body` is the canonical text;
 * `nowMs` is the wall clock, which the receiver compares with its own (tolerance 5 minutes).
 */
export function signBody(body: string, signingKey: string, nowMs: number): string {
  const seconds = String(Math.floor(nowMs / 1_000));
  const secret = signingKey.replace(/^signkey-\w+-/, "");
  const mac = createHmac("sha256", secret).update(body).update(seconds).digest("hex");
  return `t=${seconds}&s=${mac}`;
}
