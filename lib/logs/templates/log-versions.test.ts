import { expect, it } from "vitest";
import { versionChanges, versionsInLog } from "@/lib/logs/templates/log-versions";

it.each([
  ["pandas==2.2.0", "package", "pandas", "2.2.0"],
  ["[2026-11-21T02:00:07Z] INFO - sqlalchemy==2.0.30", "package", "sqlalchemy", "2.0.30"],
  ["Successfully installed numpy-1.26.4 typing-extensions-4.9.0", "package", "typing-extensions", "4.9.0"],
  [
    "INFO - Running on image: registry.example.com:5000/etl/orders:1.4.2",
    "image",
    "registry.example.com:5000/etl/orders",
    "1.4.2",
  ],
  ['Pulling image "python:3.11-slim"', "image", "python", "3.11-slim"],
  ["Python 3.11.4 (main, Jun  7 2023)", "package", "Python", "3.11.4"],
  ["03:00:01  Running with dbt=1.7.4", "package", "dbt", "1.7.4"],
  ["INFO SparkContext: Running Spark version 3.5.1", "package", "Spark", "3.5.1"],
])("%s", (line, kind, name, version) => {
  expect([...versionsInLog([line]).values()]).toContainEqual({ kind, name, version });
});

it.each(["if a == 3:", "x==y", "image: a picture", "read 1==1 rows", "Python is great"])(
  "finds no version in %j",
  (line) => {
    expect(versionsInLog([line]).size).toBe(0);
  },
);

it("names what both logs state in different versions, whatever its spelling", () => {
  expect(
    versionChanges(
      ["pandas==2.1.0", "typing_extensions==4.8.0", "numpy==1.26.4", "gone==1.0"],
      ["pandas==2.2.0", "typing-extensions==4.9.0", "numpy==1.26.4", "new==1.0"],
    ),
  ).toEqual([
    { kind: "package", name: "pandas", before: "2.1.0", after: "2.2.0" },
    { kind: "package", name: "typing-extensions", before: "4.8.0", after: "4.9.0" },
  ]);
});
