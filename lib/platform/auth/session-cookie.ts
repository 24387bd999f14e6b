import { getToken } from "next-auth/jwt";
import { env } from "@/lib/platform/env";

/** Whether cookies are `Secure`, which is the case if PUBLIC_URL is HTTPS. */
export function hasSecureCookies(): boolean {
  return env().PUBLIC_URL.startsWith("https:");
}

/** The session secret from a request's cookies (name → value), or null. */
export async function readSessionSecret(cookies: Record<string, string>): Promise<string | null> {
  const token = await getToken({
    // Pass no headers, because an Authorization header is an API token, never a session.
    req: { cookies, headers: {} } as never,
    secret: env().NEXTAUTH_SECRET,
    secureCookie: hasSecureCookies(),
  });
  return typeof token?.["sid"] === "string" ? token["sid"] : null;
}

/** The cookies of a request by name. */
export function parseCookies(header: string | null): Record<string, string> {
  const pairs = (header ?? "").split(";").map((part) => {
    const at = part.indexOf("=");
    return [part.slice(0, Math.max(at, 0)).trim(), part.slice(at + 1).trim()] as const;
  });
  return Object.fromEntries(pairs.filter(([name]) => name));
}
