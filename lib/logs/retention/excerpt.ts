import type { LineSpan } from "@/lib/logs/schemas";

export interface Excerpt {
  text: string;
  /** 1-based number of the excerpt's first line in the whole text. */
  startLine: number;
  isCut: boolean;
}

/**
 * One contiguous piece of a text of at most `maxBytes` UTF-8 bytes around `window`, whole lines only, so that
 * a line's number is `startLine` plus its index. The end of a log matters more than its beginning: three
 * quarters of the room go to what follows the window, what is not needed there goes to what comes before.
 */
export function excerptAround(text: string, window: LineSpan, maxBytes: number): Excerpt {
  if (Buffer.byteLength(text) <= maxBytes) return { text, startLine: 1, isCut: false };
  const lines = text.split("\n");
  const size = (i: number) => Buffer.byteLength(lines[i] ?? "") + 1;
  let start = Math.min(Math.max(window.startLine - 1, 0), lines.length - 1);
  let end = start;
  let bytes = size(start);
  const grow = (limit: number, towardsEnd: boolean) => {
    for (;;) {
      const next = towardsEnd ? end + 1 : start - 1;
      if (next < 0 || next >= lines.length || bytes + size(next) > limit) return;
      bytes += size(next);
      if (towardsEnd) end = next;
      else start = next;
    }
  };
  grow(maxBytes * 0.75, true);
  grow(maxBytes, false);
  grow(maxBytes, true);
  return { text: lines.slice(start, end + 1).join("\n"), startLine: start + 1, isCut: true };
}
