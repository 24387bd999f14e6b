import { createHash } from "node:crypto";
import { monotonicFactory } from "ulid";

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const nextUlid = monotonicFactory();

/** A new ULID. Within a process, ids sort in creation order. */
export function newUlid(nowMs: number): string {
  return nextUlid(nowMs);
}

/**
 * Id of the n-th event (from 1) of a send, derived from the header `x-inngest-event-id-seed`: `<ms>,<base64 of 10
 * bytes>`. The SDK repeats the seed on a resend, so repeated events get the same ids. Null if the seed is malformed.
 */
export function seededUlid(seed: string, n: number): string | null {
  const [ms = "", entropy = ""] = seed.split(",");
  const bytes = Buffer.from(entropy, "base64");
  if (!/^\d{1,15}$/.test(ms) || bytes.length !== 10) return null;
  let value =
    ((BigInt(ms) & 0xffffffffffffn) << 80n) +
    ((BigInt(`0x${bytes.toString("hex")}`) + BigInt(n)) & ((1n << 80n) - 1n));
  let text = "";
  for (let i = 0; i < 26; i++) {
    text = (CROCKFORD[Number(value & 31n)] ?? "") + text;
    value >>= 5n;
  }
  return text;
}

/** The deterministic UUID of a function in requests. */
export function functionUuid(functionId: string): string {
  const hex = createHash("sha1").update(`embedded:${functionId}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A fixed-length key for values of any length and content. */
export function digest(...parts: string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}
