import { describe, expect, it } from "vitest";
import { termsOf, weighWords, wordsOf } from "@/lib/diagnosis/inference/message-words";

describe("wordsOf", () => {
  it("splits camel case, keeps HTTP statuses and folds other numbers and identifiers", () => {
    expect(wordsOf("NoSuchTableException: HTTP 403, job 81 a3f09b1742").map(({ key }) => key)).toEqual([
      "no",
      "such",
      "table",
      "except",
      "http",
      "403",
      "job",
      "num",
      "hex",
    ]);
  });

  it("takes inflections for the same word", () => {
    const [first, second] = ["exceeded", "exceeds"].map((text) => wordsOf(text)[0]?.key);
    expect(first).toBe(second);
  });

  it("keeps the position of words and pairs", () => {
    const text = "The quota-exceeded page";
    const pair = termsOf(wordsOf(text)).find(({ key }) => key === "quota exceed");
    expect(text.slice(pair?.start, pair?.end)).toBe("quota-exceeded");
  });
});

describe("weighWords", () => {
  it.each([
    ["cloudbox: the tenant's storage allocation is used up, 0 bytes of memory left", "resource_exhausted"],
    ["access to the vault is not permitted: the login of this user was rejected", "auth_permission"],
    ["Peer stopped answering while the socket was being read; connection timeout", "network_timeout"],
    ["Library fizz could not be imported because the package is not installed", "missing_dependency"],
    ["too many requests per minute, please slow down your calls", "rate_limit"],
  ])("reads “%s”", (message, category) => {
    const [best] = weighWords(message);
    expect(best?.category).toBe(category);
    expect(best?.weight).toBeGreaterThan(0.3);
    expect(best?.words.length).toBeGreaterThan(0);
  });

  it("quotes words as the message writes them, and only words that it contains", () => {
    const message = "PermissionDenied: the caller has no Permission on the bucket";
    const quoted = weighWords(message).flatMap(({ words }) => words);
    expect(quoted.length).toBeGreaterThan(0);
    for (const word of quoted) expect(message).toContain(word);
  });

  it("bounds the weight of a message however much it says", () => {
    const message =
      "permission denied, access denied, not authorized, forbidden credentials, login failed, ".repeat(6);
    for (const { weight } of weighWords(message)) {
      expect(weight).toBeLessThanOrEqual(3);
      expect(weight).toBeGreaterThanOrEqual(-1.2);
    }
  });

  it.each([
    ["invented words", "zorblat frumious bandersnatch wibbled the quux glorp snark"],
    ["numbers and identifiers", "81 442 a3f09b1742 0x8812"],
    ["Spanish", "la relación «clientes» no existe en el esquema de ventas"],
    ["Japanese", "テーブルが存在しません。管理者に連絡してください"],
    ["nothing", ""],
  ])("says nothing about %s", (_, message) => {
    expect(weighWords(message)).toEqual([]);
  });

  it("reads the class name in a message of another language", () => {
    const [best] = weighWords(
      "org.acme.ConnectionTimeoutException: 接続がタイムアウトしました。再試行してください",
    );
    expect(best?.category).toBe("network_timeout");
  });
});
