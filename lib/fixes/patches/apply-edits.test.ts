import { describe, expect, it } from "vitest";
import { applyEdits } from "@/lib/fixes/patches/apply-edits";

const FILES = new Map([
  ["a.py", "x = 1\ny = 2\n"],
  ["win.py", "x = 1\r\ny = 2\r\n"],
]);
const apply = (said: { edits?: object[]; newFiles?: object[] }) =>
  applyEdits(
    { edits: [], newFiles: [], ...said } as Parameters<typeof applyEdits>[0],
    FILES,
    new Set(FILES.keys()),
  );

describe("applyEdits", () => {
  it("applies several edits to one file in order", () => {
    const edits = [
      { path: "a.py", search: "x = 1", replace: "z = 1" },
      { path: "a.py", search: "z = 1\ny", replace: "z = 1\n\ny" },
    ];
    expect(apply({ edits })).toEqual({
      ok: true,
      edits: [{ path: "a.py", before: "x = 1\ny = 2\n", after: "z = 1\n\ny = 2\n" }],
    });
  });

  it("keeps Windows line endings", () => {
    const edits = [{ path: "win.py", search: "x = 1\ny = 2", replace: "x = 1\nw = 0\ny = 2" }];
    expect(apply({ edits })).toMatchObject({ edits: [{ after: "x = 1\r\nw = 0\r\ny = 2\r\n" }] });
  });

  it("treats replacement patterns as text", () => {
    const edits = [{ path: "a.py", search: "y = 2", replace: "y = '$&$1'" }];
    expect(apply({ edits })).toMatchObject({ edits: [{ after: "x = 1\ny = '$&$1'\n" }] });
  });

  it.each([
    ["an empty search", { edits: [{ path: "a.py", search: "", replace: "x" }] }],
    ["a search that overlaps itself", { edits: [{ path: "a.py", search: " = ", replace: "x" }] }],
    ["a new file that exists", { newFiles: [{ path: "a.py", content: "" }] }],
    ["a placeholder in a new file", { newFiles: [{ path: "b.py", content: "k = '[redacted:token]'" }] }],
  ])("refuses %s", (_, said) => {
    expect(apply(said).ok).toBe(false);
  });
});
