import { expect, it } from "vitest";
import { isSameCause } from "@/lib/diagnosis/model/same-cause";

const RENAME = "Commit `6c3d7650` renamed `buyer_id` to `purchaser_id`";

it.each<[string, string, boolean]>([
  ["The column buyer_id became purchaser_id in 6c3d7650a1b2c3d4", RENAME, true],
  ["6c3d7650 broke the read of buyer_id", RENAME, true],
  ["6c3d7650 broke it", RENAME, true],
  ["buyer_id was renamed to purchaser_id upstream", RENAME, true],
  ["Commit abcdef12 renamed buyer_id to purchaser_id", RENAME, false],
  ["Rows of the source lack buyer_id", RENAME, false],
  ["The table finance.ledger_2019 was dropped", RENAME, false],
  ["It failed", "It failed", false],
  // What failed, the type of the error and the file are no cause.
  [
    "`load_orders` of orders_daily raised KeyError in dags/a.py",
    "`load_orders` of orders_daily: KeyError, dags/a.py",
    false,
  ],
  ["WAREHOSE_HOST is read instead of WAREHOUSE_HOST", "`WAREHOSE_HOST` is a typo of `WAREHOUSE_HOST`", true],
])("%s / %s: %s", (cause, other, isSame) => {
  expect(isSameCause(cause, other, ["load_orders", "orders_daily"])).toBe(isSame);
  expect(isSameCause(other, cause, ["load_orders", "orders_daily"])).toBe(isSame);
});

it("is linear", () => {
  const long = "a_`'".repeat(50_000);
  const started = performance.now();
  isSameCause(long, long, []);
  expect(performance.now() - started).toBeLessThan(2_000);
});
