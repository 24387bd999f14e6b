import { describe, expect, it } from "vitest";
import { revertCommit } from "@/lib/fixes/templates/revert-commit";
import { makePatch } from "@/lib/fixes/patches/unified-diff";
import type { Commit } from "@/lib/vendors/source-control";
import { draftFix, editedText, frameAt, type TemplateScene } from "@/lib/fixes/templates/testing/draft-fix";

describe("revert-commit", () => {
  const before = "def load(row):\n    total = row.amount\n    return total\n";
  const broken = before.replace("row.amount", "row.amount.value");
  const commit: Commit = {
    sha: "c".repeat(40),
    author: "Bob",
    date: "2026-11-02T00:00:00Z",
    message: "use value\n\nbody",
    files: [{ path: "d.py", status: "modified" }],
    url: null,
    patch: makePatch([{ path: "d.py", before, after: broken }]),
    isPatchCut: false,
  };
  const suspect = { kind: "commit", status: "ok", facts: { sha: commit.sha } };
  const scene = (more: Partial<TemplateScene> = {}): TemplateScene => ({
    files: { "d.py": broken },
    frames: [frameAt("d.py", 2, "total = row.amount.value")],
    evidence: [suspect],
    commits: [commit],
    ...more,
  });

  it("reverts the commit that introduced the failing line, keeping later work", async () => {
    expect(await editedText(revertCommit, scene())).toBe(before);
    const later = `import x\n${broken}\n# more\n`;
    const moved = scene({
      files: { "d.py": later },
      frames: [frameAt("d.py", 3, "total = row.amount.value")],
    });
    expect(await editedText(revertCommit, moved)).toBe(`import x\n${before}\n# more\n`);
    expect((await draftFix(revertCommit, scene()))?.title).toBe("Revert cccccccc: use value");
  });

  it.each([
    ["the commit is not suspected", scene({ evidence: [] })],
    ["it introduced another line", scene({ frames: [frameAt("d.py", 3, "return total")] })],
    ["the file is not the one that ran", scene({ frames: [frameAt("d.py", 2, "total = row.something")] })],
    ["its patch is truncated", scene({ commits: [{ ...commit, isPatchCut: true }] })],
    [
      "later work changed the same lines",
      scene({ files: { "d.py": broken.replace("return total", "return 2 * total") } }),
    ],
    ["the failure is of another kind", scene({ category: "network_timeout" })],
    [
      "it added the file",
      scene({ commits: [{ ...commit, patch: makePatch([{ path: "d.py", before: null, after: broken }]) }] }),
    ],
  ])("does nothing when %s", async (_, input) => {
    expect(await draftFix(revertCommit, input)).toBeNull();
  });
});
