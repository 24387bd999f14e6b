import { afterEach, describe, expect, test, vi } from "vitest";
import {
  decrypt,
  encrypt,
  hashToken,
  keyCheck,
  newId,
  newToken,
  newWebhookSecret,
  sha256,
  timingSafeEqualText,
  upgradeSecret,
} from "./crypto";

/** The encrypted text with its version, without meaningless bits. */
const bytesOf = (encrypted: string) =>
  encrypted
    .split(".")
    .map((part, i) => (i === 0 ? part : Buffer.from(part, "base64url").toString("hex")))
    .join(".");

describe("encryption at rest", () => {
  test.each(["", "secret", "ünïcode 🔑", "x".repeat(100_000)])("returns the text", (text) => {
    expect(decrypt(encrypt(text))).toBe(text);
  });

  test("produces a different ciphertext each time, without the text", () => {
    expect(encrypt("secret")).not.toBe(encrypt("secret"));
    expect(encrypt("secret")).not.toContain("secret");
  });

  test("detects any change", () => {
    const encrypted = encrypt("secret");
    for (let i = 0; i < encrypted.length; i++) {
      const other = encrypted[i] === "A" ? "B" : "A";
      const changed = encrypted.slice(0, i) + other + encrypted.slice(i + 1);
      // The last base64url character may contain unused bits.
      if (bytesOf(changed) === bytesOf(encrypted)) continue;
      expect(() => decrypt(changed), `character ${i}`).toThrow(/cannot be decrypted/);
    }
  });

  test("refuses a shortened tag", () => {
    const [version, salt, payload = ""] = encrypt("").split(".");
    const shortened = Buffer.from(payload, "base64url")
      .subarray(0, 12 + 8)
      .toString("base64url");
    expect(() => decrypt(`${version}.${salt}.${shortened}`)).toThrow(/cannot be decrypted/);
  });

  test.each(["", "v1", "v1.", "v1.AAAA", "v2.AAAA", "v2.AAAAAAAAAAAAAAAAAAAAAA.AAAA", "v3.A.A", "secret"])(
    "refuses %j",
    (text) => {
      expect(() => decrypt(text)).toThrow(/cannot be decrypted/);
    },
  );
});

describe("ids and tokens", () => {
  test("ids are lower-case ULIDs in creation order", () => {
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

  test("a token's hash is stable and keyed", () => {
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

/** Values written by a release without key derivation, by key. */
const RECORDED = [
  {
    key: "0".repeat(64),
    encrypted:
      "v1.RsC6ZpJy_C4wfxzj5OT0ojjvtMH_Yy0nQUAJxOcA0lQctA1RoyET2-X4ga65VdWFWNWAhC_-OtxlZdU83sAqE9B05w",
    check: "b4700a58b44b483ae62759d72bacbee3ac694dd86310f38effa0be304a139420",
  },
  {
    key: "a passphrase of a person",
    encrypted:
      "v1.MX3BD9iErD5K4ZABMnmyQDA1OtZBa0BpcJIk_1O8T-cFkaezZUomRChi1HaUP2Jec8GPKfXnbS9NBQYgjfGIW7pt-w",
    check: "818536e432f37699584c948d11774c7c874490e9ad2ffd77990a1e612a4f6487",
  },
];
const TEXT = "whsec_recorded before keys were derived";

describe.each(RECORDED)("with the key $key", ({ key, encrypted, check }) => {
  afterEach(() => vi.unstubAllEnvs());

  /** Imitates a new process, because modules read the environment once. */
  async function start() {
    vi.stubEnv("PD_ENCRYPTION_KEY", key);
    vi.resetModules();
    return import("./crypto");
  }

  test("reads old values and upgrades them", async () => {
    const crypto = await start();
    expect(crypto.decrypt(encrypted)).toBe(TEXT);
    const upgraded = crypto.upgradeSecret(encrypted);
    expect(upgraded).toMatch(/^v2\./);
    expect(crypto.upgradeSecret(upgraded)).toBe(upgraded);
    expect((await start()).decrypt(upgraded)).toBe(TEXT);
  });

  test("a process reuses the salt it has read", async () => {
    const written = (await start()).encrypt(TEXT);
    const saltOf = (text: string) => text.split(".")[1];
    const next = await start();
    expect(next.decrypt(written)).toBe(TEXT);
    expect(saltOf(next.encrypt("more"))).toBe(saltOf(written));
    expect(saltOf(next.keyCheck())).toBe(saltOf(written));
    expect(saltOf((await start()).encrypt("more"))).not.toBe(saltOf(written));
  });

  test("recognizes the key check in the old and the new format", async () => {
    const { keyCheck } = await start();
    expect(keyCheck(check)).toBe(check);
    const stored = keyCheck();
    expect((await start()).keyCheck(stored)).toBe(stored);
  });
});

test("leaves a secret of another key unchanged", () => {
  const foreign = RECORDED[1]?.encrypted ?? "";
  expect(upgradeSecret(foreign)).toBe(foreign);
});

test("accepts neither checks nor secrets of another key", () => {
  expect(keyCheck(RECORDED[1]?.check)).not.toBe(RECORDED[1]?.check);
  expect(() => decrypt(RECORDED[1]?.encrypted ?? "")).toThrow(/cannot be decrypted/);
});
