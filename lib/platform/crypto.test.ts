import { describe, expect, test } from "vitest";
import {
  decrypt,
  encrypt,
  hashToken,
  newId,
  newToken,
  newWebhookSecret,
  sha256,
  timingSafeEqualText,
} from "./crypto";

describe("encryption at rest", () => {
  test.each(["", "secret", "ünïcode 🔑", "x".repeat(100_000)])("gives the text back", (text) => {
    expect(decrypt(encrypt(text))).toBe(text);
  });

  test("never writes the same twice, nor the text itself", () => {
    expect(encrypt("secret")).not.toBe(encrypt("secret"));
    expect(encrypt("secret")).not.toContain("secret");
  });

  test("notices any change", () => {
    const encrypted = encrypt("secret");
    for (let i = 3; i < encrypted.length; i++) {
      const other = encrypted[i] === "A" ? "B" : "A";
      const changed = encrypted.slice(0, i) + other + encrypted.slice(i + 1);
      // The last character of base64url may hold bits that mean nothing.
      if (Buffer.from(changed.slice(3), "base64url").equals(Buffer.from(encrypted.slice(3), "base64url")))
        continue;
      expect(() => decrypt(changed), `character ${i}`).toThrow(/cannot be read/);
    }
  });

  test("refuses a shortened tag", () => {
    const bytes = Buffer.from(encrypt("").slice(3), "base64url");
    expect(() => decrypt(`v1.${bytes.subarray(0, 12 + 8).toString("base64url")}`)).toThrow(/cannot be read/);
  });

  test.each(["", "v1", "v1.", "v1.AAAA", "v2.AAAA", "secret"])("refuses %j", (text) => {
    expect(() => decrypt(text)).toThrow(/cannot be read/);
  });
});

describe("ids and tokens", () => {
  test("ids are lower-case ULIDs in the order they were made", () => {
    const ids = Array.from({ length: 2_000 }, () => newId());
    expect(new Set(ids).size).toBe(2_000);
    expect([...ids].sort()).toEqual(ids);
    for (const id of ids) expect(id).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
  });

  test("tokens and secrets are random and long enough", () => {
    expect(newToken("pd_")).toMatch(/^pd_[\w-]{43}$/);
    expect(newToken("pd_")).not.toBe(newToken("pd_"));
    const secret = newWebhookSecret();
    expect(secret).toMatch(/^whsec_/);
    expect(Buffer.from(secret.slice(6), "base64")).toHaveLength(32);
  });

  test("a token's hash is stable and not the plain hash", () => {
    expect(hashToken("pd_1")).toBe(hashToken("pd_1"));
    expect(hashToken("pd_1")).not.toBe(sha256("pd_1"));
  });
});

test("SHA-256 is the standard's", () => {
  expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

test.each([
  ["a", "a", true],
  ["a", "b", false],
  ["a", "aa", false],
  ["", "", true],
  ["\u00e4", "a\u0308", false],
])("%j equals %j: %s", (a, b, expected) => {
  expect(timingSafeEqualText(a, b)).toBe(expected);
});
