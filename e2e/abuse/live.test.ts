import { describe, expect, it } from "vitest";
import { signIn } from "@/e2e/abuse/browser-session";
import { call, stage } from "@/e2e/abuse/stage";

const open = (token: string, method = "GET") => openWith({ authorization: `Bearer ${token}` }, method);

async function openWith(headers: Record<string, string>, method = "GET") {
  const abort = new AbortController();
  const response = await fetch(`${stage().url}/api/live`, { method, headers, signal: abort.signal });
  return {
    status: response.status,
    retryAfter: response.headers.get("retry-after"),
    close: () => abort.abort(),
    /** The complete stream, once it ends. */
    text: () => response.text(),
  };
}

async function newToken(): Promise<{ id: string; token: string }> {
  const answer = await call<{ id: string; token: string }>("/api/tokens", stage().home.tokens.owner, {
    body: { name: "live", role: "viewer" },
  });
  expect(answer.status).toBe(201);
  return answer.body;
}

const revoke = (id: string) => call(`/api/tokens/${id}`, stage().home.tokens.owner, { method: "DELETE" });

describe("a live stream", () => {
  it("refuses unknown parameters", async () => {
    const answer = await call("/api/live?since=2026-11-21T00:00:00Z", stage().home.tokens.owner);
    expect(answer).toMatchObject({ status: 422, body: { error: { issues: [{ path: "since" }] } } });
  });

  it("ends when its token is revoked", async () => {
    const { id, token } = await newToken();
    const stream = await open(token);
    expect(stream.status).toBe(200);
    await revoke(id);
    expect(await stream.text()).toContain("event: resync");
    expect((await open(token)).status).toBe(401);
  });

  it("ends when its person signs out", async () => {
    const { url, home } = stage();
    const cookie = await signIn(url, home.people.viewer, home.password);
    const stream = await openWith({ cookie });
    expect(stream.status).toBe(200);
    const csrf = await fetch(`${url}/api/auth/csrf`, { headers: { cookie } });
    const { csrfToken } = (await csrf.json()) as { csrfToken: string };
    await fetch(`${url}/api/auth/signout`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie },
      body: new URLSearchParams({ csrfToken, callbackUrl: "/sign-in", json: "true" }),
    });
    expect(await stream.text()).toContain("event: resync");
    expect((await openWith({ cookie })).status).toBe(401);
  });

  it("is refused beyond twenty per token, and accepted again once one has ended", async () => {
    const { id, token } = await newToken();
    const streams = await Promise.all(Array.from({ length: 20 }, () => open(token)));
    expect(streams.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    const refused = await open(token);
    expect([refused.status, Number(refused.retryAfter)]).toEqual([429, 10]);
    streams[0]?.close();
    // The server notices the end with a delay.
    await expect.poll(async () => (await open(token)).status, { timeout: 20_000 }).toBe(200);
    await revoke(id);
    for (const stream of streams.slice(1)) await stream.text();
  });

  it("is not counted for a HEAD request", async () => {
    const { id, token } = await newToken();
    for (let i = 0; i < 30; i++) expect((await open(token, "HEAD")).status).toBe(200);
    const stream = await open(token);
    expect(stream.status).toBe(200);
    await revoke(id);
    await stream.text();
  });
});
