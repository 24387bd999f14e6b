import { describe, expect, it } from "vitest";
import { followRename } from "@/lib/fixes/templates/follow-rename";
import { makePatch } from "@/lib/fixes/patches/unified-diff";
import { draftFix, editedText, frameAt, type TemplateScene } from "@/lib/fixes/templates/testing/draft-fix";

describe("follow-rename", () => {
  const code = `import db
# customer_id is the key
def load(row, customer_id=None):
    sql = """select customer_id, customer_id_hash from orders"""
    return row["customer_id"], row["my customer_id"], row.customer_id
`;
  const commit = {
    kind: "commit",
    status: "ok",
    title: "abc rename",
    text: makePatch([{ path: "x.sql", before: "select customer_id\n", after: "select client_id\n" }]),
  };
  const scene = (failure: string, more: Partial<TemplateScene> = {}): TemplateScene => ({
    files: { "d.py": code, "q.sql": "select customer_id from t\n" },
    frames: [frameAt("d.py", 5)],
    evidence: [commit],
    failure,
    ...more,
  });

  it("changes keys only where they are keys", async () => {
    const text = await editedText(followRename, scene("KeyError: 'customer_id'"));
    expect(text).toBe(code.replace('row["customer_id"]', 'row["client_id"]'));
  });

  it("changes columns inside strings as complete words", async () => {
    const text = await editedText(followRename, scene('column "customer_id" does not exist'));
    expect(text).toContain("select client_id, customer_id_hash");
    expect(text).toContain("# customer_id is the key\ndef load(row, customer_id=None)");
    expect(text).toContain('row["client_id"], row["my client_id"], row.customer_id');
  });

  it("changes attributes and names outside of strings", async () => {
    expect(await editedText(followRename, scene("'Row' object has no attribute 'customer_id'"))).toBe(
      code.replace("row.customer_id", "row.client_id"),
    );
    const renamed = await editedText(followRename, scene("name 'customer_id' is not defined"));
    expect(renamed).toContain("def load(row, client_id=None)");
    expect(renamed).toContain('row["customer_id"]');
  });

  describe("a misspelled import", () => {
    const ERROR =
      "ImportError: cannot import name 'sumarize' from 'lib.transform' (/opt/airflow/dags/lib/transform.py)";
    const misspelled = (module: string) => ({
      files: {
        "dags/d.py": "from lib.transform import sumarize\nsumarize([])\n",
        "dags/lib/transform.py": module,
      },
      frames: [frameAt("dags/d.py", 1)],
      evidence: [],
      failure: ERROR,
    });

    it("becomes the only name of the module that is like it", async () => {
      const module = "import re\n\nTOTAL: int = 0\n\n\ndef summarize(rows):\n    return rows\n";
      expect(await editedText(followRename, misspelled(module))).toBe(
        "from lib.transform import summarize\nsummarize([])\n",
      );
    });

    it.each([
      ["nothing is like it", "def total(rows):\n    return rows\n"],
      ["two are like it", "def summarize(rows): ...\ndef sumarise(rows): ...\n"],
      ["what is like it is no name of the module", "def f():\n    summarize = 1\n"],
      ["the module has it", "def summarize(): ...\nsumarize = summarize\n"],
    ])("is left alone if %s", async (_why, module) => {
      expect(await draftFix(followRename, misspelled(module))).toBeNull();
    });
  });

  it("works on SQL files", async () => {
    const found = await editedText(
      followRename,
      scene("no such column: customer_id", { frames: [frameAt("q.sql", 1)] }),
    );
    expect(found).toBe("select client_id from t\n");
  });

  it("uses the error's suggestion, with a caution", async () => {
    const hint =
      'column "customer_id" does not exist\nHINT:  Perhaps you meant to reference the column "orders.client_id".';
    const fix = await draftFix(followRename, scene(hint, { evidence: [] }));
    expect(fix?.edits[0]?.after).toContain("select client_id,");
    expect(fix?.cautions.join(" ")).toContain("only a suggestion");
  });

  it.each([
    ["no new name is known", scene("KeyError: 'customer_id'", { evidence: [] })],
    ["no file is known", scene("KeyError: 'customer_id'", { frames: [] })],
    ["the file does not use it", scene("KeyError: 'customer_id'", { files: { "d.py": "x = 1\n" } })],
    ["nothing is missing", scene("ValueError: x")],
  ])("does nothing when %s", async (_, input) => {
    expect(await draftFix(followRename, input)).toBeNull();
  });
});
