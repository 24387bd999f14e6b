import { describe, expect, it } from "vitest";
import { makePatch } from "@/lib/fixes/patches/unified-diff";
import { verifyPatch, type PatchVerification } from "@/lib/fixes/verification/verify-patch";
import type { LogException } from "@/lib/logs/schemas";

const DAG = `import os
from lib.rates import rate_of


def transform(rows):
    total = 0
    for row in rows:
        total += rate_of(row["customer_id"])
    return total
`;
const RATES = "def rate_of(value):\n    return value * 2\n";
const FILES: Record<string, string> = {
  "dags/orders.py": DAG,
  "dags/lib/rates.py": RATES,
  "dags/other.py": "X = 1\n",
  "sql/orders.sql": "select customer_id from orders\n",
};
const EXCEPTION = {
  language: "python",
  type: "KeyError",
  message: "'customer_id'",
  frames: [
    {
      file: "/opt/airflow/dags/orders.py",
      line: 8,
      function: "transform",
      source: 'total += rate_of(row["customer_id"])',
      origin: "user",
      logLine: 1,
    },
  ],
} as unknown as LogException;

function verify(after: Record<string, string>, more: Partial<PatchVerification> = {}) {
  const edits = Object.entries(after).map(([path, text]) => ({
    path,
    before: FILES[path] ?? null,
    after: text,
  }));
  return verifyPatch({
    patch: makePatch(edits),
    baseCommit: "0123456789abcdef",
    readFile: async (path) => FILES[path] ?? null,
    readFiles: async (paths) => new Map(paths.flatMap((path) => (FILES[path] ? [[path, FILES[path]]] : []))),
    paths: Object.keys(FILES),
    dagsFolder: "dags",
    pipelineFile: "dags/orders.py",
    exception: EXCEPTION,
    failure: "KeyError: 'customer_id'",
    renamed: { customer_id: "client_id" },
    ...more,
  });
}

describe("verifyPatch", () => {
  it("verifies a patch that fixes the reproduced failure, with the modules it imports", async () => {
    const { verification, edits } = await verify({
      "dags/orders.py": DAG.replace('"customer_id"', '"client_id"'),
    });
    expect(verification.status).toBe("verified");
    expect(verification.reason).toBe(
      "`transform(rows=[{'client_id': 1}])` raises KeyError: 'customer_id' before the patch and returns 2 after it (Python 3.12 in WebAssembly).",
    );
    expect(verification.checks.map(({ name, status }) => [name, status])).toEqual([
      ["allowed", "passed"],
      ["applies", "passed"],
      ["parses", "passed"],
      ["reproduction", "passed"],
      ["import", "skipped"],
    ]);
    expect(verification.checks.at(-1)?.detail).toContain("PD_PYTHON");
    expect(verification.log).toContain(
      "before: transform(rows=[{'client_id': 1}]) raises KeyError: 'customer_id'",
    );
    expect(edits).toHaveLength(1);
  });

  it("does not verify a patch that changes nothing about the failure", async () => {
    const { verification } = await verify({ "dags/orders.py": DAG.replace("total = 0", "total = 0.0") });
    expect(verification.status).toBe("unverified");
    expect(verification.reason).toContain("still raises KeyError: 'customer_id' after the patch");
  });

  it("does not call a patch verified that runs programs", async () => {
    const after = DAG.replace(
      'rate_of(row["customer_id"])',
      'os.system("true") or rate_of(row["client_id"])',
    );
    const { verification } = await verify({ "dags/orders.py": after });
    expect(verification.status).not.toBe("verified");
  });

  it.each([
    ["dags/other.py", "X = 2\n", {}, "the patch does not change code that it runs"],
    ["sql/orders.sql", "select client_id from orders\n", {}, "the patch changes no Python file"],
    ["dags/orders.py", `${DAG}\n`, { exception: null }, "the failure is not a known Python exception"],
  ] as const)("says why it did not run %s", async (path, after, more, reason) => {
    const { verification } = await verify({ [path]: after }, more);
    expect(verification.status).toBe("applies");
    expect(verification.reason).toBe(
      `Applies to 01234567 and every changed file parses. Not run: the failure was not reproduced: ${reason}.`,
    );
  });

  it("runs nothing for a patch that must not be used", async () => {
    const { verification } = await verify({ "dags/orders.py": "def (\n" });
    expect(verification.status).toBe("failed");
    expect(verification.checks.map(({ name }) => name)).toEqual(["allowed", "applies", "parses"]);
  });
});
