import { describe, expect, it } from "vitest";
import { splitPython } from "@/lib/fixes/templates/python-strings";

describe("splitPython", () => {
  const source = `x = 'a#b' # it's "c"\ny = """d\n'e' \\""" f"""\nz = r"\\d" + f"{k}"\nopen = 'never closed\n`;
  it("loses nothing and recognizes strings", () => {
    const parts = splitPython(source);
    expect(parts.map((part) => part.text).join("")).toBe(source);
    expect(parts.filter((part) => part.kind === "string").map((part) => part.text)).toEqual([
      "a#b",
      `d\n'e' \\""" f`,
      "\\d",
      "{k}",
      "never closed",
    ]);
    expect(parts.filter((part) => part.kind === "comment").map((part) => part.text)).toEqual([`# it's "c"`]);
  });
});
