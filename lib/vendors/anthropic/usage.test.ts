import { expect, it } from "vitest";
import { readUsage } from "@/lib/vendors/anthropic/usage";

const BOUNDS = { requestBytes: 20_000, maxTokens: 4_000 };
const GOOD = { input_tokens: 3_000, output_tokens: 200, cache_read_input_tokens: 500 };

it("reads the counts of a reply", () => {
  expect(readUsage(GOOD, BOUNDS)).toEqual({
    tokens: { input: 3_000, output: 200, cacheRead: 500, cacheWrite: 0 },
    doubt: null,
  });
  expect(readUsage({ input_tokens: 0, output_tokens: 0 }, BOUNDS).doubt).toBeNull();
  expect(readUsage({ ...GOOD, input_tokens: 29_500, output_tokens: 4_000 }, BOUNDS).doubt).toBeNull();
});

it.each([
  ["negative input", { input_tokens: -5_000_000 }],
  ["negative output", { output_tokens: -10 }],
  ["a negative cache", { cache_read_input_tokens: -1 }],
  ["more input than bytes", { input_tokens: 30_000 }],
  ["more output than asked for", { output_tokens: 4_001 }],
  ["too many for a column", { input_tokens: 1e12, output_tokens: 1e12 }],
  ["fractions", { output_tokens: 1.5 }],
])("does not believe %s", (_, wrong) => {
  const { tokens, doubt } = readUsage({ ...GOOD, ...wrong }, BOUNDS);
  expect(tokens).toBeNull();
  expect(doubt).toContain("which cannot be");
});

it.each([undefined, null, {}, { input_tokens: "3", output_tokens: 4 }])(
  "misses the counts in %j",
  (usage) => {
    expect(readUsage(usage, BOUNDS)).toMatchObject({
      tokens: null,
      doubt: expect.stringContaining("does not say"),
    });
  },
);
