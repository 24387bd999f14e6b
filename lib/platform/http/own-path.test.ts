import { describe, expect, it } from "vitest";
import { ownPath, returnPath } from "@/lib/platform/http/own-path";

const ORIGIN = "https://desk.example";

const HOSTILE = [
  undefined,
  null,
  42,
  ["/stats"],
  "",
  " ",
  "stats",
  "evil.example",
  "?a=1",
  "https://evil.example",
  "https://evil.example/incidents",
  "https://evil.example//desk.example",
  "HTTPS://EVIL.example/",
  "https:evil.example",
  "https:/evil.example",
  "https:///evil.example",
  "http://desk.example/incidents",
  "https://desk.example:8443/incidents",
  "https://desk.example.evil.example/",
  "https://desk.example@evil.example/",
  "https://user@desk.example/incidents",
  "https://user:pw@desk.example/incidents",
  "https://evil.example#@desk.example/",
  "https://",
  "https://[::1",
  "//evil.example",
  "//evil.example/%2e%2e",
  "///evil.example",
  "////evil.example",
  "/\\evil.example",
  "\\/evil.example",
  "\\\\evil.example",
  "/incidents\\..\\..\\evil",
  "/\t/evil.example",
  "/\n/evil.example",
  "/\r/evil.example",
  "/\r\nlocation: https://evil.example",
  "\t//evil.example",
  "\u0000//evil.example",
  "/\u0000/evil.example",
  "/\u007f/evil.example",
  "/\u0085/evil.example",
  "/\u2028/evil.example",
  "/.//evil.example",
  "/./%2e//evil.example",
  "/a/..//evil.example",
  "/a/%2e%2e//evil.example",
  "https://desk.example//evil.example",
  "https://desk.example/.//evil.example",
  "javascript:alert(1)",
  "JavaScript:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:msgbox(1)",
  "file:///etc/passwd",
  "blob:https://desk.example/1",
  `/${"a".repeat(2_001)}`,
];

const GOOD: [target: string, path: string][] = [
  ["/", "/"],
  ["/incidents", "/incidents"],
  ["/incidents/7#L93", "/incidents/7#L93"],
  ["/stats?days=7", "/stats?days=7"],
  ["/incidents?q=a%20b&status=open", "/incidents?q=a%20b&status=open"],
  ["/incidents?q=https://evil.example", "/incidents?q=https://evil.example"],
  ["https://desk.example/incidents/7?tab=fixes#x", "/incidents/7?tab=fixes#x"],
  ["https://desk.example:443/stats", "/stats"],
  ["https://DESK.example/stats", "/stats"],
  ["/%09/evil.example", "/%09/evil.example"],
  ["/%2F/evil.example", "/%2F/evil.example"],
  ["/incidents//7", "/incidents//7"],
  ["/pipelines/täglich", "/pipelines/t%C3%A4glich"],
];

describe("ownPath", () => {
  it.each(HOSTILE)("refuses %j", (target) => {
    expect(ownPath(target, ORIGIN)).toBeNull();
  });

  it.each(GOOD)("keeps %s", (target, path) => {
    expect(ownPath(target, ORIGIN)).toBe(path);
    // Parsing the result again leads to the same place.
    expect(new URL(path, ORIGIN).origin).toBe(ORIGIN);
  });

  it("compares the complete origin, including the port", () => {
    expect(ownPath("http://127.0.0.1:3000/incidents/7", "http://127.0.0.1:3000")).toBe("/incidents/7");
    expect(ownPath("http://127.0.0.1:3001/incidents/7", "http://127.0.0.1:3000")).toBeNull();
  });
});

describe("returnPath", () => {
  it.each(HOSTILE)("leads to the incidents for %j", (target) => {
    expect(returnPath(target, ORIGIN)).toBe("/incidents");
  });

  it.each([
    "/sign-in",
    "/sign-in?error=x",
    "/SIGN-IN",
    "/api",
    "/api/auth/signout",
    "/./api/auth/signout",
    "/stats/../api/auth/signout",
    "/%61pi/auth/signout",
    "/%ff",
    "https://desk.example/api/auth/signin",
  ])("never leads to the sign-in or the API: %s", (target) => {
    expect(returnPath(target, ORIGIN)).toBe("/incidents");
  });

  it.each([
    ["/stats?days=7", "/stats?days=7"],
    ["/sign-in-audit", "/sign-in-audit"],
    ["/apis", "/apis"],
    ["https://desk.example/incidents/7#L93", "/incidents/7#L93"],
  ])("keeps %s", (target, path) => {
    expect(returnPath(target, ORIGIN)).toBe(path);
  });
});
