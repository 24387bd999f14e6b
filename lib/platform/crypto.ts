import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  randomFillSync,
  timingSafeEqual,
} from "node:crypto";
import { encodeTime, monotonicFactory } from "ulid";
import { currentSalt, derivedKey, legacyKey } from "@/lib/platform/encryption-key";
import { AppError } from "@/lib/platform/errors";

const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Long, because an operator has to act first. */
const WRONG_KEY_RETRY_MS = 60_000;

/** Random numbers from 0 to 1, fetched from the system a page at a time, because a call for each would dominate the cost. */
const random = (() => {
  const page = new Uint32Array(1024);
  let next = page.length;
  return () => {
    if (next === page.length) {
      randomFillSync(page);
      next = 0;
    }
    return (page[next++] ?? 0) / 2 ** 32;
  };
})();
const nextUlid = monotonicFactory(random);

/** A time-ordered opaque id: a lowercase ULID, strictly increasing within this process. */
export function newId(): string {
  return nextUlid().toLowerCase();
}

/** An id that sorts before those created from a time on (epoch ms), and after those created before. */
export function earliestIdAt(ms: number): string {
  return `${encodeTime(ms).toLowerCase()}${"0".repeat(16)}`;
}

/** Hex SHA-256 of a text (UTF-8). */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Compares two texts in constant time. */
export function timingSafeEqualText(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** A bearer token of 256 random bits after `prefix`. */
export function newToken(prefix: string): string {
  return `${prefix}${randomBytes(32).toString("base64url")}`;
}

/** An initial password: 96 random bits, short enough to type. */
export function newPassword(): string {
  return randomBytes(12).toString("base64url");
}

/** The stored hash of a token. Tokens are random, so a plain hash is safe. */
export function hashToken(token: string): string {
  return sha256(`token:${token}`);
}

/** A Standard Webhooks secret: `whsec_` and 32 random bytes in base64. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

/**
 * Encrypts a text with AES-256-GCM under the installation's key. Output: `v2.`, the salt that the key was derived with,
 * a dot, and base64url of iv, tag and text.
 */
export function encrypt(text: string): string {
  const salt = currentSalt();
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", derivedKey(salt, "encryption"), iv);
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return `v2.${salt}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url")}`;
}

/** @throws AppError UNAVAILABLE if the text was changed or encrypted with another key. */
export function decrypt(encrypted: string): string {
  try {
    const { key, payload } = partsOf(encrypted);
    const bytes = Buffer.from(payload, "base64url");
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString(
      "utf8",
    );
  } catch (error) {
    throw new AppError(
      "UNAVAILABLE",
      "A stored secret cannot be decrypted, because PD_ENCRYPTION_KEY has changed.",
      { cause: error, retryAfterMs: WRONG_KEY_RETRY_MS },
    );
  }
}

const ENCRYPTED = /^(?:v1|v2\.([\w-]{22}))\.([\w-]+)$/;

function partsOf(encrypted: string): { key: Buffer; payload: string } {
  const [, salt, payload] = ENCRYPTED.exec(encrypted) ?? [];
  if (payload === undefined) throw new Error("unknown format");
  return { key: salt === undefined ? legacyKey() : derivedKey(salt, "encryption"), payload };
}

/**
 * Re-encrypts a stored secret in the current format, for rows that are written anyway. Secrets that are up to date or
 * unreadable stay unchanged.
 */
export function upgradeSecret(encrypted: string): string {
  if (encrypted.startsWith("v2.")) return encrypted;
  try {
    return encrypt(decrypt(encrypted));
  } catch {
    return encrypted;
  }
}

/**
 * A check value that identifies the installation's key without revealing it: `v2.<salt>.<hex>`. Computed in the format and
 * with the salt of `known`, it equals `known` if the keys are the same. A v1 check is only hex.
 */
export function keyCheck(known?: string | null): string {
  if (known && !known.startsWith("v2.")) return checkOf(legacyKey(), "v1");
  const salt = known?.split(".")[1] ?? currentSalt();
  return `v2.${salt}.${checkOf(derivedKey(salt, "check"), "v2")}`;
}

function checkOf(key: Buffer, version: string): string {
  return createHmac("sha256", key).update(`pipeline-debugger key check ${version}`).digest("hex");
}
