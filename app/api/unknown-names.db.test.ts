import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET } from "@/app/api/incidents/route";
import { GET as getTokens, POST } from "@/app/api/tokens/route";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { arrangeFullWorkspace, arrangeToken } from "@/lib/workspaces/testing/full-workspace";

let db: TestDatabase;
let token: string;
beforeAll(async () => {
  db = await testDatabase();
  const { ctx } = await arrangeFullWorkspace(db);
  token = (await arrangeToken(db, { workspaceId: ctx.workspaceId, role: "owner" })).token;
});
afterAll(() => db.close());

async function answerOf(handler: typeof GET, url: string, body?: unknown) {
  const request = new Request(`http://127.0.0.1:3000${url}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${token}` },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const response = await handler(request, { params: Promise.resolve({}) });
  const { error } = (await response.json()) as { error?: { message: string; issues: { path: string }[] } };
  return { status: response.status, message: error?.message, paths: error?.issues.map(({ path }) => path) };
}

describe("a route refuses what it does not know", () => {
  it("in the query", async () => {
    expect(await answerOf(GET, "/api/incidents?status=open")).toMatchObject({ status: 200 });
    expect(await answerOf(GET, "/api/incidents?sate=open")).toMatchObject({
      status: 422,
      message: expect.stringContaining("`sate` is not a query parameter of this route; it accepts `status`"),
      paths: ["sate"],
    });
    expect(await answerOf(getTokens, "/api/tokens?limit=1")).toMatchObject({ status: 422, paths: ["limit"] });
  });

  it("in the body, and creates nothing", async () => {
    const before = await db.prisma.apiToken.count();
    expect(
      await answerOf(POST, "/api/tokens", { name: "ci", expires: "2030-01-01T00:00:00Z" }),
    ).toMatchObject({
      status: 422,
      paths: ["expires"],
    });
    expect(await db.prisma.apiToken.count()).toBe(before);
  });
});
