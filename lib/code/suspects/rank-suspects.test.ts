import { describe, expect, test } from "vitest";
import { readText } from "@/lib/logs/findings/read-text";

import { readChangedLines } from "@/lib/code/suspects/patch-lines";
import { rankSuspects } from "@/lib/code/suspects/rank-suspects";
import { readClues } from "@/lib/code/suspects/suspect-clues";

const LOG = [
  "[2026-03-01T04:05:06.789+0000] {taskinstance.py:1943} ERROR - Task failed with exception",
  "Traceback (most recent call last):",
  '  File "/home/airflow/.local/lib/python3.11/site-packages/airflow/operators/python.py", line 192, in execute',
  "    return_value = self.execute_callable()",
  '  File "/opt/airflow/dags/orders/load_orders.py", line 31, in load',
  "    total = summarise(rows)",
  '  File "/opt/airflow/dags/orders/summary.py", line 12, in summarise',
  '    return sum(row["net_amount"] for row in rows)',
  "KeyError: 'net_amount'",
].join("\n");

interface Sketch {
  id: string;
  date?: string;
  message?: string;
  /** Path to lines of a diff. */
  diff?: Record<string, string[]>;
  files?: string[];
}

function commit({ id, date = "2026-02-20T10:00:00Z", message = "work", diff = {}, files }: Sketch) {
  const patch = Object.entries(diff)
    .map(
      ([path, lines]) =>
        `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1,9 +1,9 @@\n${lines.join("\n")}\n`,
    )
    .join("");
  const paths = files ?? Object.keys(diff);
  return { id, message, author: "a", date, files: paths.map((path) => ({ path, status: "M" })), patch };
}

const SUMMARY = "dags/orders/summary.py";
const FAILING = '+    return sum(row["net_amount"] for row in rows)';
const newest = commit({ id: "newest", date: "2026-02-28T10:00:00Z", diff: { "dags/other.py": ["+x = 1"] } });
const rank = (...commits: ReturnType<typeof commit>[]) => rankSuspects({ log: readText(LOG), commits });

test("clues of a traceback", () => {
  expect(readClues(readText(LOG))).toEqual({
    places: [
      {
        file: "/opt/airflow/dags/orders/summary.py",
        function: "summarise",
        source: 'return sum(row["net_amount"] for row in rows)',
      },
      {
        file: "/opt/airflow/dags/orders/load_orders.py",
        function: "load",
        source: "total = summarise(rows)",
      },
    ],
    names: ["net_amount"],
    files: [],
    failedAtMs: Date.parse("2026-03-01T04:05:06.789Z"),
  });
});

test("lines of a patch, file by file", () => {
  const patch = [
    "diff --git a/a.py b/a.py",
    "--- a/a.py",
    "+++ b/a.py",
    "@@ -1,2 +1,2 @@",
    "-old   line",
    "+ new line",
    "+--- not a file",
    "diff --git a/gone.py b/gone.py",
    "deleted file mode 100644",
    "--- a/gone.py",
    "+++ /dev/null",
    "@@ -1 +0,0 @@",
    "-bye",
  ].join("\n");
  expect(readChangedLines(patch)).toEqual([
    { path: "a.py", added: ["new line", "--- not a file"], removed: ["old line"] },
    { path: "gone.py", added: [], removed: ["bye"] },
  ]);
});

