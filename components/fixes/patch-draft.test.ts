import { expect, it } from "vitest";
import { readPatchDraft } from "@/components/fixes/patch-draft";

const PATCH = "diff --git a/d.py b/d.py\n--- a/d.py\n+++ b/d.py\n@@ -1,2 +1,2 @@\n x\n-a\n+b\n";

it("reads what a patch changes", () => {
  expect(readPatchDraft(PATCH)).toEqual({ ok: true, files: [{ path: "d.py", additions: 1, deletions: 1 }] });
  expect(readPatchDraft(PATCH.replace("+b\n", "+b\n\\ No newline at end of file\n")).ok).toBe(true);
  expect(readPatchDraft("--- a/d.py\n+++ b/d.py\n@@ -1 +1 @@\n-a\n+b\n").ok).toBe(true);
  expect(readPatchDraft(PATCH + PATCH.replaceAll("d.py", "e.py"))).toMatchObject({
    ok: true,
    files: [{}, {}],
  });
});

it.each([
  ["", "The patch is empty."],
  ["hello", "This is not a unified diff: it needs ---, +++ and @@ lines."],
  [`${PATCH}+c\n`, "Line 4 announces 2 old and 2 new lines, but 2 and 3 follow."],
  [PATCH.replace(" x\n", ""), "Line 4 announces 2 old and 2 new lines, but 1 and 1 follow."],
])("says what is wrong with %j", (text, reason) => {
  expect(readPatchDraft(text)).toEqual({ ok: false, reason });
});
