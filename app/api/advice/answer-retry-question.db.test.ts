import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerRetryQuestion } from "@/app/api/advice/answer-retry-question";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { signedHeaders } from "@/e2e/send-webhook";
import { createSource, updateSource } from "@/lib/sources/save-source";
import { arrangeToken } from "@/lib/workspaces/testing/full-workspace";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const QUESTION = {
  pipeline: "orders",
  task: "load",
  tryNumber: 1,
  maxTries: 3,
  error: { type: "builtins.NameError", message: "name 'df' is not defined" },
};

async function ask(body: string, headers: Record<string, string>) {
  const request = new Request("http://127.0.0.1:3000/api/advice/retry", { method: "POST", body, headers });
  const response = await answerRetryQuestion(request);
  const answer = (await response.json()) as { retry?: boolean; reason?: string; error?: { message: string } };
  return { status: response.status, answer };
}

async function arrangeSource() {
  const { ctx } = await arrangeWorkspace(db);
  const source = await createSource(ctx, { kind: "airflow", name: "A" });
  const secret = source.secret ?? "";
  const sign = (body: string) => ({
    ...signedHeaders(secret, new TextEncoder().encode(body), { at: new Date() }),
    "x-source-key": source.key,
  });
  return { ctx, source, secret, sign };
}

describe("POST /api/advice/retry", () => {
  it("answers a signed question, one with the secret, and one with a token", async () => {
    const { ctx, source, secret, sign } = await arrangeSource();
    const body = JSON.stringify(QUESTION);
    const no = { status: 200, answer: { retry: false, reason: expect.stringContaining("`df`") } };
    expect(await ask(body, sign(body))).toEqual(no);
    expect(await ask(body, { "x-source-key": source.key, "x-webhook-secret": secret })).toEqual(no);
    const { token } = await arrangeToken(db, { workspaceId: ctx.workspaceId, role: "responder" });
    expect(await ask(body, { authorization: `Bearer ${token}` })).toEqual(no);
    expect(await db.prisma.retryAdvice.count({ where: { workspaceId: ctx.workspaceId } })).toBe(3);
  });

  it("refuses anyone else", async () => {
    const { ctx, source, sign } = await arrangeSource();
    const other = await arrangeSource();
    const body = JSON.stringify(QUESTION);
    const { token } = await arrangeToken(db, {
      workspaceId: ctx.workspaceId,
      role: "owner",
      scopes: ["read", "write"],
    });
    const refused: [number, Record<string, string>][] = [
      [401, {}],
      [401, { "x-source-key": source.key }],
      [401, { ...other.sign(body), "x-source-key": source.key }],
      [401, sign(`${body} `)],
      [404, { ...sign(body), "x-source-key": "unknown" }],
      [403, { authorization: `Bearer ${token}` }],
    ];
    for (const [status, headers] of refused) expect((await ask(body, headers)).status).toBe(status);
    await updateSource(ctx, source.id, { enabled: false });
    expect((await ask(body, sign(body))).status).toBe(404);
    expect(await db.prisma.retryAdvice.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
  });

  it.each([
    [400, "{", "not JSON"],
    [422, "{}", "pipeline"],
    [422, JSON.stringify({ ...QUESTION, error: {} }), "error.message"],
    [422, JSON.stringify({ ...QUESTION, tryNumber: -1 }), "tryNumber"],
    [422, JSON.stringify({ ...QUESTION, retries: 3 }), "retries"],
    [413, JSON.stringify({ ...QUESTION, error: { message: "x".repeat(3_000_000) } }), ""],
  ])("answers %i to %#", async (status, body, words) => {
    const { sign } = await arrangeSource();
    const { answer, ...response } = await ask(body, sign(body));
    expect(response.status).toBe(status);
    expect(answer.error?.message).toContain(words);
  });

  it("cuts a long error instead of refusing it", async () => {
    const { sign } = await arrangeSource();
    const error = { message: "x".repeat(100_000), traceback: "y\n".repeat(100_000) };
    const body = JSON.stringify({ ...QUESTION, error });
    expect(await ask(body, sign(body))).toMatchObject({ status: 200, answer: { retry: true } });
  });
});
