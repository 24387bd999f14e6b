import type { NextAuthOptions } from "next-auth";
import { compare } from "bcryptjs";
import CredentialsProvider from "next-auth/providers/credentials";
import GithubProvider from "next-auth/providers/github";
import { env } from "@/lib/platform/env";
import { prisma } from "@/lib/platform/db/prisma";
import { SlidingWindow } from "@/lib/platform/http/sliding-window";
import { log } from "@/lib/platform/log";

// A hash nobody has the password of: comparing against it makes an unknown address take as long as a known one.
const NOBODY = "$2b$10$CwTycUXWue0Thq9StjUM0uJ8uJQeY0zQK1b5b5oN5x8yF3F2tqYIu";

// Only failures count: whoever knows the password is never locked out by signing in often.
const failures = new SlidingWindow({ limit: 10, windowMs: 5 * 60_000 });

async function verifyPassword(email: string, password: string) {
  const user = await prisma().user.findUnique({ where: { email } });
  const matches = await compare(password, user?.passwordHash ?? NOBODY);
  if (!user?.passwordHash || !matches) return null;
  return user;
}

/** Whatever is thrown here goes back to the stranger in an address: the reason stays in the log. */
function withoutReason(error: unknown): never {
  log.error({ err: error }, "sign-in failed");
  throw new Error("unavailable");
}

function credentials() {
  return CredentialsProvider({
    name: "Password",
    credentials: {
      email: { label: "Email", type: "email" },
      password: { label: "Password", type: "password" },
    },
    async authorize(input) {
      if (!input?.email || !input.password || input.password.length > 200) return null;
      const address = input.email.trim().toLowerCase();
      if (failures.isFull(address, Date.now())) throw new Error("too-many-attempts");
      const user = await verifyPassword(address, input.password).catch(withoutReason);
      if (!user) {
        failures.add(address, Date.now());
        return null;
      }
      await prisma().user.update({ where: { id: user.id }, data: { lastSignInAt: new Date() } });
      return { id: user.id, email: user.email, name: user.name, image: user.image };
    },
  });
}

/** Options of next-auth: password sign-in always, GitHub when its OAuth app is configured and the person is a member. */
export function authOptions(): NextAuthOptions {
  const {
    GITHUB_OAUTH_CLIENT_ID: clientId,
    GITHUB_OAUTH_CLIENT_SECRET: clientSecret,
    NEXTAUTH_SECRET,
  } = env();
  return {
    secret: NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: 30 * 24 * 3600 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      credentials(),
      ...(clientId && clientSecret ? [GithubProvider({ clientId, clientSecret })] : []),
    ],
    callbacks: {
      async signIn({ account, profile, user }) {
        if (account?.provider !== "github") return true;
        const login = (profile as { login?: string } | undefined)?.login;
        const known = await findGithubUser(login ?? null);
        if (!known) return "/sign-in?error=NotAMember";
        user.id = known.id;
        return true;
      },
      async jwt({ token, user }) {
        if (user) token.sub = user.id;
        return token;
      },
      async session({ session, token }) {
        return { ...session, user: { ...session.user, id: token.sub ?? "" } };
      },
    },
  };
}

/** The member with this GitHub login. An e-mail address proves nothing here: only the login counts. */
async function findGithubUser(login: string | null) {
  if (!login) return null;
  return prisma().user.findUnique({ where: { githubLogin: login.toLowerCase() } });
}
