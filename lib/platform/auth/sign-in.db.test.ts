import { hashSync } from "bcryptjs";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { authenticate } from "@/lib/platform/auth/authenticate";
import { findGithubUser } from "@/lib/platform/auth/find-github-user";
import { findSession } from "@/lib/platform/auth/find-session";
import { openSession } from "@/lib/platform/auth/open-session";
import { revokeOwnSession } from "@/lib/platform/auth/revoke-own-session";
import { SignInThrottle } from "@/lib/platform/auth/sign-in-throttle";
import { signInWithPassword } from "@/lib/platform/auth/sign-in-with-password";
import { weakHash } from "@/lib/platform/auth/testing/weak-hash";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import { env } from "@/lib/platform/env";

const PASSWORD = "correct horse";
const DAY_MS = 24 * 3_600_000;
const visitor = { address: "192.0.2.77", userAgent: "Mozilla/5.0 (test)", device: null };

/** A cheap placeholder hash; a test that only needs a session compares no password. */
const passwordHash = weakHash(PASSWORD);

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

async function arrangePerson(data: { passwordHash?: string; githubLogin?: string } = { passwordHash }) {
  const { ctx } = await arrangeWorkspace(db);
  const userId = ctx.actor.id ?? "";
  const user = await db.prisma.user.update({ where: { id: userId }, data });
  const deps = {
    db: db.prisma,
    pool: db.pool,
    now: () => new Date(),
    throttle: new SignInThrottle(),
    hold: () => Promise.resolve(),
  };
  return { ctx, userId, email: user.email, deps };
}

async function signIn(
  person: Awaited<ReturnType<typeof arrangePerson>>,
  password = PASSWORD,
): Promise<string> {
  const result = await signInWithPassword(person.deps, { ...visitor, email: person.email, password });
  if (result.outcome !== "signed-in") throw new Error(`not signed in: ${result.outcome}`);
  return result.secret;
}

/** Opens a session as a sign-in would, without comparing a password. */
async function openHere({ deps, userId }: Awaited<ReturnType<typeof arrangePerson>>): Promise<string> {
  const proof = { method: "password", passwordHash } as const;
  const secret = await openSession(deps, { userId, proof, userAgent: "", network: "" });
  if (!secret) throw new Error("no session was opened");
  return secret;
}

const sessionsOf = (userId: string) => db.prisma.session.findMany({ where: { userId } });

// Real hashing costs, possibly on a busy machine.
describe("signing in with a password", { timeout: 120_000 }, () => {
  it("opens a session that records where it comes from, and stores no secret", async () => {
    const person = await arrangePerson();
    const secret = await signIn(person);
    const [row] = await sessionsOf(person.userId);
    expect(row).toMatchObject({ method: "password", userAgent: visitor.userAgent, network: "192.0.2.0/24" });
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(await findSession(person.deps, secret)).toMatchObject({
      id: row?.id,
      userId: person.userId,
      workspaceId: person.ctx.workspaceId,
      role: "owner",
    });
  });

  it.each(["nobody@example.com", null])(
    "refuses a wrong password and an unknown email address in the same way",
    async (email) => {
      const person = await arrangePerson();
      const input = { ...visitor, email: email ?? person.email, password: "wrong" };
      expect(await signInWithPassword(person.deps, input)).toEqual({ outcome: "wrong" });
      expect(await sessionsOf(person.userId)).toEqual([]);
    },
  );

  it("accepts the right password after ten wrong ones, and reports the delay after more", async () => {
    const person = await arrangePerson();
    const held: number[] = [];
    const deps = {
      ...person.deps,
      now: () => new Date(Date.UTC(2026, 0, 1)),
      hold: async (ms: number) => held.push(ms),
    };
    const attempt = (password: string) =>
      signInWithPassword(deps, { ...visitor, email: person.email, password });
    for (let n = 0; n < 10; n++) expect(await attempt("wrong")).toEqual({ outcome: "wrong" });
    expect(held).toEqual([]);
    expect(await attempt(PASSWORD)).toMatchObject({ outcome: "signed-in" });
    expect(held).toEqual([1_000]);
    await db.prisma.user.update({ where: { id: person.userId }, data: { passwordHash } });
    for (let n = 0; n < 11; n++) await attempt("wrong");
    expect(await attempt(PASSWORD)).toEqual({ outcome: "throttled", retryAfterMs: 3_000 });
  });

  it("replaces a bcrypt hash at the first sign-in, only once for two concurrent ones", async () => {
    const old = hashSync(PASSWORD, 4);
    const person = await arrangePerson({ passwordHash: old });
    await Promise.all([signIn(person), signIn(person)]);
    const user = await db.prisma.user.findUniqueOrThrow({ where: { id: person.userId } });
    expect(user.passwordHash).toMatch(/^\$scrypt\$/);
    await signIn(person);
    expect(await sessionsOf(person.userId)).toHaveLength(3);
  });

  it("opens no session if the password changed while it was compared", async () => {
    const person = await arrangePerson();
    await db.prisma.user.update({ where: { id: person.userId }, data: { passwordHash: "changed" } });
    const input = { userId: person.userId, proof: { method: "password", passwordHash } as const };
    expect(await openSession(person.deps, { ...input, userAgent: "", network: "" })).toBeNull();
  });

  it("keeps the hundred most recently used sessions, and no expired ones", async () => {
    const person = await arrangePerson();
    const at = (ms: number) => ({ ...person.deps, now: () => new Date(ms) });
    const input = {
      userId: person.userId,
      proof: { method: "password", passwordHash } as const,
      userAgent: "",
      network: "",
    };
    const start = Date.now();
    const first = await openSession(at(start), input);
    for (let n = 1; n <= 100; n++) await openSession(at(start + n), input);
    expect(await sessionsOf(person.userId)).toHaveLength(100);
    expect(await findSession(at(start + 200), first ?? "")).toBeNull();
    await openSession(at(start + 31 * DAY_MS), input);
    expect(await sessionsOf(person.userId)).toHaveLength(1);
  });
});

