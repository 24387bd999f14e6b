import { expect, it } from "vitest";
import { describeSameTrouble } from "@/lib/knowledge/compared-lines";

it.each([
  ["KeyError 'customer_id'", "KeyError 'customer_id'", true],
  ["KeyError 'customer_id'", "KeyError 'order_id'", false],
  ["KeyError 0", "KeyError 'order_id'", false],
  [
    "FileNotFoundError No such file or directory: '/in/a/orders_20261120.csv'",
    "FileNotFoundError No such file or directory: '/in/b/orders_20261121.csv'",
    true,
  ],
  [
    "HTTPError 503 Server Error for url: https://api.example/v1/orders?page=3",
    "HTTPError 503 Server Error for url: https://api.example/v1/orders?page=9",
    true,
  ],
  [
    "HTTPError 503 Server Error for url: https://api.example/v1/orders",
    "HTTPError 401 Client Error for url: https://api.example/v1/orders",
    false,
  ],
  [
    "Bash command failed. The command returned a non-zero exit code 1.",
    "Bash command failed. The command returned a non-zero exit code 127.",
    false,
  ],
  [
    "ClientError An error occurred (AccessDenied) when calling the PutObject operation",
    "ClientError An error occurred (SlowDown) when calling the PutObject operation",
    false,
  ],
  ["out of memory", "out of memory", true],
  ["killed", "killed", false],
])("compares %j with %j", (a, b, expected) => {
  expect(describeSameTrouble(a, b)).toBe(expected);
  expect(describeSameTrouble(b, a)).toBe(expected);
});

it("takes little time for long lines of any kind", () => {
  const started = performance.now();
  for (const text of ["A", "aB", "'", "\"'`", "1", "1234-", "a.", "/", "?a=", "exit code ", "AB "])
    describeSameTrouble(text.repeat(50_000), text.repeat(40_000));
  expect(performance.now() - started).toBeLessThan(500);
});