describe("the likeliest commit first", () => {
  test("who added the failing line beats who came later", () => {
    const culprit = commit({ id: "culprit", date: "2026-02-01T10:00:00Z", diff: { [SUMMARY]: [FAILING] } });
    const touched = commit({
      id: "touched",
      date: "2026-02-25T10:00:00Z",
      diff: { [SUMMARY]: ["+# a comment"] },
    });
    const ranking = rank(newest, touched, culprit);
    expect(ranking.map((one) => one.id)).toEqual(["culprit", "touched", "newest"]);
    expect(ranking[0]?.reasons[0]).toBe("adds the line that failed");
    expect(ranking[1]?.reasons[0]).toBe("changes the file that failed");
  });

  test("who moved the file did not write the line", () => {
    const wrote = commit({
      id: "wrote",
      date: "2026-02-01T10:00:00Z",
      diff: { "old/summary.py": [FAILING] },
    });
    const moved = commit({
      id: "moved",
      date: "2026-02-10T10:00:00Z",
      diff: { [SUMMARY]: [FAILING], "old/summary.py": [FAILING.replace("+", "-")] },
    });
    expect(rank(moved, wrote)[0]?.id).toBe("wrote");
  });

  test("the same name in another folder is another file", () => {
    const elsewhere = commit({
      id: "elsewhere",
      date: "2026-02-27T10:00:00Z",
      diff: { "dags/billing/summary.py": [FAILING] },
    });
    const here = commit({ id: "here", diff: { [SUMMARY]: [FAILING] } });
    expect(rank(elsewhere, here)[0]?.id).toBe("here");
  });

  test("who removed the name that is missing", () => {
    const removed = commit({
      id: "removed",
      diff: { "models/orders.sql": ["-  net_amount,", "+  amount,"] },
    });
    const ranking = rank(newest, removed);
    expect(ranking[0]?.id).toBe("removed");
    expect(ranking[0]?.reasons[0]).toBe("removes a name that the error speaks of");
  });

  test("a file that the error names", () => {
    const log = "jinja2.exceptions.TemplateNotFound: sql/load_orders.sql";
    const commits = [newest, commit({ id: "template", diff: { "dags/sql/load_orders.sql": ["+select 1"] } })];
    const ranking = rankSuspects({ log: readText(log), commits });
    expect(ranking[0]?.id).toBe("template");
    expect(ranking[0]?.reasons).toContain("changes a file that the error names");
  });

  test("a dbt error's model is the place that failed", () => {
    const log =
      'Compilation Error in model stg_orders (models/staging/stg_orders.sql)\n  column "region" does not exist';
    const commits = [
      newest,
      commit({ id: "model", diff: { "models/staging/stg_orders.sql": ["+select 1"] } }),
    ];
    const ranking = rankSuspects({ log: readText(log), commits });
    expect(ranking[0]?.id).toBe("model");
    expect(ranking[0]?.reasons).toContain("changes the file that failed");
  });

  test("what was committed after the failure is unlikely, documents too", () => {
    const later = commit({ id: "later", date: "2026-03-02T10:00:00Z", diff: { "dags/x.py": ["+y"] } });
    const notes = commit({ id: "notes", date: "2026-02-28T12:00:00Z", diff: { "README.md": ["+hello"] } });
    const ranking = rank(later, notes, newest);
    expect(ranking.map((one) => one.id)).toEqual(["newest", "notes", "later"]);
    expect(ranking[2]?.reasons).toEqual(["was made after the failure"]);
  });

  test("without any sign the newest", () => {
    const older = commit({ id: "older", date: "2026-01-01T00:00:00Z" });
    const ranking = rankSuspects({ log: readText("nothing to see"), commits: [older, newest] });
    expect(ranking.map((one) => one.id)).toEqual(["newest", "older"]);
    expect(ranking[0]?.reasons).toEqual(["is recent"]);
  });
});

test("nothing, and nonsense, are answered too", () => {
  expect(rankSuspects({ log: readText(""), commits: [] })).toEqual([]);
  const odd = { id: "x", message: "", date: "not a date", files: [], patch: "+++\n@@\n+\u0000".repeat(50) };
  expect(rankSuspects({ log: readText(LOG), commits: [odd] })).toHaveLength(1);
});

test("time stays linear in the size of patches", () => {
  const lines = Array.from({ length: 20_000 }, (_, i) => `+    value_${i} = row["net_amount"] * ${i}`);
  const commits = Array.from({ length: 10 }, (_, i) => commit({ id: `c${i}`, diff: { [SUMMARY]: lines } }));
  const started = process.cpuUsage();
  rankSuspects({ log: readText(LOG), commits });
  // Of the processor, so that a busy machine fails nothing.
  expect(process.cpuUsage(started).user / 1_000).toBeLessThan(3_000);
});
