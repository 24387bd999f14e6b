import { describe, expect, it } from "vitest";
import { isSameOrigin } from "@/lib/platform/auth/same-origin";

const PUBLIC_URL = "https://desk.example";

describe("isSameOrigin", () => {
  it.each<[string, Record<string, string>, boolean]>([
    ["declared by the browser", { "sec-fetch-site": "same-origin" }, true],
    ["typed by the user", { "sec-fetch-site": "none" }, true],
    ["another site", { "sec-fetch-site": "cross-site" }, false],
    ["another host of the same site", { "sec-fetch-site": "same-site" }, false],
    ["an unknown value", { "sec-fetch-site": "?" }, false],
    ["another site with our origin", { "sec-fetch-site": "cross-site", origin: PUBLIC_URL }, false],
    [
      "typed, but with another site's origin",
      { "sec-fetch-site": "none", origin: "https://evil.example" },
      false,
    ],
    ["the public URL", { origin: PUBLIC_URL }, true],
    ["the public URL behind a proxy", { origin: PUBLIC_URL, host: "10.0.0.7:3000" }, true],
    ["the requested host", { origin: "https://10.0.0.7:3000", host: "10.0.0.7:3000" }, true],
    ["the host with another scheme", { origin: "http://desk.example", host: "desk.example" }, false],
    ["the host on another port", { origin: "https://desk.example:8443", host: "desk.example" }, false],
    ["another site", { origin: "https://evil.example", host: "desk.example" }, false],
    ["a forwarded host", { origin: "https://evil.example", "x-forwarded-host": "evil.example" }, false],
    ["a host name with our prefix", { origin: "https://desk.example.evil.example" }, false],
    ["a sandboxed page", { origin: "null", host: "desk.example" }, false],
    ["a sandboxed page and a host of that name", { origin: "null", host: "null" }, false],
    ["an extension", { origin: "chrome-extension://desk.example", host: "desk.example" }, false],
    ["an old browser on our page", { referer: `${PUBLIC_URL}/settings` }, true],
    ["an old browser on another page", { referer: "https://evil.example/desk.example" }, false],
    ["no browser", {}, true],
  ])("%s: %j", (_who, headers, expected) => {
    expect(isSameOrigin(new Headers(headers), PUBLIC_URL)).toBe(expected);
  });
});
