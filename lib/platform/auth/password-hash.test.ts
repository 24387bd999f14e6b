import { hashSync } from "bcryptjs";
import { describe, expect, it } from "vitest";
import { hashPassword, verifyPassword } from "@/lib/platform/auth/password-hash";
import { weakHash } from "@/lib/platform/auth/testing/weak-hash";

// Real hashing costs, possibly on a busy machine.
describe("password hashes", { timeout: 60_000 }, () => {
  it("match their password only, and are salted", async () => {
    const [hash, again] = await Promise.all([hashPassword("correct horse"), hashPassword("correct horse")]);
    expect(hash).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$/);
    expect(hash).not.toBe(again);
    expect(await verifyPassword("correct horse", hash)).toEqual({ matches: true, newHash: null });
    expect(await verifyPassword("correct house", hash)).toEqual({ matches: false, newHash: null });
  });

  it("replace bcrypt when the password is right", async () => {
    const old = hashSync("correct horse", 4);
    expect(await verifyPassword("wrong", old)).toEqual({ matches: false, newHash: null });
    const { matches, newHash } = await verifyPassword("correct horse", old);
    expect(matches).toBe(true);
    expect(await verifyPassword("correct horse", newHash)).toEqual({ matches: true, newHash: null });
  });

  it("replace weaker settings when the password is right", async () => {
    const { matches, newHash } = await verifyPassword("correct horse", weakHash("correct horse"));
    expect(matches).toBe(true);
    expect(newHash).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$/);
  });

  it.each([null, "", "plain text", "$2b$", "$scrypt$ln=99,r=8,p=3$x$y"])("never match %j", async (stored) => {
    expect(await verifyPassword("", stored)).toEqual({ matches: false, newHash: null });
  });

  it("do not block the main thread, and are refused when too many are queued", async () => {
    let turns = 0;
    let isDone = false;
    const turn = () => {
      turns++;
      if (!isDone) setImmediate(turn);
    };
    setImmediate(turn);
    const tries = Array.from({ length: 60 }, () => verifyPassword("wrong", weakHash("correct horse")));
    const results = await Promise.allSettled(tries);
    isDone = true;
    // At least one event-loop turn per hash: none of them blocked it.
    const compared = results.filter((result) => result.status === "fulfilled");
    const refused = results.filter((result) => result.status === "rejected");
    expect(turns).toBeGreaterThan(compared.length);
    expect(compared.length + refused.length).toBe(60);
    expect(refused.length).toBeGreaterThan(30);
    expect(refused[0]?.reason).toMatchObject({ code: "UNAVAILABLE", retryAfterMs: 5_000 });
  });
});
