import { createPrivateKey, createSign, type KeyObject } from "node:crypto";
import { AppError } from "@/lib/platform/errors";

/** A JSON Web Token signed with RS256 (RFC 7515). Times in seconds since 1970. */
export function signJwt(claims: Record<string, string | number>, key: KeyObject, keyId?: string): string {
  const header = { alg: "RS256", typ: "JWT", ...(keyId !== undefined && { kid: keyId }) };
  const text = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  return `${text}.${createSign("RSA-SHA256").update(text).sign(key).toString("base64url")}`;
}

/** @throws AppError INVALID for anything but an RSA private key without a passphrase. */
export function readPrivateKey(pem: string, system: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === "rsa") return key;
  } catch {
    // The reason may quote the key.
  }
  throw new AppError(
    "INVALID",
    `The private key for ${system} is not an RSA key in PEM form without a passphrase.`,
  );
}
