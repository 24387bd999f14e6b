import { describe, expect, it } from "vitest";
import { findRepositoryPath } from "@/lib/code/find-repository-path";

const FILES = [
  "dags/sales/orders.py",
  "dags/orders.py",
  "lib/orders.py",
  "tests/dags/orders.py",
  "flows/load.py",
];

describe("findRepositoryPath", () => {
  it.each([
    ["/opt/airflow/dags/sales/orders.py", null, "dags/sales/orders.py"],
    ["/opt/airflow/lib/orders.py", null, "lib/orders.py"],
    ["C:\\airflow\\lib\\orders.py", null, "lib/orders.py"],
    ["load.py", null, "flows/load.py"],
    ["/somewhere/flows/load.py", "dags", "flows/load.py"],
    // `dags/orders.py` and `tests/dags/orders.py` match equally well; the DAGs folder decides.
    ["/opt/airflow/dags/orders.py", "dags", "dags/orders.py"],
    ["/opt/airflow/dags/orders.py", null, null],
    ["/opt/airflow/dags/missing.py", "dags", null],
    ["", null, null],
  ])("maps %s (folder %s) to %s", (path, folder, expected) => {
    expect(findRepositoryPath(path, FILES, folder)).toBe(expected);
  });
});
