import { describe, expect, it } from "vitest";
import { diffFiles, sidePairs, type DiffRow } from "@/components/diff/diff-rows";

const PATCH = `--- a/dags/x.py
+++ b/dags/x.py
@@ -1,4 +1,5 @@
 import os
-name = row['customer_id']
+name = row['client_id']
+log(name)
 done()
 exit()
`;

const text = (row: DiffRow | null | undefined) => row?.words.map((word) => word.text).join("") ?? null;
const changed = (row: DiffRow | undefined) =>
  row?.words
    .filter((word) => word.isChanged)
    .map((word) => word.text)
    .join("");

describe("diffFiles", () => {
  const file = diffFiles(PATCH)?.[0];
  const rows = file?.hunks[0]?.rows ?? [];

  it("numbers both sides", () => {
    expect(file).toMatchObject({ path: "dags/x.py", change: "changed", additions: 2, deletions: 1 });
    expect(rows.map((row) => [row.kind, row.oldNumber, row.newNumber])).toEqual([
      ["context", 1, 1],
      ["remove", 2, null],
      ["add", null, 2],
      ["add", null, 3],
      ["context", 3, 4],
      ["context", 4, 5],
    ]);
  });

  it("marks the words that changed and loses no character", () => {
    expect(changed(rows[1])).toBe("customer_id");
    expect(changed(rows[2])).toBe("client_id");
    expect(text(rows[1])).toBe("name = row['customer_id']");
    expect(changed(rows[3])).toBe("");
  });

  it("does not mark words in unrelated lines", () => {
    const [file] = diffFiles("--- a/x\n+++ b/x\n@@ -1,1 +1,1 @@\n-alpha beta gamma\n+import json\n") ?? [];
    expect(file?.hunks[0]?.rows.map(changed)).toEqual(["", ""]);
  });

  it("spells out invisible characters", () => {
    const patch = "--- a/x\u202E.py\n+++ b/x\u202E.py\n@@ -1,1 +1,1 @@\n-a\n+if \u2066admin\u200D:\n";
    const [file] = diffFiles(patch) ?? [];
    expect(file?.path).toBe("x[U+202E].py");
    expect(text(file?.hunks[0]?.rows[1])).toBe("if [U+2066]admin[U+200D]:");
  });

  it("names added and deleted files", () => {
    const patch =
      "--- /dev/null\n+++ b/new.py\n@@ -0,0 +1,1 @@\n+x\n--- a/old.py\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-y\n";
    expect(diffFiles(patch)?.map(({ path, change }) => [path, change])).toEqual([
      ["new.py", "added"],
      ["old.py", "deleted"],
    ]);
  });

  it.each(["hello", "", "--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n-a\n"])("returns null for %j", (patch) => {
    expect(diffFiles(patch)).toBeNull();
  });
});

describe("sidePairs", () => {
  it("pairs replaced lines and leaves a gap opposite added ones", () => {
    const rows = diffFiles(PATCH)?.[0]?.hunks[0]?.rows ?? [];
    expect(sidePairs(rows).map(({ left, right }) => [text(left), text(right)])).toEqual([
      ["import os", "import os"],
      ["name = row['customer_id']", "name = row['client_id']"],
      [null, "log(name)"],
      ["done()", "done()"],
      ["exit()", "exit()"],
    ]);
  });
});
