import type { LineSpan } from "@/lib/logs/schemas";

export interface Excerpt {
  text: string;
  /** 1-based number of the excerpt's first line in the whole text. */
  startLine: number;
  isCut: boolean;
}

/**
 * A contiguous excerpt of at most `maxBytes` UTF-8 bytes around `window`, in complete lines, so that a line's number is
 * `startLine` plus its index. The end of a log matters more than its beginning: three quarters of the space go to the
 * lines after the window, and what they leave to the lines before it.
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
