import { describe, expect, it } from "vitest";
import { reproduceFailure } from "@/lib/fixes/verification/reproduce-failure";
import { CASES, PATH } from "@/lib/fixes/verification/testing/reproduction-cases";
import { openConfiguredPython, openWasmPython } from "@/lib/vendors/sandbox/open-python";

const wasm = await openWasmPython();
/** Starts in a tenth of the time, so that all cases can be run. */
const local = await openConfiguredPython("/usr/bin/python3");
const IN_WASM = new Set([
  "a default for a missing key",
  "a patch that swallows the exception",
  "a file that does not compile",
]);
const RUNS = CASES.flatMap((given) => [
  { ...given, python: "reason" in local ? wasm : local },
  ...(IN_WASM.has(given.name) && !("reason" in local) ? [{ ...given, python: wasm }] : []),
]).map((given) => ({ ...given, where: given.python?.name ?? "nowhere" }));

describe("reproduceFailure", () => {
  it.each(RUNS)("$name: $outcome ($where)", { timeout: 120_000 }, async ({ python, ...given }) => {
    if (!python) throw new Error("WebAssembly does not run here.");
    const before = new Map([[PATH, given.code], ...Object.entries(given.files ?? {})]);
    const after = new Map([...before, [PATH, given.code.replace(...given.patch)]]);
    expect(after.get(PATH)).not.toBe(given.code);
    const { type, message, source } = given;
    const result = await reproduceFailure(python, {
      target: { path: PATH, function: given.function, line: null, source, type, message },
      before,
      after,
      folders: ["", "dags"],
      renamed: given.renamed ?? {},
      signal: AbortSignal.timeout(100_000),
    });
    expect(result.detail).toContain(given.detail);
    expect(result.outcome).toBe(given.outcome);
  });

  it("looks once for the calls that fail before several patches", { timeout: 120_000 }, async () => {
    const python = "reason" in local ? wasm : local;
    if (!python) throw new Error("Python does not run here.");
    const runs: unknown[] = [];
    const counted: typeof python = {
      ...python,
      name: "counted",
      run: (run) => {
        runs.push(run);
        return python.run(run);
      },
    };
    const code = 'def total(rows):\n    return [row["customer_id"] for row in rows]\n';
    const source = 'return [row["customer_id"] for row in rows]';
    const reproduce = (to: string) =>
      reproduceFailure(counted, {
        target: {
          path: PATH,
          function: "total",
          line: 2,
          source,
          type: "KeyError",
          message: "'customer_id'",
        },
        before: new Map([[PATH, code]]),
        after: new Map([[PATH, code.replace('row["customer_id"]', to)]]),
        folders: ["dags"],
        renamed: {},
        signal: AbortSignal.timeout(100_000),
      });
    const first = await reproduce('row["client_id"]');
    expect(runs).toHaveLength(2);
    const second = await reproduce('row["order_id"]');
    expect(runs).toHaveLength(3);
    expect(first.log[0]).toContain("raises KeyError: 'customer_id'");
    expect(first.log[0]).toBe(second.log[0]);
  });
});
