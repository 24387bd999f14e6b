import { readdirSync } from "node:fs";
import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { config, proxy } from "@/proxy";

const [pattern = ""] = config.matcher;
const passesProxy = (path: string) => new RegExp(`^${pattern}$`).test(path);

/** URLs of all files with this name, parameters filled in. */
function urlsOf(file: string): string[] {
  return readdirSync(new URL(".", import.meta.url), { recursive: true, encoding: "utf8" })
    .filter((path) => path === file || path.endsWith(`/${file}`))
    .map((path) => `/${path.slice(0, -file.length)}`.replaceAll(/\([^)]*\)\/|\/$/g, "") || "/")
    .map((path) => path.replaceAll(/\[[^\]]+\]/g, "x"));
}

describe("the proxy", () => {
  it.each(urlsOf("page.tsx"))("handles the page %s", (path) => expect(passesProxy(path)).toBe(true));

  it.each(urlsOf("route.ts"))("skips the route %s", (path) => expect(passesProxy(path)).toBe(false));

  it("gives each page its own policy and passes Next its nonce, ignoring one in the request", async () => {
    const load = async () => {
      const headers = { "content-security-policy": "script-src 'nonce-foreign'" };
      return (await proxy(new NextRequest("http://x/", { headers }))).headers;
    };
    const [first, second] = [await load(), await load()];
    expect(first.get("content-security-policy")).toMatch(/script-src 'self' 'nonce-[\w+/=]{24}'/);
    expect(first.get("x-middleware-request-content-security-policy")).toBe(
      first.get("content-security-policy"),
    );
    expect(first.get("content-security-policy")).not.toBe(second.get("content-security-policy"));
  });

  it("sends anonymous visitors to the sign-in page and back", async () => {
    const response = await proxy(new NextRequest("http://x/incidents/7?tab=log"));
    expect(response.headers.get("location")).toBe(
      `http://x/sign-in?callbackUrl=${encodeURIComponent("/incidents/7?tab=log")}`,
    );
  });
});
