import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AppError } from "@/lib/platform/errors";
import { describeSlackToken, postToSlackWebhook } from "@/lib/vendors/slack/client";
import { startEmulatedSlack, type EmulatedSlack } from "@/lib/vendors/slack/testing/emulated-slack";
import { sendJson, startFakeServer } from "@/lib/vendors/testing/fake-server";

let slack: EmulatedSlack;
beforeAll(async () => {
  slack = await startEmulatedSlack();
});
afterAll(() => slack.close());

const caught = (work: Promise<unknown>) =>
  work.then(
    () => {
      throw new Error("nothing was thrown");
    },
    (error: unknown) => error as AppError,
  );

describe("a token", () => {
  it("is described by user and workspace", async () => {
    expect(await describeSlackToken(slack)).toBe("The token belongs to ada in Acme.");
  });

  it.each([
    ["invalid_auth", "UNAUTHENTICATED", "(invalid_auth)"],
    ["token_revoked", "UNAUTHENTICATED", "(token_revoked)"],
    ["team_access_not_granted", "INVALID", "(team_access_not_granted)"],
    ["<b>odd</b>", "INVALID", "(no reason given)"],
  ])("is refused with %s", async (error, code, expected) => {
    const server = await startFakeServer((_, response) => sendJson(response, 200, { ok: false, error }));
    const refused = await caught(describeSlackToken({ token: "xoxb-1", apiUrl: server.url }));
    expect(refused).toMatchObject({ code, message: expect.stringContaining(expected) });
    expect(server.seen).toMatchObject([
      { method: "POST", path: "/auth.test", headers: { authorization: "Bearer xoxb-1" } },
    ]);
    expect(refused.message).not.toContain("xoxb");
    await server.close();
  });

  it.each([
    [429, { "retry-after": "30" }, "slow", { code: "RATE_LIMITED", retryAfterMs: 30_000 }],
    [200, { "content-type": "text/html" }, "<html>", { code: "UNAVAILABLE" }],
    [503, {}, "", { code: "UNAVAILABLE" }],
  ])("fails if Slack answers %d %j", async (status, headers, body, expected) => {
    const server = await startFakeServer((_, response) => {
      response.writeHead(status, headers as Record<string, string>).end(body);
    });
    expect(await caught(describeSlackToken({ token: "t", apiUrl: server.url }))).toMatchObject(expected);
    await server.close();
  });
});

describe("an incoming webhook", () => {
  it("posts a message", async () => {
    await postToSlackWebhook({ webhookUrl: slack.webhookUrl, text: "It *works*" });
    expect(await slack.messages()).toContain("It *works*");
  });

  it.each([
    [404, "no_service", "INVALID", "(404, no_service)"],
    [403, "invalid_token", "INVALID", "(403, invalid_token)"],
    [400, "<html>", "INVALID", "(400)"],
    [500, "rollup_error", "UNAVAILABLE", "(500)"],
  ])("fails with %d %s", async (status, body, code, expected) => {
    const server = await startFakeServer((_, response) => void response.writeHead(status).end(body));
    const webhookUrl = `${server.url}/services/T0/B0/s3cret`;
    const refused = await caught(postToSlackWebhook({ webhookUrl, text: "x" }));
    expect(refused).toMatchObject({ code, message: expect.stringContaining(expected) });
    expect(refused.message).not.toContain("s3cret");
    await server.close();
  });

  it("does not leak its URL when Slack redirects or is unreachable", async () => {
    const server = await startFakeServer((request, response) => {
      response.writeHead(302, { location: `https://elsewhere.example${request.path}` }).end();
    });
    const webhookUrl = `${server.url}/services/T0/B0/s3cret`;
    const redirected = await caught(postToSlackWebhook({ webhookUrl, text: "x" }));
    expect(redirected.message).toMatch(/redirects to https:\/\/elsewhere\.example\/…/);
    await server.close();
    const gone = await caught(postToSlackWebhook({ webhookUrl, text: "x" }));
    expect(gone).toMatchObject({ code: "UNAVAILABLE" });
    expect(`${redirected.message} ${gone.message}`).not.toContain("s3cret");
  });
});
