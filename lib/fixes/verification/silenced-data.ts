import { newItems } from "@/lib/fixes/hazards/new-items";
import type { FileEdit } from "@/lib/fixes/patches/unified-diff";

/** Code that puts something in place of data that is missing or wrong, or drops it, by what it is called. */
const SILENCERS: readonly [string, RegExp][] = [
  ["`fillna`", /\.fillna\s?\(/],
  ["`dropna`", /\.dropna\s?\(/],
  ["`ffill` or `bfill`", /\.[fb]fill\s?\(/],
  ["`nan_to_num`", /\bnan_to_num\s?\(/],
  ["`fill_null`", /\.fill_null\s?\(/],
  ["`errors='coerce'` or `'ignore'`", /\berrors\s?=\s?["'](?:coerce|ignore)["']/],
  ["`on_bad_lines='skip'`", /\bon_bad_lines\s?=\s?["'](?:skip|warn)["']/],
  ["`except`", /^\s{0,200}except\b/],
  ["`suppress`", /\bsuppress\s?\(/],
];

/**
 * What a patch adds to Python files that hides a failure instead of removing its cause, such as `fillna`; null if nothing does. A
 * run without the exception is no proof then. Pure.
 */
export function silencedData(edits: readonly FileEdit[]): string | null {
  for (const { path, before, after } of edits) {
    if (!path.endsWith(".py") || after === null) continue;
    const added = newItems((before ?? "").split("\n"), after.split("\n"), (line) => line);
    const found = SILENCERS.find(([, pattern]) => added.some((line) => pattern.test(codeOf(line))));
    if (found) return found[0];
  }
  return null;
}

/** A line without a comment at its end; a `#` inside a string cuts too much, which only finds less. */
function codeOf(line: string): string {
  return line.slice(0, 2_000).replace(/#.*$/, "");
}
