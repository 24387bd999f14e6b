import { describe, expect, it } from "vitest";
import { checkRedaction } from "@/evals/check-redaction";
import { readFixtures } from "@/evals/fuzz";
import { plantedOf } from "@/evals/fuzz-redaction";

const SEED = 8;
const CASES = 1_200;
const SLICES = 4;

describe("a planted secret", () => {
  const fixtures = readFixtures().filter((text) => text.length < 20_000);

  it.each(Array.from({ length: SLICES }, (_, slice) => slice))(
    "never survives redaction (part %d)",
    (slice) => {
      for (let number = slice; number < CASES; number += SLICES) {
        const planted = plantedOf(SEED, number, fixtures, 1_500);
        expect(checkRedaction(planted), `number ${number}, planted as ${planted.how}`).toBeNull();
      }
    },
    60_000,
  );

  it("is reported if left", () => {
    expect(checkRedaction({ text: "the word is sesame99", secret: "sesame99", how: "" })).toBe(
      "the secret is still there",
    );
  });
});
