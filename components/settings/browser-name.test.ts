import { expect, it } from "vitest";
import { browserName } from "@/components/settings/browser-name";

const CHROME =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1";

it.each([
  [CHROME, "Chrome on Linux"],
  [`${CHROME} Edg/140.0.0.0`, "Edge on Linux"],
  [IPHONE, "Safari on iPhone"],
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18.0 Safari/605.1.15", "Safari on macOS"],
  ["curl/8.5.0", "curl/8.5.0"],
  ["", "Unknown browser"],
  ["x".repeat(300), "x".repeat(40)],
])("names %s %s", (userAgent, name) => {
  expect(browserName(userAgent)).toBe(name);
});
