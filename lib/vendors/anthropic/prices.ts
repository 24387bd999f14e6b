/**
 * US dollars per million input and output tokens, from the price pages of autumn 2026. Unlisted models have no known
 * cost.
 */
const PRICES: ReadonlyMap<string, { input: number; output: number }> = new Map([
  ["claude-opus-5-5", { input: 4, output: 20 }],
  ["claude-sonnet-5-5", { input: 2, output: 10 }],
  ["claude-opus-5", { input: 5, output: 25 }],
  ["claude-sonnet-5", { input: 2, output: 10 }],
  ["claude-haiku-4-5", { input: 1, output: 5 }],
  ["claude-fable-5-1", { input: 10, output: 50 }],
]);

const CACHE_WRITE = 1.25;
const CACHE_READ = 0.1;

/** `input` excludes cached tokens, as in the API. */
export interface TokenCount {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
}

/** The cost of a call, or null without a known price. A dated id (`…-20260101`) has the price of the undated one. */
export function costUsd(model: string, tokens: TokenCount): number | null {
  const price = PRICES.get(model) ?? PRICES.get(model.replace(/-\d{8}$/, ""));
  if (!price) return null;
  const input = tokens.input + tokens.cacheWrite * CACHE_WRITE + tokens.cacheRead * CACHE_READ;
  return (input * price.input + tokens.output * price.output) / 1_000_000;
}
