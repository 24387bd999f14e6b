import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { PERMISSIONS, type Permission } from "@/lib/platform/auth/permissions";
import { listVerbs } from "@/lib/platform/auth/testing/list-verbs";
import { ROLE_ORDER, SCOPES, type Context } from "@/lib/platform/context";
import { createApiToken } from "@/lib/workspaces/create-api-token";
import {
  arrangeFullWorkspace,
  everythingOf,
  type FullWorkspace,
} from "@/lib/workspaces/testing/full-workspace";
import { OTHER_VERBS, VERBS_BY_ID } from "@/lib/workspaces/testing/verbs";

let db: TestDatabase;
let own: FullWorkspace;
beforeAll(async () => {
  db = await testDatabase();
  own = await arrangeFullWorkspace(db);
});
afterAll(() => db.close());

const permissionOf = new Map(listVerbs().map(({ name, permission }) => [name, permission as Permission]));
const calls = Object.entries({ ...VERBS_BY_ID, ...OTHER_VERBS }).flatMap(([name, call]) => {
  const permission = permissionOf.get(/^\w+/.exec(name)?.[0] ?? "");
  return permission ? [{ name, call, permission, ...PERMISSIONS[permission] }] : [];
});

/** The next lower role; null if there is none. */
const roleBelow = (role: Context["role"]) => ROLE_ORDER[ROLE_ORDER.indexOf(role) + 1] ?? null;

async function expectRefused(call: (typeof calls)[number]["call"], part: Partial<Context>, message: RegExp) {
  const before = await everythingOf(db, own.ctx.workspaceId);
  await expect(call({ ...own.ctx, ...part }, own, own)).rejects.toMatchObject({
    code: "FORBIDDEN",
    message: expect.stringMatching(message) as unknown,
  });
  expect(await everythingOf(db, own.ctx.workspaceId)).toEqual(before);
}

describe("a verb refuses, and changes nothing, for", () => {
  it("covers every verb that checks permissions", () => {
    const tried = new Set(calls.map(({ name }) => /^\w+/.exec(name)?.[0]));
    expect([...permissionOf.keys()].filter((name) => !tried.has(name))).toEqual([]);
  });

  it.each(calls.filter(({ role }) => role !== "viewer"))(
    "a role below $role: $name",
    async ({ call, role }) => {
      await expectRefused(call, { role: roleBelow(role) ?? "viewer" }, new RegExp(`needs the role ${role}`));
    },
  );

  const asToken = () => ({ type: "token", id: own.tokenId, name: "ci" }) as const;

  it.each(calls.filter(({ scope }) => scope === null))("every token: $name", async ({ call }) => {
    await expectRefused(call, { actor: asToken() }, /Only signed-in people/);
  });

  it.each(calls.filter(({ scope }) => scope !== null))(
    "a token without the scope $scope: $name",
    async ({ call, scope }) => {
      const actor = asToken();
      const scopes = SCOPES.filter((known) => known !== scope);
      await expectRefused(call, { actor, scopes }, new RegExp(`needs a token with the scope ${scope}`));
    },
  );
});

describe("createApiToken", () => {
  const scopesOf = async (input: Parameters<typeof createApiToken>[1], part: Partial<Context> = {}) =>
    (await createApiToken({ ...own.ctx, ...part }, input)).scopes;

  it("grants the requested scopes, by default all the role can use", async () => {
    expect(await scopesOf({ name: "a", role: "admin" })).toEqual([...SCOPES]);
    expect(await scopesOf({ name: "b", role: "viewer" })).toEqual(["read", "debug"]);
    expect(await scopesOf({ name: "c", role: "responder", scopes: ["triage", "read"] })).toEqual([
      "read",
      "triage",
    ]);
  });

  it("refuses a scope the role cannot use", async () => {
    await expect(scopesOf({ name: "a", role: "viewer", scopes: ["write"] })).rejects.toMatchObject({
      code: "INVALID",
      issues: [{ path: "scopes" }],
    });
  });

  it("grants no scope the calling token does not have", async () => {
    const part = {
      actor: { type: "token", id: own.tokenId, name: "ci" },
      scopes: ["read", "write"],
    } as const;
    expect(await scopesOf({ name: "a" }, part)).toEqual(["read", "write"]);
    await expect(scopesOf({ name: "b", scopes: ["triage"] }, part)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});
