import { describe, expect, it } from "vitest";
import { hiddenInCode, showHidden, showHiddenInCode } from "@/lib/platform/hidden-characters";

describe("showHidden", () => {
  it.each([
    ["a right-to-left override", "access\u202Egnp.exe", "access[U+202E]gnp.exe"],
    ["isolates", "\u2066if admin\u2069", "[U+2066]if admin[U+2069]"],
    [
      "line breaks that are none for us",
      "a\u2028b\u0085c\u000Bd\u000Ce",
      "a[U+2028]b[U+0085]c[U+000B]d[U+000C]e",
    ],
    ["tags that spell an instruction", "ok\u{E0069}\u{E0067}", "ok[U+E0069][U+E0067]"],
    ["zero width spaces", "pass\u200Bword", "pass[U+200B]word"],
    ["nothing to show", "père 👨‍👩‍👧 می‌خواهم\tx\r\n", "père 👨‍👩‍👧 می‌خواهم\tx\r\n"],
  ])("%s", (_, text, shown) => {
    expect(showHidden(text)).toBe(shown);
    expect(showHidden(shown)).toBe(shown);
    expect(shown.split("\n")).toHaveLength(text.split("\n").length);
  });
});

describe("in code", () => {
  it("joiners and byte order marks count as well", () => {
    expect(showHiddenInCode("a\u200Db\uFEFF")).toBe("a[U+200D]b[U+FEFF]");
    expect(hiddenInCode("x\u202Ey\u202Ez\u00AD")).toEqual(["U+202E", "U+00AD"]);
    expect(hiddenInCode("if x == 'père':\n\treturn")).toEqual([]);
  });
});
