import { beforeEach, describe, expect, it, vi } from "vitest";

const load = async (publicUrl: string) => {
  vi.stubEnv("PUBLIC_URL", publicUrl);
  const { authOptions } = await import("@/lib/platform/auth/session");
  return authOptions({ headers: new Headers() });
};

// The environment is read once, when its module loads.
beforeEach(() => {
  vi.resetModules();
  vi.unstubAllEnvs();
});

describe("authOptions", () => {
  it("restricts cookies to TLS if the public URL is HTTPS", async () => {
    expect((await load("https://desk.example")).useSecureCookies).toBe(true);
    vi.resetModules();
    expect((await load("http://127.0.0.1:3000")).useSecureCookies).toBe(false);
  });

  it.each([
    ["/stats?days=7", "https://desk.example/stats?days=7"],
    ["https://desk.example/incidents/7", "https://desk.example/incidents/7"],
    ["/sign-in", "https://desk.example/sign-in"],
    ["https://evil.example/", "https://desk.example/"],
    ["//evil.example", "https://desk.example/"],
    ["/\t/evil.example", "https://desk.example/"],
    ["/\n/evil.example", "https://desk.example/"],
    ["not a URL", "https://desk.example/"],
  ])("redirects %j to %s", async (url, expected) => {
    const { callbacks } = await load("https://desk.example");
    expect(await callbacks?.redirect?.({ url, baseUrl: "https://desk.example" })).toBe(expected);
  });
});
