import { expect, it } from "vitest";
import { editedLines } from "@/components/fixes/patch-changes";

const patch = (...lines: string[]) =>
  ["--- a/d.py", "+++ b/d.py", "@@ -1,2 +1,2 @@", " x", ...lines, ""].join("\n");

it("shows what an edit changed in a patch", () => {
  const proposed = patch("-a = row['a']", "+a = row['b']");
  expect(editedLines(proposed, patch("-a = row['a']", "+a = row.get('b')", "+assert a"))).toEqual([
    { kind: "removed", text: "+a = row['b']" },
    { kind: "added", text: "+a = row.get('b')" },
    { kind: "added", text: "+assert a" },
  ]);
  expect(editedLines(proposed, proposed)).toEqual([]);
});

it("ignores context and moved hunks", () => {
  const moved = patch("+b").replace("@@ -1,2 +1,2 @@", "@@ -9,2 +9,2 @@").replace(" x", " y");
  expect(editedLines(patch("+b"), moved)).toEqual([]);
});
