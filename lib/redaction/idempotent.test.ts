import { expect, it } from "vitest";
import { readFixtures } from "@/evals/fuzz";
import { plantedOf } from "@/evals/fuzz-redaction";
import { redact } from "@/lib/redaction/redact";

const CASES = 400;
const SEED = 41;
const ANY_PLACEHOLDER = /\[redacted:[^\]]*\]/g;

const fixtures = readFixtures().filter((text) => text.length < 20_000);
const linesOf = (number: number) => redact(plantedOf(SEED, number, fixtures, 400).text).text.split("\n");

it("redacted text stays as it is, in whole and line by line", () => {
  let lines = 0;
  for (let number = 0; number < CASES; number += 1) {
    const redacted = linesOf(number);
    expect(redact(redacted.join("\n")).text).toBe(redacted.join("\n"));
    for (const line of redacted.filter((text) => text.includes("[redacted:"))) {
      expect(redact(line).text).toBe(line);
      lines += 1;
    }
  }
  expect(lines).toBeGreaterThan(CASES / 2);
});

it("redacted text that was clipped in a placeholder stays as it is, as in the title of a fix", () => {
  for (let number = 0; number < CASES; number += 1) {
    for (const line of linesOf(number)) {
      for (const { index, 0: placeholder } of line.matchAll(ANY_PLACEHOLDER)) {
        for (let length = 1; length < placeholder.length; length += 1) {
          const clipped = line.slice(0, index + length);
          expect(redact(clipped).text).toBe(clipped);
          expect(redact(`${clipped}…`).text).toBe(`${clipped}…`);
        }
      }
    }
  }
});
