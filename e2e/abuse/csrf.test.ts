import { describe, expect, it } from "vitest";
import { signIn } from "@/e2e/abuse/browser-session";
import { stage } from "@/e2e/abuse/stage";

const comment = JSON.stringify({ comment: "written by another site" });

async function patch(cookie: string, headers: Record<string, string>): Promise<number> {
  const { url, home } = stage();
  const response = await fetch(`${url}/api/incidents/${home.ids.incident}`, {
    method: "PATCH",
    headers: { cookie, "content-type": "application/json", ...headers },
    body: comment,
  });
  await response.arrayBuffer();
  return response.status;
}

describe("a browser session", () => {
  it("can write only from our own pages", async () => {
    const { url, home } = stage();
    const cookie = await signIn(url, home.people.responder, home.password);
    const { host } = new URL(url);
    const foreign: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: `http://${host}.evil.example` },
      { origin: `https://evil.example/${host}` },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site", origin: url },
      { "sec-fetch-site": "cross-site", origin: url },
      { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
      { origin: "https://evil.example", host: "evil.example" },
    ];
    for (const headers of foreign) expect([headers, await patch(cookie, headers)]).toEqual([headers, 403]);
    expect(await patch(cookie, { origin: url })).toBe(200);
    expect(await patch(cookie, { "sec-fetch-site": "same-origin", origin: url })).toBe(200);
  });

  it("is stored in a cookie that is hidden from scripts and other sites", async () => {
    const { url, home } = stage();
    const cookies: string[] = [];
    await signIn(url, home.people.viewer, home.password, cookies);
    const session = cookies.find((cookie) => cookie.includes("session-token="));
    expect(session).toMatch(/; ?HttpOnly/i);
    expect(session).toMatch(/; ?SameSite=(Lax|Strict)/i);
  });

  it("allows no other site to read a response", async () => {
    const { url, home } = stage();
    const cookie = await signIn(url, home.people.viewer, home.password);
    for (const path of ["/api/incidents", "/api/me", "/api/auth/session", "/health", "/incidents"]) {
      const response = await fetch(`${url}${path}`, {
        headers: { cookie, origin: "https://evil.example" },
        redirect: "manual",
      });
      expect([path, response.headers.get("access-control-allow-origin")]).toEqual([path, null]);
      const preflight = await fetch(`${url}${path}`, {
        method: "OPTIONS",
        headers: { origin: "https://evil.example", "access-control-request-method": "PATCH" },
      });
      expect([path, preflight.headers.get("access-control-allow-origin")]).toEqual([path, null]);
    }
  });
});
