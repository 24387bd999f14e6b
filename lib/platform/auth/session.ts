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

/** A request to the sign-in, and what its answer needs besides what the sign-in library puts there. */
export interface Visit {
  headers: Headers;
  /** Set when the browser has proved itself. */
  deviceCookie?: string;
  /** Set when the answer is a refusal for now: 429 or 503. */
  refusal?: AppError;
}

/** A person on the way from the proof to the cookie. */
type SignedIn = User & { secret?: string };

const PasswordInput = z.object({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .min(1)
    .max(254)
    // What the database cannot hold is nobody's address.
    .refine((text) => !text.includes("\0") && text.isWellFormed()),
  password: z.string().min(1).max(200),
});

const deps = () => ({ db: prisma(), pool: pool(), now: () => new Date() });

/** Whether people may sign in through GitHub here. */
export function hasGithubSignIn(): boolean {
  return Boolean(env().GITHUB_OAUTH_CLIENT_ID && env().GITHUB_OAUTH_CLIENT_SECRET);
}

/** What is thrown at the sign-in library goes to the stranger in a URL: a code, and how many seconds to wait. */
function refuse(visit: Visit, code: string, error: AppError): never {
  visit.refusal = error;
  throw new Error(`${code}:${Math.ceil((error.retryAfterMs ?? 0) / 1000)}`);
}

function refuseForNow(visit: Visit, error: unknown): never {
  if (error instanceof AppError && error.code === "UNAVAILABLE") refuse(visit, "busy", error);
  log.error({ err: error }, "sign-in failed");
  const message = "Signing in is not possible at the moment.";
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

/** GitHub vouches for an account; whether it is a member's is decided here. @returns a session's secret, or null */
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
 * Options of next-auth for one request: password sign-in always, GitHub when its OAuth app is configured and the
 * person is a member. The cookie holds the session's secret; what it is worth stands in the row of that session.
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
      error: (code) => log.warn({ code }, "the sign-in library reports an error"),
      warn: (code) => log.debug({ code }, "the sign-in library warns"),
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
          const message = "Signing out is not possible at the moment. Try again.";
          visit.refusal = new AppError("UNAVAILABLE", message, { cause: error, retryAfterMs: 2_000 });
        });
      },
    },
  };
}
