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
  /** Diff lines by path. */
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

test("reads the clues in a traceback", () => {
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

test("reads the lines of a patch by file", () => {
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

describe("rankSuspects", () => {
  test("ranks the commit that added the failing line above later ones", () => {
    const culprit = commit({ id: "culprit", date: "2026-02-01T10:00:00Z", diff: { [SUMMARY]: [FAILING] } });
    const touched = commit({
      id: "touched",
      date: "2026-02-25T10:00:00Z",
      diff: { [SUMMARY]: ["+# a comment"] },
    });
    const ranking = rank(newest, touched, culprit);
    expect(ranking.map((suspect) => suspect.id)).toEqual(["culprit", "touched", "newest"]);
    expect(ranking[0]?.reasons[0]).toBe("adds the line that failed");
    expect(ranking[1]?.reasons[0]).toBe("changes the file that failed");
  });

  test("does not blame a commit that only moved the file", () => {
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

  test("distinguishes files of the same name in different folders", () => {
    const elsewhere = commit({
      id: "elsewhere",
      date: "2026-02-27T10:00:00Z",
      diff: { "dags/billing/summary.py": [FAILING] },
    });
    const here = commit({ id: "here", diff: { [SUMMARY]: [FAILING] } });
    expect(rank(elsewhere, here)[0]?.id).toBe("here");
  });

  test("blames the commit that removed the missing name", () => {
    const removed = commit({
      id: "removed",
      diff: { "models/orders.sql": ["-  net_amount,", "+  amount,"] },
    });
    const ranking = rank(newest, removed);
    expect(ranking[0]?.id).toBe("removed");
    expect(ranking[0]?.reasons[0]).toBe("removes a name mentioned in the error");
  });

  test("blames a commit that changed a file named in the error", () => {
    const log = "jinja2.exceptions.TemplateNotFound: sql/load_orders.sql";
    const commits = [newest, commit({ id: "template", diff: { "dags/sql/load_orders.sql": ["+select 1"] } })];
    const ranking = rankSuspects({ log: readText(log), commits });
    expect(ranking[0]?.id).toBe("template");
    expect(ranking[0]?.reasons).toContain("changes a file named in the error");
  });

  test("treats the model in a dbt error as the failing file", () => {
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

  test("ranks commits after the failure and documentation changes last", () => {
    const later = commit({ id: "later", date: "2026-03-02T10:00:00Z", diff: { "dags/x.py": ["+y"] } });
    const notes = commit({ id: "notes", date: "2026-02-28T12:00:00Z", diff: { "README.md": ["+hello"] } });
    const ranking = rank(later, notes, newest);
    expect(ranking.map((suspect) => suspect.id)).toEqual(["newest", "notes", "later"]);
    expect(ranking[2]?.reasons).toEqual(["was committed after the failure"]);
  });

  test("ranks the newest first without other signs", () => {
    const older = commit({ id: "older", date: "2026-01-01T00:00:00Z" });
    const ranking = rankSuspects({ log: readText("nothing to see"), commits: [older, newest] });
    expect(ranking.map((suspect) => suspect.id)).toEqual(["newest", "older"]);
    expect(ranking[0]?.reasons).toEqual(["is recent"]);
  });
});

test("accepts empty and malformed input", () => {
  expect(rankSuspects({ log: readText(""), commits: [] })).toEqual([]);
  const odd = { id: "x", message: "", date: "not a date", files: [], patch: "+++\n@@\n+\u0000".repeat(50) };
  expect(rankSuspects({ log: readText(LOG), commits: [odd] })).toHaveLength(1);
});

test("takes linear time in the size of patches", () => {
  const lines = Array.from({ length: 20_000 }, (_, i) => `+    value_${i} = row["net_amount"] * ${i}`);
  const commits = Array.from({ length: 10 }, (_, i) => commit({ id: `c${i}`, diff: { [SUMMARY]: lines } }));
  const started = process.cpuUsage();
  rankSuspects({ log: readText(LOG), commits });
  // CPU time, so that a busy machine does not fail the test.
  expect(process.cpuUsage(started).user / 1_000).toBeLessThan(3_000);
});
