import { describe, expect, it } from "vitest";
import { applyToFiles, makePatch, readPatch } from "@/lib/fixes/patches/unified-diff";

const TEXT = Array.from({ length: 30 }, (_, i) => `line ${i + 1}`).join("\n") + "\n";

describe("makePatch and applyToFiles", () => {
  it.each([
    ["a change", TEXT, TEXT.replace("line 7\n", "line seven\nand more\n")],
    ["two changes far apart", TEXT, TEXT.replace("line 2\n", "").replace("line 29", "LINE 29")],
    ["a new file", null, "x = 1\n"],
    ["a removed file", "x = 1\n", null],
    ["no final newline", "a\nb", "a\nc"],
    ["an added final newline", "a\nb", "a\nb\n"],
    ["Windows line endings", "a\r\nb\r\nc\r\n", "a\r\nB\r\nc\r\n"],
    ["lines that look like a patch", "--- a\n+++ b\n@@ x\n", "--- a\n+++ c\n@@ x\n-- sql comment\n"],
    ["an emptied file", "a\n", ""],
  ])("round-trip %s", (_, before, after) => {
    const patch = makePatch([{ path: "dags/orders.py", before, after }]);
    const applied = applyToFiles(patch, new Map([["dags/orders.py", before]]));
    expect(applied).toEqual({ ok: true, edits: [{ path: "dags/orders.py", before, after }] });
  });

  it("produce nothing for no change", () => {
    expect(makePatch([{ path: "a", before: "x", after: "x" }])).toBe("");
  });

  it("handle several files", () => {
    const edits = [
      { path: "a.py", before: "a\n", after: "b\n" },
      { path: "new/b.py", before: null, after: "n\n" },
    ];
    const base = new Map(edits.map((edit) => [edit.path, edit.before]));
    expect(applyToFiles(makePatch(edits), base)).toEqual({ ok: true, edits });
    expect(readPatch(makePatch(edits))).toEqual({
      ok: true,
      files: [
        { path: "a.py", kind: "modified", additions: 1, deletions: 1 },
        { path: "new/b.py", kind: "added", additions: 1, deletions: 0 },
      ],
    });
  });

  it("find moved lines, but only if all lines match", () => {
    const patch = makePatch([{ path: "f", before: TEXT, after: TEXT.replace("line 20", "LINE 20") }]);
    const moved = `one\ntwo\n${TEXT}`;
    expect(applyToFiles(patch, new Map([["f", moved]]))).toMatchObject({
      ok: true,
      edits: [{ after: moved.replace("line 20", "LINE 20") }],
    });
    const other = TEXT.replace("line 19", "changed by somebody");
    expect(applyToFiles(patch, new Map([["f", other]]))).toMatchObject({ ok: false });
  });

  it.each([
    ["a new file that exists", makePatch([{ path: "f", before: null, after: "n\n" }]), "old\n"],
    ["a change to a missing file", makePatch([{ path: "f", before: "a\n", after: "b\n" }]), null],
  ])("refuse %s", (_, patch, base) => {
    expect(applyToFiles(patch, new Map([["f", base]])).ok).toBe(false);
  });
});

describe("readPatch", () => {
  it.each([
    ["nothing", ""],
    ["prose", "please change line 3"],
    ["a rename", "diff --git a/a.py b/b.py\nrename from a.py\nrename to b.py\n"],
    ["an implicit rename", "--- a/a.py\n+++ b/b.py\n@@ -1 +1 @@\n-a\n+b\n"],
    ["a mode", "diff --git a/a.sh b/a.sh\nold mode 100644\nnew mode 100755\n"],
    [
      "a symbolic link",
      "diff --git a/l b/l\nnew file mode 120000\n--- /dev/null\n+++ b/l\n@@ -0,0 +1 @@\n+/etc/passwd\n\\ No newline at end of file\n",
    ],
    [
      "a link whose target changes",
      "diff --git a/l b/l\nindex 1de5659..7ab4f3e 120000\n--- a/l\n+++ b/l\n@@ -1 +1 @@\n-a\n+/etc/passwd\n",
    ],
    [
      "a new executable file",
      "diff --git a/run b/run\nnew file mode 100755\n--- /dev/null\n+++ b/run\n@@ -0,0 +1 @@\n+#!/bin/sh\n",
    ],
    [
      "a submodule",
      "diff --git a/m b/m\nnew file mode 160000\n--- /dev/null\n+++ b/m\n@@ -0,0 +1 @@\n+Subproject commit 0\n",
    ],
    ["a binary file", "diff --git a/x.bin b/x.bin\nBinary files a/x.bin and b/x.bin differ\n"],
    ["a broken hunk", "--- a/a.py\n+++ b/a.py\n@@ -1,5 +1,5 @@\n-a\n+b\n"],
    ["a file twice", "--- a/a\n+++ b/a\n@@ -1 +1 @@\n-a\n+b\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-b\n+c\n"],
  ])("refuses %s", (_, patch) => {
    const read = readPatch(patch);
    expect(read.ok).toBe(false);
  });
});
