import { describe, expect, it } from "vitest";
import { logOf, readFixtures, shrink, wrongOf } from "@/evals/fuzz";

const SEED = 4;
const CASES = 2_000;
const SLICES = 8;
const LONGEST = 3_000;

describe("any log", () => {
  const fixtures = readFixtures();

  it("has recordings to change", () => {
    expect(fixtures.length).toBeGreaterThan(50);
  });

  it.each(Array.from({ length: SLICES }, (_, slice) => slice))(
    "keeps every promise (part %d)",
    (slice) => {
      for (let number = slice; number < CASES; number += SLICES) {
        const { bytes, piece } = logOf(SEED, number, fixtures, LONGEST);
        const wrong = wrongOf(bytes, piece);
        expect(wrong, `log ${number}: ${Buffer.from(bytes).toString("base64")}`).toBeNull();
      }
    },
    60_000,
  );
});

describe("the fuzz itself", () => {
  it("makes the same logs for the same seed, and others for another", () => {
    const input = logOf(1, 7, ["a\nb"]);
    expect(logOf(1, 7, ["a\nb"])).toEqual(input);
    const others = Array.from({ length: 20 }, (_, number) =>
      Buffer.from(logOf(2, number, ["a\nb"]).bytes).toString(),
    );
    expect(new Set(others).size).toBeGreaterThan(10);
  });

  it("shrinks a case to what breaks it", () => {
    const bytes = Buffer.from(`${"noise\n".repeat(200)}BROKEN${"\nnoise".repeat(200)}`);
    const small = shrink(bytes, (input) => Buffer.from(input).includes("BROKEN"));
    expect(Buffer.from(small).toString()).toBe("BROKEN");
  });
});
