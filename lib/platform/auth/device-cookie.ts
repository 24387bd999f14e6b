import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import { timingSafeEqualText } from "@/lib/platform/crypto";

const DAY_S = 24 * 3_600;
const MAX_AGE_S = 180 * DAY_S;
const FORMAT = /^([\w-]{22})\.(\d{10})\.([\w-]{43})$/;

/** A cookie kept after signing in, so that other people's guesses never throttle the browser. Grants no access. */
export interface DeviceCookie {
  name: string;
  value: string;
  header: string;
}

/** Creates the cookie for a browser that has just signed in to `account`, keeping its id. */
export function makeDeviceCookie(
  input: { account: string; known: string | null; isSecure: boolean },
  secret: string,
  now: Date,
): DeviceCookie {
  const device = input.known ?? randomBytes(16).toString("base64url");
  const issuedAt = String(Math.floor(now.getTime() / 1000));
  const name = deviceCookieName(input.isSecure);
  const value = `${device}.${issuedAt}.${sign(input.account, device, issuedAt, secret)}`;
  const flags = `Path=/api/auth; Max-Age=${MAX_AGE_S}; HttpOnly; SameSite=Lax${input.isSecure ? "; Secure" : ""}`;
  return { name, value, header: `${name}=${value}; ${flags}` };
}

/** The browser's id if its cookie is authentic, for this account, and not too old; otherwise null. */
export function readDeviceCookie(
  cookies: Readonly<Record<string, string>>,
  input: { account: string; isSecure: boolean },
  secret: string,
  now: Date,
): string | null {
  const match = FORMAT.exec(cookies[deviceCookieName(input.isSecure)] ?? "");
  const [, device, issuedAt, mac] = match ?? [];
  if (!device || !issuedAt || !mac) return null;
  const ageS = now.getTime() / 1000 - Number(issuedAt);
  if (ageS > MAX_AGE_S || ageS < -DAY_S) return null;
  return timingSafeEqualText(mac, sign(input.account, device, issuedAt, secret)) ? device : null;
}

function deviceCookieName(isSecure: boolean): string {
  return isSecure ? "__Secure-pd-device" : "pd-device";
}

function sign(account: string, device: string, issuedAt: string, secret: string): string {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "device cookie", 32));
  return createHmac("sha256", key)
    .update(JSON.stringify([account, device, issuedAt]))
    .digest("base64url");
}
