import { describe, expect, it } from "vitest";
import { importPipeline, judgeImport, type ImportAnswer } from "@/lib/fixes/verification/import-pipeline";
import { openConfiguredPython } from "@/lib/vendors/sandbox/open-python";

const ok: ImportAnswer = { dags: 1, flows: 0 };
const error = (type: string, message: string, missing: string | null = null): ImportAnswer => ({
  type,
  message,
  missing,
  line: "dags/a.py:1",
});
const run = { path: "dags/a.py", reported: { type: "NameError", message: "name 'x' is not defined" } };
const reported = error("NameError", "name 'x' is not defined");

describe("judgeImport", () => {
  it.each([
    ["imports twice", ok, ok, "passed", false, false],
    ["failed as reported and imports now", reported, ok, "passed", true, false],
    ["failed otherwise and imports now", error("KeyError", "'x'"), ok, "passed", false, false],
    ["no longer imports", ok, reported, "failed", false, true],
    [
      "now needs a package",
      ok,
      error("ModuleNotFoundError", "No module named 'x'", "x"),
      "skipped",
      false,
      false,
    ],
    ["never imports", reported, reported, "skipped", false, false],
    ["gives no answer", ok, null, "skipped", false, false],
  ] as const)("judges a file that %s", (_, before, after, status, proof, breaks) => {
    const judged = judgeImport({ before, after, run, python: "Python 3.11", durationMs: 1 });
    expect(judged).toMatchObject({ check: { name: "import", status }, proof, breaks });
  });
});

const python = await openConfiguredPython("/usr/bin/python3");

describe.skipIf("reason" in python)("importPipeline", () => {
  const tree = (text: string) =>
    new Map([
      ["dags/orders.py", text],
      ["dags/lib/rates.py", "RATE = 2\n"],
    ]);
  const importing = (before: string, after: string) => {
    if ("reason" in python) throw new Error(python.reason);
    return importPipeline(python, {
      path: "dags/orders.py",
      before: tree(before),
      after: tree(after),
      folders: ["", "dags"],
      reported: { type: "builtins.NameError", message: "name 'RATE' is not defined" },
      signal: AbortSignal.timeout(60_000),
    });
  };

  it("sees the reported error of an import before the patch, and none after it", async () => {
    const run = await importing("X = RATE\n", "from lib.rates import RATE\n\nX = RATE\n");
    expect(run).toMatchObject({ check: { status: "passed" }, proof: true });
    expect(run.check.detail).toContain(
      "fails to import before the patch (NameError: name 'RATE' is not defined)",
    );
  });

  it("sees a patch that breaks the import", async () => {
    expect(await importing("X = 1\n", "X = RATE\n")).toMatchObject({
      check: { status: "failed" },
      breaks: true,
    });
  });

  it("keeps hidden what the file reads and prints", async () => {
    const code =
      "import os\nprint('noise')\nraise ValueError(str(os.path.exists('/etc/passwd')) + str(sorted(os.environ)))\n";
    const run = await importing("X = 1\n", code);
    expect(run.check.detail).toContain("ValueError: False");
    expect(run.check.detail).not.toMatch(/NEXTAUTH|PD_|DATABASE_URL/);
  });
});
