import { describe, expect, it } from "vitest";
import { ALL_SIGNATURES } from "@/lib/diagnosis/signatures/all-signatures";
import { indexLiterals, ownersIn } from "@/lib/diagnosis/signatures/literal-index";

describe("ownersIn", () => {
  const owned = [
    ["permission denied", "forbidden"],
    null,
    ["oom"],
    ["ошибка доступа"],
    ["denied: requested"],
  ];
  const index = indexLiterals(owned);

  it.each([
    ["nothing to see", [1]],
    ["permission denied: requested access", [0, 1, 4]],
    ["a room", [1, 2]],
    ["это ошибка доступа.", [1, 3]],
    ["forbidde", [1]],
    ["", [1]],
  ])("%s", (text, owners) => {
    expect(ownersIn(index, text)).toEqual(owners);
  });

  it("finds what looking for each word would find", () => {
    const words = ALL_SIGNATURES.map((signature) => [signature.title.toLowerCase().slice(0, 12)]);
    const wide = indexLiterals(words);
    for (const { explanation, title } of ALL_SIGNATURES.slice(0, 150)) {
      const text = `${title} ${explanation}`.toLowerCase();
      const expected = words.flatMap(([word = ""], owner) => (text.includes(word) ? [owner] : []));
      expect(ownersIn(wide, text)).toEqual(expected);
    }
  });
});
