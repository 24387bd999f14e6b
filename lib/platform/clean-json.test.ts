import { describe, expect, it } from "vitest";
import { cleanJson } from "@/lib/platform/clean-json";
import { AppError } from "@/lib/platform/errors";

describe("cleanJson", () => {
  it("replaces characters that a database cannot store and keeps the rest", () => {
    const value = { a: "x\0y", b: ["\ud800", 1, null, true], ["k\0"]: { c: "é😀" } };
    expect(cleanJson(value)).toEqual({
      a: "x\uFFFDy",
      b: ["\uFFFD", 1, null, true],
      ["k\uFFFD"]: { c: "é😀" },
    });
  });

  it("writes out hidden characters, also in keys", () => {
    expect(cleanJson({ ["a\u202E"]: "x\u2028y\u{E0041}" })).toEqual({ "a[U+202E]": "x[U+2028]y[U+E0041]" });
  });

  it("drops __proto__ keys", () => {
    const value = JSON.parse('{"__proto__": {"admin": true}, "a": 1}') as unknown;
    expect(JSON.stringify(cleanJson(value))).toBe('{"a":1}');
  });

  it("accepts 64 levels and refuses the 65th with its path", () => {
    const nest = (depth: number): unknown => (depth === 0 ? 1 : { n: nest(depth - 1) });
    expect(cleanJson(nest(64))).toEqual(nest(64));
    expect(() => cleanJson(nest(65))).toThrow(AppError);
    expect(() => cleanJson(nest(65))).toThrow(/^n\.n\.n.*nested deeper than 64 levels$/);
  });
});
