import { describe, expect, it } from "vitest";
import { compareLogs, type FailureLines } from "@/lib/logs/templates/compare-logs";

const NOTHING: FailureLines = { exceptions: [], failing: [] };
const log = (lines: readonly string[]) => ({ lines, lineNumber: (index: number) => index + 1 });
const at = (second: number, text: string) =>
  `[2026-11-21T02:00:${String(second % 60).padStart(2, "0")}Z] INFO - ${text}`;
const compare = (failed: readonly string[], good: readonly string[], failure = NOTHING) =>
  compareLogs(log(failed), log(good), failure);

describe("compareLogs", () => {
  it("ignores what differs in every run: times, ids, counts and log files", () => {
    const run = (n: number) => [
      `*** Found local files: /logs/attempt=${n}.log`,
      at(n, `reading run ${n} from s3://raw/orders/2026-11-${10 + n}.parquet`),
      at(n + 1, `loaded ${n * 1_317} rows in ${n}.5s`),
    ];
    expect(compare(run(3), run(7))).toEqual({ new: [], missing: [], frequent: [] });
  });

  it("names the new lines, the failure first and then the warning that led to it", () => {
    const good = [at(1, "fetched schema of raw.orders"), at(2, "loaded 900 rows"), at(9, "done")];
    const failed = [
      at(1, "fetched schema of raw.orders"),
      at(2, "using cache directory"),
      at(3, "WARNING column client_id is not mapped"),
      "Traceback (most recent call last):",
      '  File "/dags/load.py", line 3, in load',
      "    total += row['customer_id']",
      "KeyError: 'customer_id'",
      at(5, "closing the connection"),
    ];
    const exceptions = [{ startLine: 4, endLine: 7, messageLine: 7 }];
    const difference = compare(failed, good, { exceptions, failing: [7] });
    expect(difference.new.map(({ line }) => line)).toEqual([7, 3, 2, 8]);
    expect(difference.new[1]).toEqual({
      line: 3,
      text: at(3, "WARNING column client_id is not mapped"),
      count: 1,
      goodCount: 0,
    });
    expect(difference.missing.map(({ text }) => text)).toEqual([at(2, "loaded 900 rows"), at(9, "done")]);
  });

  it("names lines that are far more frequent", () => {
    const retry = Array.from({ length: 40 }, (_, n) => at(n, `retrying request ${n} after 2s`));
    const page = Array.from({ length: 30 }, (_, n) => at(n, `page ${n} read`));
    const { frequent } = compare([...retry, ...page], [...retry.slice(0, 2), ...page.slice(0, 20)]);
    expect(frequent).toEqual([{ line: 1, text: retry[0], count: 40, goodCount: 2 }]);
  });

  it("keeps few lines of logs that have nothing in common, within seconds", () => {
    const words = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"];
    const text = (n: number) =>
      Array.from({ length: 9 }, (_, i) => words[(n * 7 + i * i * (n % 13)) % 8]).join(" ");
    const failed = Array.from({ length: 60_000 }, (_, n) => `x${text(n)}`);
    const good = Array.from({ length: 60_000 }, (_, n) => `y ${text(n)} z`);
    const startedAt = performance.now();
    const difference = compare(failed, good);
    expect(difference.new.length).toBeLessThanOrEqual(20);
    expect(difference.missing.length).toBeLessThanOrEqual(10);
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });

  it("clips very long lines", () => {
    expect(compare(["x".repeat(10_000)], [])["new"][0]?.text).toHaveLength(500);
  });
});
