import { describe, expect, it } from "vitest";
import { makeDeviceCookie, readDeviceCookie } from "@/lib/platform/auth/device-cookie";

const SECRET = "s".repeat(32);
const NOW = new Date("2026-01-01T00:00:00Z");
const later = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
const who = { account: "ada@example.com", isSecure: false };
const cookie = makeDeviceCookie({ ...who, known: null }, SECRET, NOW);
const sent = (value: string) => ({ a: "b", "pd-device": value, c: "d" });

describe("device cookie", () => {
  it("is recognized for the same account, and keeps its id when renewed", () => {
    const device = readDeviceCookie(sent(cookie.value), who, SECRET, later(1));
    expect(device).toMatch(/^[\w-]{22}$/);
    const renewed = makeDeviceCookie({ ...who, known: device }, SECRET, later(1));
    expect(readDeviceCookie(sent(renewed.value), who, SECRET, later(179))).toBe(device);
  });

  it("is HttpOnly, SameSite, and Secure if the site uses TLS", () => {
    expect(cookie.header).toMatch(/; HttpOnly; SameSite=Lax$/);
    const secure = makeDeviceCookie({ ...who, isSecure: true, known: null }, SECRET, NOW);
    expect(secure.header).toMatch(/^__Secure-pd-device=.*; Secure$/);
  });

  it.each([
    ["nothing", {}, who, SECRET, 1],
    ["another account", sent(cookie.value), { ...who, account: "eve@example.com" }, SECRET, 1],
    ["another key", sent(cookie.value), who, "t".repeat(32), 1],
    ["an expired cookie", sent(cookie.value), who, SECRET, 181],
    ["a cookie from the future", sent(cookie.value), who, SECRET, -2],
    [
      "a changed id",
      sent(`${cookie.value.startsWith("x") ? "y" : "x"}${cookie.value.slice(1)}`),
      who,
      SECRET,
      1,
    ],
    ["a changed time", sent(cookie.value.replace(/\.\d/, ".9")), who, SECRET, 1],
    ["nonsense", sent("a.b.c"), who, SECRET, 1],
  ])("is ignored: %s", (_why, cookies, input, secret, days) => {
    expect(readDeviceCookie(cookies, input, secret, later(days))).toBeNull();
  });
});
