import { describe, expect, it } from "vitest";
import {
  capMarks,
  hiddenInCode,
  hiddenInLine,
  showHidden,
  showHiddenInCode,
  showHiddenInLine,
} from "@/lib/platform/hidden-characters";

const FLAG = "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}";

/** Hidden in every kind of text: no spelling needs them. */
const ALWAYS = [
  0x00ad, 0x034f, 0x061c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180c, 0x180d, 0x180e, 0x180f, 0x200b,
  0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0x2065, 0x2066,
  0x2069, 0x206a, 0x206f, 0x2800, 0x3164, 0xfe00, 0xfe0e, 0xfe0f, 0xfeff, 0xffa0, 0xfff0, 0xfff9, 0xfffb,
  0x13430, 0x1bca0, 0x1d159, 0x1d173, 0x1d17a, 0xe0001, 0xe0020, 0xe007f, 0xe0100, 0xe01ef, 0xe0fff, 0x01,
  0x0b, 0x0c, 0x1f, 0x7f, 0x80, 0x85, 0x9f,
];

describe("a hidden character", () => {
  it.each(ALWAYS)("U+%x is written out everywhere", (code) => {
    const character = String.fromCodePoint(code);
    const name = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
    expect(showHidden(`a${character}b`)).toBe(`a[${name}]b`);
    expect(showHiddenInLine(`a${character}b`)).toBe(`a[${name}]b`);
    expect(showHiddenInCode(`a${character}b`)).toBe(`a[${name}]b`);
    expect(hiddenInCode(`a${character}b${character}`)).toEqual([name, name]);
    expect(hiddenInLine(character)).toEqual([name]);
  });
});

describe("showHidden", () => {
  it.each([
    ["a right-to-left override", "access\u202Egnp.exe", "access[U+202E]gnp.exe"],
    ["isolates", "\u2066if admin\u2069", "[U+2066]if admin[U+2069]"],
    [
      "line separators other than \\n",
      "a\u2028b\u0085c\u000Bd\u000Ce",
      "a[U+2028]b[U+0085]c[U+000B]d[U+000C]e",
    ],
    ["tags that spell an instruction", "ok\u{E0069}\u{E0067}", "ok[U+E0069][U+E0067]"],
    ["tags after an incomplete flag", "\u{1F3F4}\u{E0069}\u{E007F}", "\u{1F3F4}[U+E0069][U+E007F]"],
    ["data after an emoji", "😀\uFE0F\u{E0101}\uFE00", "😀\uFE0F[U+E0101][U+FE00]"],
    ["several selectors after an emoji", "😀\uFE0F\uFE0F", "😀\uFE0F[U+FE0F]"],
    ["a joiner between letters that do not need it", "pass\u200Dword\u200C", "pass[U+200D]word[U+200C]"],
    ["a joiner at the end of a Persian word", "می\u200C", "می[U+200C]"],
    ["several joiners in a Persian word", "می\u200C\u200Cخ", "می[U+200C][U+200C]خ"],
    ["a joiner after an emoji", "👨\u200D x", "👨[U+200D] x"],
    ["zero width spaces", "pass\u200Bword", "pass[U+200B]word"],
    ["visible text only", "père 👨‍👩‍👧 می‌خواهم\tx\r\n", "père 👨‍👩‍👧 می‌خواهم\tx\r\n"],
    ["emoji and keycaps", `⚠️ 1️⃣ 🏳️‍🌈 👩🏽‍🚀 ❤️‍🔥 ${FLAG}`, `⚠️ 1️⃣ 🏳️‍🌈 👩🏽‍🚀 ❤️‍🔥 ${FLAG}`],
    ["Indic spelling", "क्‍ष ශ්‍රී", "क्‍ष ශ්‍රී"],
    ["visible Arabic signs", "\u0600\u06DD", "\u0600\u06DD"],
    ["a log's colors", "\u001B[31mred\u001B[0m", "\u001B[31mred\u001B[0m"],
  ])("handles %s", (_, text, shown) => {
    expect(showHidden(text)).toBe(shown);
    expect(showHidden(shown)).toBe(shown);
    expect(shown.split("\n")).toHaveLength(text.split("\n").length);
  });
});

