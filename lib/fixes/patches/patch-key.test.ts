import { describe, expect, it } from "vitest";
import { patchKey } from "@/lib/fixes/patches/patch-key";
import { makePatch } from "@/lib/fixes/patches/unified-diff";

const BEFORE = "def f(row):\n    total = row['a']\n    return total\n";
const AFTER = BEFORE.replace("row['a']", "row['b']");
const keyOf = (before: string | null, after: string | null, path = "d.py") =>
  patchKey(makePatch([{ path, before, after }]));

describe("the key of a change", () => {
  it("ignores context, line numbers, indentation and the order of files", () => {
    const key = keyOf(BEFORE, AFTER);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(keyOf(`import x\n\n${BEFORE}# end\n`, `import x\n\n${AFTER}# end\n`)).toBe(key);
    const indent = (text: string) => text.replaceAll(/^/gm, "  ");
    expect(keyOf(indent(BEFORE), indent(AFTER))).toBe(key);
    const other = { path: "a.sql", before: "select 1\n", after: "select 2\n" };
    const both = [{ path: "d.py", before: BEFORE, after: AFTER }, other];
    expect(patchKey(makePatch(both))).toBe(patchKey(makePatch(both.toReversed())));
    expect(patchKey(makePatch(both))).not.toBe(key);
  });

  it("differs by path, direction and text", () => {
    const keys = [
      keyOf(BEFORE, AFTER),
      keyOf(AFTER, BEFORE),
      keyOf(BEFORE, AFTER, "e.py"),
      keyOf(BEFORE, BEFORE.replace("row['a']", "row['c']")),
      keyOf(null, AFTER),
      keyOf(AFTER, null),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).not.toContain(null);
  });

  it.each(["", "no patch at all", "--- a/x\n+++ b/x\n", "@@ -1 +1 @@\n garbage"])(
    "is null for %j",
    (text) => {
      expect(patchKey(text)).toBeNull();
    },
  );
});