describe("findSession", () => {
  it("finds no session after sign-out, after thirty days, or without a membership", async () => {
    const person = await arrangePerson();
    const [signedOut, old, expelled] = [
      await openHere(person),
      await openHere(person),
      await openHere(person),
    ];
    await revokeOwnSession(person.deps, signedOut);
    expect(await findSession(person.deps, signedOut)).toBeNull();
    const later = { ...person.deps, now: () => new Date(Date.now() + 30 * DAY_MS) };
    expect(await findSession(later, old)).toBeNull();
    expect(await findSession(person.deps, expelled)).not.toBeNull();
    await db.prisma.membership.deleteMany({ where: { userId: person.userId } });
    expect(await findSession(person.deps, expelled)).toBeNull();
  });

  it("records the last use, at most once per minute", async () => {
    const person = await arrangePerson();
    const secret = await openHere(person);
    const [before] = await sessionsOf(person.userId);
    await findSession(person.deps, secret);
    expect((await sessionsOf(person.userId))[0]?.lastSeenAt).toEqual(before?.lastSeenAt);
    const later = new Date(Date.now() + 61_000);
    await findSession({ ...person.deps, now: () => later }, secret);
    expect((await sessionsOf(person.userId))[0]?.lastSeenAt).toEqual(later);
  });
});

describe("authenticate", () => {
  const cookie = async (token: Record<string, string>) =>
    `theme=dark; next-auth.session-token=${await encode({ token, secret: env().NEXTAUTH_SECRET })}`;
  const request = (method: string, headers: Record<string, string>) =>
    new Request("http://127.0.0.1:3000/api/me", { method, headers });

  it("accepts a session cookie until the session is revoked", async () => {
    const person = await arrangePerson();
    const secret = await openHere(person);
    const headers = { cookie: await cookie({ sid: secret }) };
    const ctx: Context = await authenticate(request("GET", headers));
    expect(ctx).toMatchObject({ actor: { type: "user", id: person.userId }, role: "owner" });
    expect(ctx.sessionId).toBe((await sessionsOf(person.userId))[0]?.id);
    await revokeOwnSession(person.deps, secret);
    await expect(authenticate(request("GET", headers))).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  it("refuses a cookie without a session, such as one of an earlier release", async () => {
    const person = await arrangePerson();
    const tokens: Record<string, string>[] = [{ sub: person.userId }, { sub: person.userId, sid: "guessed" }];
    for (const token of tokens) {
      await expect(authenticate(request("GET", { cookie: await cookie(token) }))).rejects.toMatchObject({
        code: "UNAUTHENTICATED",
      });
    }
  });

  it("refuses a session cookie as a bearer token", async () => {
    const person = await arrangePerson();
    const value = (await cookie({ sid: await openHere(person) })).split("session-token=")[1] ?? "";
    await expect(authenticate(request("GET", { authorization: `Bearer ${value}` }))).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
  });

  it("accepts writes from our own pages only", async () => {
    const person = await arrangePerson();
    const headers = { cookie: await cookie({ sid: await openHere(person) }), host: "127.0.0.1:3000" };
    for (const method of ["POST", "PATCH", "PUT", "DELETE"]) {
      for (const origin of ["https://evil.example", "null", "http://127.0.0.1:3001"]) {
        await expect(authenticate(request(method, { ...headers, origin }))).rejects.toMatchObject({
          code: "FORBIDDEN",
        });
      }
      const own = { ...headers, origin: "http://127.0.0.1:3000" };
      expect(await authenticate(request(method, own))).toMatchObject({ role: "owner" });
    }
  });
});

describe("findGithubUser", () => {
  it("links the account at the first sign-in; from then on only its id counts", async () => {
    const login = newId();
    const person = await arrangePerson({ githubLogin: login });
    const first = { id: person.userId, githubId: "101" };
    expect(await findGithubUser(db.prisma, { id: 101, login: login.toUpperCase() })).toEqual(first);
    expect(await findGithubUser(db.prisma, { id: 101, login: "renamed" })).toEqual(first);
    // Somebody else takes over the login name.
    expect(await findGithubUser(db.prisma, { id: 102, login })).toBeNull();
  });

  it("links only one of two concurrent sign-ins", async () => {
    const login = newId();
    await arrangePerson({ githubLogin: login });
    const found = await Promise.all([201, 202].map((id) => findGithubUser(db.prisma, { id, login })));
    expect(found.filter((user) => user !== null)).toHaveLength(1);
  });

  it.each([{}, { login: "ada" }, { id: "101" }, { id: 1.5, login: "ada" }, { id: 7, login: "" }])(
    "finds nobody for %j",
    async (profile) => {
      await db.prisma.user.deleteMany({ where: { githubLogin: "ada" } });
      await arrangePerson({ githubLogin: "ada" });
      expect(await findGithubUser(db.prisma, profile)).toBeNull();
    },
  );
});