describe("a pile of marks", () => {
  const [acute, cgj, joiner, selector, reset] = ["\u0301", "\u034F", "\u200D", "\uFE0F", "\u001B[0m"];

  it.each([
    ["as many as are allowed", `e${acute.repeat(8)}x`, `e${acute.repeat(8)}x`],
    ["one too many", `e${acute.repeat(9)}x`, `e${acute.repeat(8)}[+1 mark]x`],
    ["170,000 marks", `e${acute.repeat(170_000)}x`, `e${acute.repeat(8)}[+169,992 marks]x`],
    ["a line of marks only", acute.repeat(20), `${acute.repeat(8)}[+12 marks]`],
    [
      "marks of several kinds",
      "e" + "\u0301\u0489\u20DD".repeat(5),
      `e${"\u0301\u0489\u20DD".repeat(3).slice(0, 8)}[+7 marks]`,
    ],
    [
      "marks outside the basic plane",
      `e${"\u{1D165}".repeat(1_000)}`,
      `e${"\u{1D165}".repeat(8)}[+992 marks]`,
    ],
    ["joiners", `a${joiner.repeat(5_000)}b`, `a${"[U+200D]".repeat(8)}[+4,992 marks]b`],
    ["variation selectors", `a${selector.repeat(100)}`, `a${"[U+FE0F]".repeat(8)}[+92 marks]`],
    ["graphemes joined on purpose", `a${cgj.repeat(10)}`, `a${"[U+034F]".repeat(8)}[+2 marks]`],
    [
      "marks between joiners",
      `a${(acute + joiner).repeat(50)}`,
      `a${`${acute}[U+200D]`.repeat(4)}[+92 marks]`,
    ],
    [
      "marks between colors",
      `a${(acute + reset).repeat(10)}b`,
      `a${(acute + reset).repeat(8)}[+2 marks]${reset}b`,
    ],
    [
      "two piles",
      `a${acute.repeat(9)}b${acute.repeat(10)}`,
      `a${acute.repeat(8)}[+1 mark]b${acute.repeat(8)}[+2 marks]`,
    ],
    [
      "piles on several lines",
      `a${acute.repeat(8)}\n${acute.repeat(8)}b`,
      `a${acute.repeat(8)}\n${acute.repeat(8)}b`,
    ],
  ])("is capped: %s", (_, text, shown) => {
    expect(showHidden(text)).toBe(shown);
    expect(showHidden(shown)).toBe(shown);
  });

  it("is capped whatever its size", () => {
    expect(capMarks(`e${acute.repeat(6_000_000)}`)).toBe(`e${acute.repeat(8)}[+5,999,992 marks]`);
  });

  it("is capped in titles, code and texts stored by earlier versions", () => {
    const shown = `e${acute.repeat(8)}[+92 marks]`;
    for (const show of [showHiddenInLine, showHiddenInCode, capMarks])
      expect(show(`e${acute.repeat(100)}`)).toBe(shown);
  });

  it.each([
    ["marks without a ninth", `${acute.repeat(8)}x`],
    ["colors after a mark", acute + reset.repeat(100)],
    ["escapes without an end", `${acute}\u001B[`],
    ["marks between colors", acute + reset],
  ])("takes linear time: %s", (_, part) => {
    const text = part.repeat(1_000_000 / part.length);
    const startedAt = performance.now();
    capMarks(text);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it("does not contain the marks that languages need", () => {
    const text = "กี่ ผู้ ทุกข์ จะได้ཧྐྵྨླྺྼྻྂ שָׁלוֹם مُحَمَّدٌ Việt ệ";
    expect(showHidden(text)).toBe(text);
  });
});

describe("a title or name", () => {
  it("keeps no control characters", () => {
    expect(showHiddenInLine("a\u001B[31mb\u0000c\u0008d\ne\tf\u009Bg")).toBe(
      "a[U+001B][31mb[U+0000]c[U+0008]d[U+000A]e[U+0009]f[U+009B]g",
    );
    expect(hiddenInLine("father 👨‍👩‍👧 می‌خواهم ⚠️")).toEqual([]);
  });
});

describe("code", () => {
  it("includes joiners, byte order marks and escapes", () => {
    expect(showHiddenInCode("a\u200Db\uFEFF\u001B")).toBe("a[U+200D]b[U+FEFF][U+001B]");
    expect(showHiddenInCode("می\u200Cخ")).toBe("می[U+200C]خ");
    expect(hiddenInCode("x\u202Ey\u202Ez\u00AD")).toEqual(["U+202E", "U+202E", "U+00AD"]);
    expect(hiddenInCode("if x == 'père':\n\treturn '⚠️ 👨‍👩‍👧'")).toEqual([]);
  });

  it("includes a carriage return that is not part of a line break", () => {
    expect(hiddenInCode("# a comment\rimport os\n")).toEqual(["U+000D"]);
    expect(hiddenInCode("a\r\nb\r\n")).toEqual([]);
    expect(showHiddenInCode("a line of Windows\r")).toBe("a line of Windows\r");
  });
});
