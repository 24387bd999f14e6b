import type { NextAuthOptions, User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import GithubProvider from "next-auth/providers/github";
import { z } from "zod";
import { makeDeviceCookie, readDeviceCookie } from "@/lib/platform/auth/device-cookie";
import { findGithubUser } from "@/lib/platform/auth/find-github-user";
import { openSession, SESSION_DAYS } from "@/lib/platform/auth/open-session";
import { revokeOwnSession } from "@/lib/platform/auth/revoke-own-session";
import { hasSecureCookies, parseCookies } from "@/lib/platform/auth/session-cookie";
import { signInWithPassword } from "@/lib/platform/auth/sign-in-with-password";
import { pool } from "@/lib/platform/db/pool";
import { prisma } from "@/lib/platform/db/prisma";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { clientAddress, coarseNetwork } from "@/lib/platform/http/client-address";
import { ownPath } from "@/lib/platform/http/own-path";
import { log } from "@/lib/platform/log";

/** A sign-in request, and what its response needs besides the sign-in library's output. */
export interface Visit {
  headers: Headers;
  /** Set once the browser has signed in. */
  deviceCookie?: string;
  /** Set if the attempt is refused for now: 429 or 503. */
  refusal?: AppError;
}

/** A person between authentication and cookie. */
type SignedIn = User & { secret?: string };

const PasswordInput = z.object({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .min(1)
    .max(254)
    // No account has an email address that the database cannot store.
    .refine((text) => !text.includes("\0") && text.isWellFormed()),
  password: z.string().min(1).max(200),
});

const deps = () => ({ db: prisma(), pool: pool(), now: () => new Date() });

/** Whether people may sign in through GitHub here. */
export function hasGithubSignIn(): boolean {
  return Boolean(env().GITHUB_OAUTH_CLIENT_ID && env().GITHUB_OAUTH_CLIENT_SECRET);
}

/** Errors thrown to the sign-in library end up in a URL, so they contain only a code and the seconds to wait. */
function refuse(visit: Visit, code: string, error: AppError): never {
  visit.refusal = error;
  throw new Error(`${code}:${Math.ceil((error.retryAfterMs ?? 0) / 1000)}`);
}

function refuseForNow(visit: Visit, error: unknown): never {
  if (error instanceof AppError && error.code === "UNAVAILABLE") refuse(visit, "busy", error);
  log.error({ err: error }, "sign-in failed");
  const message = "Sign-in is unavailable right now.";
  return refuse(visit, "unavailable", new AppError("UNAVAILABLE", message, { retryAfterMs: 2_000 }));
}

function credentials(visit: Visit) {
  return CredentialsProvider({
    name: "Password",
    credentials: {
      email: { label: "Email", type: "email" },
      password: { label: "Password", type: "password" },
    },
    async authorize(input): Promise<SignedIn | null> {
      const parsed = PasswordInput.safeParse(input);
      if (!parsed.success) return null;
      const { email, password } = parsed.data;
      const secret = env().NEXTAUTH_SECRET;
      const isSecure = hasSecureCookies();
      const cookies = parseCookies(visit.headers.get("cookie"));
      const device = readDeviceCookie(cookies, { account: email, isSecure }, secret, new Date());
      const visitor = visitorOf(visit);
      const result = await signInWithPassword(deps(), { email, password, device, ...visitor }).catch(
        (error: unknown) => refuseForNow(visit, error),
      );
      if (result.outcome === "wrong") return null;
      if (result.outcome === "throttled") {
        const error = new AppError("RATE_LIMITED", "Too many attempts.", {
          retryAfterMs: result.retryAfterMs,
        });
        return refuse(visit, "too-many-attempts", error);
      }
      const cookie = { account: email, known: device, isSecure };
      visit.deviceCookie = makeDeviceCookie(cookie, secret, new Date()).header;
      return { ...result.user, secret: result.secret };
    },
  });
}

function visitorOf({ headers }: Visit): { address: string; userAgent: string } {
  return {
    address: clientAddress(headers, env().TRUSTED_PROXY_HOPS),
    userAgent: headers.get("user-agent") ?? "",
  };
}

/** Opens a session if the GitHub account belongs to a member. Returns its secret, or null. */
async function admitGithubUser(visit: Visit, profile: object, user: SignedIn): Promise<boolean> {
  const known = await findGithubUser(prisma(), profile);
  if (!known) return false;
  const { address, userAgent } = visitorOf(visit);
  const secret = await openSession(deps(), {
    userId: known.id,
    proof: { method: "github", githubId: known.githubId },
    userAgent,
    network: coarseNetwork(address),
  });
  if (!secret) return false;
  await prisma().user.update({ where: { id: known.id }, data: { lastSignInAt: new Date() } });
  Object.assign(user, { id: known.id, secret });
  return true;
}

/**
 * next-auth options for a request: password sign-in, plus GitHub if its OAuth app is configured and the person is a
 * member. The cookie contains only the session's secret; everything else is in the session's row.
 */
export function authOptions(visit: Visit): NextAuthOptions {
  const {
    GITHUB_OAUTH_CLIENT_ID: clientId,
    GITHUB_OAUTH_CLIENT_SECRET: clientSecret,
    NEXTAUTH_SECRET,
  } = env();
  return {
    secret: NEXTAUTH_SECRET,
    useSecureCookies: hasSecureCookies(),
    session: { strategy: "jwt", maxAge: SESSION_DAYS * 24 * 3600 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    logger: {
      error: (code) => log.warn({ code }, "error in the sign-in library"),
      warn: (code) => log.debug({ code }, "warning from the sign-in library"),
      debug: () => {},
    },
    providers: [
      credentials(visit),
      ...(clientId && clientSecret ? [GithubProvider({ clientId, clientSecret })] : []),
    ],
    callbacks: {
      async signIn({ account, profile, user }) {
        if (account?.provider !== "github") return true;
        const isMember = await admitGithubUser(visit, profile ?? {}, user).catch((error: unknown) =>
          refuseForNow(visit, error),
        );
        return isMember || "/sign-in?error=NotAMember";
      },
      async jwt({ token, user }) {
        const secret = (user as SignedIn | undefined)?.secret;
        return secret ? { ...token, sub: user.id, sid: secret } : token;
      },
      async session({ session, token }) {
        return { ...session, user: { ...session.user, id: token.sub ?? "" } };
      },
      async redirect({ url, baseUrl }) {
        return `${baseUrl}${ownPath(url, baseUrl) ?? "/"}`;
      },
    },
    events: {
      async signOut({ token }) {
        const secret: unknown = token?.["sid"];
        if (typeof secret !== "string") return;
        await revokeOwnSession(deps(), secret).catch((error: unknown) => {
          log.error({ err: error }, "sign-out failed");
          const message = "Sign-out is unavailable right now. Try again.";
          visit.refusal = new AppError("UNAVAILABLE", message, { cause: error, retryAfterMs: 2_000 });
        });
      },
    },
  };
}
