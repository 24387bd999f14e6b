import { describe, expect, it } from "vitest";
import { excerptAround } from "@/lib/logs/retention/excerpt";

const lines = (n: number) => Array.from({ length: n }, (_, i) => `line ${i + 1}`).join("\n");

describe("excerptAround", () => {
  it("returns a short text unchanged", () => {
    expect(excerptAround("a\nb", { startLine: 2, endLine: 2 }, 100)).toEqual({
      text: "a\nb",
      startLine: 1,
      isCut: false,
    });
  });

  it.each([1, 500, 999, 1000])("keeps line %i with its number within the size limit", (at) => {
    const excerpt = excerptAround(lines(1000), { startLine: at, endLine: at }, 1_000);
    const kept = excerpt.text.split("\n");
    expect(kept[at - excerpt.startLine]).toBe(`line ${at}`);
    expect(Buffer.byteLength(excerpt.text)).toBeLessThanOrEqual(1_000);
    expect(Buffer.byteLength(excerpt.text)).toBeGreaterThan(900);
    expect(excerpt.isCut).toBe(true);
  });

  it("counts bytes, not characters", () => {
    const excerpt = excerptAround("😀".repeat(50) + "\n" + "x".repeat(50), { startLine: 2, endLine: 2 }, 100);
    expect(excerpt).toEqual({ text: "x".repeat(50), startLine: 2, isCut: true });
  });
});
