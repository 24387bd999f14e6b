import { describe, expect, it } from "vitest";
import { indexLiterals, ownerMaskIn, ownersIn } from "@/lib/logs/matching/literal-index";

describe("ownersIn", () => {
  const owned = [
    ["permission denied", "forbidden"],
    null,
    ["oom-kill"],
    ["ошибка доступа"],
    ["denied: requested"],
  ];
  const index = indexLiterals(owned);

  it.each([
    ["nothing to see", [1]],
    ["Permission DENIED: requested access", [0, 1, 4]],
    ["oom-killer", [1, 2]],
    ["это ошибка доступа.", [1, 3]],
    ["forbidde", [1]],
    ["", [1]],
  ])("%s", (text, owners) => {
    expect(ownersIn(index, text)).toEqual(owners);
    expect(ownerMaskIn(index, text)).toBe(owners.reduce((mask, owner) => mask | (1 << owner), 0));
  });

  it("finds the same words as separate searches", () => {
    const words = [..."abcdefgh"].flatMap((a) => [..."abcd"].map((b) => `${a}${b}${a}${b} ${b}`));
    const wide = indexLiterals(words.map((word) => [word]));
    const text = words
      .filter((_, at) => at % 3 === 0)
      .join("")
      .toUpperCase();
    const expected = words.flatMap((word, owner) => (text.toLowerCase().includes(word) ? [owner] : []));
    expect(expected.length).toBeGreaterThan(9);
    expect(ownersIn(wide, text)).toEqual(expected);
  });

  it("rejects a literal shorter than a gram", () => {
    expect(() => indexLiterals([["oom"]])).toThrow(/"oom" is shorter than 4/);
  });
});
