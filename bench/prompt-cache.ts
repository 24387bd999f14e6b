import { createHash } from "node:crypto";
import type { TokenCount } from "@/lib/vendors/anthropic/prices";

/**
 * A part of a prompt, in the order in which the API reads it: tools, system, messages. `isMarked`: it has a `cache_control`, so
 * that the prompt up to its end is kept.
 */
export interface PromptPart {
  text: string;
  isMarked: boolean;
}

/**
 * The shortest prefix that is kept, in tokens; others and unknown ones need `DEFAULT_MINIMUM`. From public texts of 2026; those
 * of the 5.5 models are not published, and are taken to be those of their predecessors.
 */
const MINIMUMS: readonly [RegExp, number][] = [
  [/^claude-(?:opus|fable)-5/, 512],
  [/^claude-haiku-4-5/, 4_096],
];
const DEFAULT_MINIMUM = 1_024;
const LIFE_MS = 5 * 60_000;

/** Counts tokens by characters; see `CHARS_PER_TOKEN`. */
export type CountTokens = (text: string) => number;

/** Simulates the API's prompt cache: prefixes that were marked are kept for five minutes after their last use. */
export class PromptCache {
  private readonly expiries = new Map<string, number>();

  constructor(private readonly countTokens: CountTokens) {}

  /** How a prompt is counted at a time in milliseconds. What was marked is kept afterwards. */
  count(model: string, parts: readonly PromptPart[], nowMs: number): Omit<TokenCount, "output"> {
    const prefixes = this.prefixesOf(model, parts);
    const total = prefixes.at(-1)?.tokens ?? 0;
    const minimum = MINIMUMS.find(([models]) => models.test(model))?.[1] ?? DEFAULT_MINIMUM;
    const marked = prefixes.filter(({ isMarked, tokens }) => isMarked && tokens >= minimum);
    const last = marked.at(-1);
    const known = prefixes.findLast(({ key }) => (this.expiries.get(key) ?? 0) > nowMs);
    // Without a mark in this prompt nothing is looked up.
    const cacheRead = last === undefined ? 0 : (known?.tokens ?? 0);
    if (cacheRead > 0 && known !== undefined) this.expiries.set(known.key, nowMs + LIFE_MS);
    for (const { key } of marked) this.expiries.set(key, nowMs + LIFE_MS);
    const cacheWrite = Math.max(0, (last?.tokens ?? 0) - cacheRead);
    return { input: total - cacheRead - cacheWrite, cacheRead, cacheWrite };
  }

  private prefixesOf(
    model: string,
    parts: readonly PromptPart[],
  ): { key: string; tokens: number; isMarked: boolean }[] {
    const hash = createHash("sha256").update(model);
    let tokens = 0;
    return parts.map(({ text, isMarked }) => {
      hash.update(`\0${text}`);
      tokens += this.countTokens(text);
      return { key: hash.copy().digest("hex"), tokens, isMarked };
    });
  }
}
