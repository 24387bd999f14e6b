import { env } from "@/lib/platform/env";

/** US dollars per million tokens. */
export interface ModelPrice {
  input: number;
  output: number;
}

/** List prices of autumn 2026. `ANTHROPIC_PRICES` adds to them and replaces them. */
const LIST_PRICES: Readonly<Record<string, ModelPrice>> = {
  "claude-opus-5-5": { input: 4, output: 20 },
  "claude-sonnet-5-5": { input: 2, output: 10 },
  "claude-haiku-5-5": { input: 0.1, output: 0.5 },
  "claude-opus-5": { input: 5, output: 25 },
  "claude-sonnet-5": { input: 2, output: 10 },
  "claude-haiku-4-5": { input: 1, output: 5 },
  "claude-fable-5-1": { input: 10, output: 50 },
};

/** What a model without a known price is charged to a budget with: the highest list price. */
const UNKNOWN: ModelPrice = { input: 10, output: 50 };

/** Writing the five-minute prompt cache and reading it, in multiples of the price of input. */
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
  const price = priceOf(model);
  return price && costAt(price, tokens);
}

/** What a call counts for in a budget: its cost, or the most it may have cost if its price is not known. */
export function chargeUsd(model: string, tokens: TokenCount): number {
  return costAt(priceOf(model) ?? UNKNOWN, tokens);
}

function priceOf(model: string): ModelPrice | null {
  const prices = { ...LIST_PRICES, ...env().ANTHROPIC_PRICES };
  const own = (id: string) => (Object.hasOwn(prices, id) ? prices[id] : undefined);
  return own(model) ?? own(model.replace(/-\d{8}$/, "")) ?? null;
}

function costAt(price: ModelPrice, tokens: TokenCount): number {
  const input = tokens.input + tokens.cacheWrite * CACHE_WRITE + tokens.cacheRead * CACHE_READ;
  return (input * price.input + tokens.output * price.output) / 1_000_000;
}
