import { describe, expect, it } from "vitest";
import { PromptCache, type PromptPart } from "@/bench/prompt-cache";

const MODEL = "claude-sonnet-5-5";
const MINUTE = 60_000;
/** Parts by their length in tokens; a capital letter is marked. */
const parts = (...texts: [string, number][]): PromptPart[] =>
  texts.map(([letter, tokens]) => ({
    text: letter.toLowerCase().repeat(tokens),
    isMarked: letter !== letter.toLowerCase(),
  }));

describe("the prompt cache", () => {
  it("writes a marked prefix, and reads it for five minutes after its last use", () => {
    const cache = new PromptCache((text) => text.length);
    const prompt = (question: string) => parts(["S", 2_000], [question, 300]);
    const at = (minute: number, question: string) => cache.count(MODEL, prompt(question), minute * MINUTE);
    expect(at(0, "a")).toEqual({ input: 300, cacheRead: 0, cacheWrite: 2_000 });
    expect(at(4, "b")).toEqual({ input: 300, cacheRead: 2_000, cacheWrite: 0 });
    expect(at(8, "c")).toEqual({ input: 300, cacheRead: 2_000, cacheWrite: 0 });
    expect(at(14, "d")).toEqual({ input: 300, cacheRead: 0, cacheWrite: 2_000 });
  });

  it("adds to a prefix that grows, as a conversation does", () => {
    const cache = new PromptCache((text) => text.length);
    cache.count(MODEL, parts(["s", 1_000], ["A", 1_000]), 0);
    expect(cache.count(MODEL, parts(["s", 1_000], ["a", 1_000], ["B", 500]), 1)).toEqual({
      input: 0,
      cacheRead: 2_000,
      cacheWrite: 500,
    });
  });

  it.each<[string, PromptPart[], string]>([
    ["short prefixes", parts(["S", 1_000], ["q", 10]), MODEL],
    ["prompts without a mark", parts(["s", 5_000], ["q", 10]), MODEL],
    ["prefixes too short for a model", parts(["S", 4_000], ["q", 10]), "claude-haiku-4-5"],
  ])("does not keep %s", (_, prompt, model) => {
    const cache = new PromptCache((text) => text.length);
    const tokens = prompt.reduce((sum, { text }) => sum + text.length, 0);
    for (const now of [0, 1])
      expect(cache.count(model, prompt, now)).toEqual({ input: tokens, cacheRead: 0, cacheWrite: 0 });
  });

  it("keeps models apart, and prefixes that differ early", () => {
    const cache = new PromptCache((text) => text.length);
    cache.count(MODEL, parts(["S", 2_000]), 0);
    expect(cache.count("claude-sonnet-5", parts(["S", 2_000]), 1).cacheRead).toBe(0);
    expect(cache.count(MODEL, parts(["x", 1], ["S", 2_000]), 1).cacheRead).toBe(0);
  });
});
