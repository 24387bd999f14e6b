import { describe, expect, it } from "vitest";
import { guardLine, guardMissingKey } from "@/lib/fixes/templates/guard-missing-key";
import { draftFix, frameAt, type TemplateScene } from "@/lib/fixes/templates/testing/draft-fix";

describe("guard-missing-key", () => {
  it.each([
    ['    x = row["id"]', '    x = row.get("id")'],
    ["return f(rows[0]['id'].strip())", "return f(rows[0].get('id').strip())"],
    ['if row["id"] == 2:', 'if row.get("id") == 2:'],
  ])("guards %j", (line, expected) => {
    expect(guardLine(line, "id")).toBe(expected);
  });

  it.each([
    'row["id"] = 1',
    'row["id"] += 1',
    'del row["id"]',
    'os.environ["id"]',
    'a["id"] + b["id"]',
    "row[id]",
  ])("leaves %j alone", (line) => {
    expect(guardLine(line, "id")).toBeNull();
  });

  it("changes only the failing line, and rates itself as risky", async () => {
    const text = 'a = row["id"]\nb = row["id"]\n';
    const scene: TemplateScene = {
      files: { "d.py": text },
      frames: [frameAt("d.py", 2, 'b = row["id"]')],
      failure: "KeyError: 'id'",
    };
    const fix = await draftFix(guardMissingKey, scene);
    expect(fix?.edits[0]?.after).toBe('a = row["id"]\nb = row.get("id")\n');
    expect(fix?.level).toBe("high");
    expect(
      await draftFix(guardMissingKey, { ...scene, frames: [frameAt("d.py", 2, "other text")] }),
    ).toBeNull();
  });

  it.each([
    ["renamed it", '-rows = [{"id": 7}]\n+rows = [{"key": 7}]\n'],
    ["renamed it among other changes", '-rows = [{"id": 7}]\n+rows = fetch("key", 9)\n'],
    ["renamed it in the code that fails", '-b = row["key"]\n+b = row["id"]\n'],
  ])("is silent if a commit %s", async (_, patch) => {
    const scene: TemplateScene = {
      files: { "d.py": 'b = row["id"]\n' },
      frames: [frameAt("d.py", 1, 'b = row["id"]')],
      failure: "KeyError: 'id'",
    };
    const commit = { kind: "commit", status: "ok", title: "Change", text: `@@ -1 +1 @@\n${patch}` };
    expect(await draftFix(guardMissingKey, scene)).not.toBeNull();
    expect(await draftFix(guardMissingKey, { ...scene, evidence: [commit] })).toBeNull();
  });
});
