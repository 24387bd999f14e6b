import { expect, it } from "vitest";
import { unsupportedNames } from "@/lib/diagnosis/model/unsupported-names";

const SOURCES = [
  'psycopg2.errors.UndefinedColumn: column "customer_id" of relation "raw.orders" does not exist',
  'File "/opt/airflow/dags/orders.py", line 7',
  "commit 6d060665",
];

it.each<[string, string[]]>([
  ["The column customer_id of raw.orders is gone", []],
  ["The column CUSTOMER_ID is gone, see /opt/airflow/dags/orders.py.", []],
  ["Commit 6d060665 renamed it", []],
  ["It was renamed to client_id", ["client_id"]],
  ["Batch 881 of s3://lake/orders/2026-11-29 is empty", ["s3://lake/orders/2026-11-29", "881"]],
  ["Commit abcdef12 broke dags/other.py", ["dags/other.py", "abcdef12"]],
  ["The table is too old for 12 rows", []],
])("%s", (sentence, missing) => {
  expect(unsupportedNames(sentence, SOURCES).toSorted()).toEqual(missing.toSorted());
});

it("is linear and bounded", () => {
  const long = "a_".repeat(50_000) + "/".repeat(50_000) + "1".repeat(50_000);
  const started = performance.now();
  expect(unsupportedNames(long, SOURCES).length).toBeLessThanOrEqual(5);
  expect(performance.now() - started).toBeLessThan(2_000);
});
