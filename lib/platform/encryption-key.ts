import { createHash, hkdfSync, randomBytes, scryptSync } from "node:crypto";
import { env } from "@/lib/platform/env";

const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** OWASP's scrypt parameters for 32 MiB, as for passwords. */
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1_048_576 };
const GENERATED = /^[0-9a-f]{64}$/i;
/** An installation has one salt, unless processes created one concurrently. */
const MAX_CACHED = 100;

/** Purpose of a derived key; separate keys keep one use from weakening another. */
type Purpose = "encryption" | "check";

const derived = new Map<string, Buffer>();
let salt: string | undefined;

/**
 * The salt for new data, in base64url: the first one this process has read, so that an installation keeps using it, else a
 * new one.
 */
export function currentSalt(): string {
  salt ??= randomBytes(SALT_BYTES).toString("base64url");
  return salt;
}

/**
 * Derives 32 bytes from PD_ENCRYPTION_KEY and a salt (base64url). A generated key, 64 hex digits, is expanded with HKDF; any
 * other text may be a passphrase and goes through scrypt first: a third of a second, once per process and salt.
 */
export function derivedKey(saltText: string, purpose: Purpose): Buffer {
  salt ??= saltText;
  const name = `${purpose} ${saltText}`;
  const known = derived.get(name);
  if (known) return known;
  const saltBytes = Buffer.from(saltText, "base64url");
  const key = Buffer.from(hkdfSync("sha256", rootOf(saltText), saltBytes, `${purpose} v2`, KEY_BYTES));
  remember(name, key);
  return key;
}

function rootOf(saltText: string): Buffer {
  const given = env().PD_ENCRYPTION_KEY;
  if (GENERATED.test(given)) return Buffer.from(given, "hex");
  const name = `root ${saltText}`;
  const known = derived.get(name);
  if (known) return known;
  const root = scryptSync(given, Buffer.from(saltText, "base64url"), KEY_BYTES, COST);
  remember(name, root);
  return root;
}

function remember(name: string, key: Buffer): void {
  if (derived.size >= MAX_CACHED) derived.clear();
  derived.set(name, key);
}

/** The v1 key, for reading only: a passphrase was only hashed. */
export function legacyKey(): Buffer {
  const given = env().PD_ENCRYPTION_KEY;
  return GENERATED.test(given) ? Buffer.from(given, "hex") : createHash("sha256").update(given).digest();
}

/** Whether the key has 256 random bits, so that it cannot be brute-forced. */
export function isGeneratedKey(): boolean {
  return GENERATED.test(env().PD_ENCRYPTION_KEY);
}
