import { describe, expect, test } from "vitest";

import { fingerprintFailure, fingerprintLog } from "@/lib/logs/fingerprints/fingerprint";
import { parseLog } from "@/lib/logs/parse-log";

interface Scene {
  date: string;
  run: string;
  line: number;
  host: string;
  python: string;
  missing: string;
  attempt: number;
}

const scene: Scene = {
  date: "2026-03-01",
  run: "scheduled__2026-03-01T00:00:00+00:00",
  line: 41,
  host: "worker-7f9c",
  python: "3.11",
  missing: "customer_id",
  attempt: 1,
};

function traceback({ line, python, missing }: Scene): string {
  return [
    "Traceback (most recent call last):",
    `  File "/home/airflow/.local/lib/python${python}/site-packages/airflow/models/taskinstance.py", line ${line * 7}, in _execute_task`,
    "    result = execute_callable(context=context)",
    `  File "/home/airflow/.local/lib/python${python}/site-packages/airflow/operators/python.py", line ${line * 3}, in execute`,
    "    return_value = self.execute_callable()",
    `  File "/opt/airflow/dags/orders/load_orders.py", line ${line}, in load`,
    "    rows = [clean(row) for row in read(path)]",
    `  File "/opt/airflow/dags/orders/clean.py", line ${line + 2}, in clean`,
    '    return row["customer_id"]',
    `KeyError: '${missing}'`,
  ].join("\n");
}

function airflow2(scene: Scene): string {
  const head = (file: string, level: string) =>
    `[${scene.date}T04:05:06.789+0000] {${file}:${scene.line}} ${level} - `;
  return [
    `${head("taskinstance.py", "INFO")}Starting attempt ${scene.attempt} of 3`,
    `${head("task_command.py", "INFO")}Running <TaskInstance: orders.load ${scene.run} [running]> on host ${scene.host}`,
    `${head("load_orders.py", "INFO")}read ${scene.line * 100} rows`,
    `${head("taskinstance.py", "ERROR")}Task failed with exception`,
    traceback(scene),
    `${head("taskinstance.py", "INFO")}Marking task as FAILED. dag_id=orders, task_id=load, run_id=${scene.run}`,
  ].join("\n");
}

function airflow3(scene: Scene): string {
  const frame = (filename: string, name: string) => ({ filename, lineno: scene.line, name });
  const at = `${scene.date}T04:05:06.789012Z`;
  return [
    { timestamp: at, level: "info", event: "DAG bundles loaded: dags-folder", logger: "airflow" },
    {
      timestamp: at,
      level: "error",
      event: "Task failed with exception",
      logger: "task",
      error_detail: [
        {
          exc_type: "KeyError",
          exc_value: `'${scene.missing}'`,
          syntax_error: null,
          is_cause: false,
          frames: [
            frame(
              `/home/airflow/.local/lib/python${scene.python}/site-packages/airflow/sdk/execution_time/task_runner.py`,
              "run",
            ),
            frame("/opt/airflow/dags/orders/load_orders.py", "load"),
            frame("/opt/airflow/dags/orders/clean.py", "clean"),
          ],
        },
      ],
    },
  ]
    .map((record) => JSON.stringify(record))
    .join("\n");
}

const printed = (log: string) => fingerprintLog(parseLog(log));
const known = printed(airflow2(scene));

test("has a versioned value and readable parts", () => {
  expect(known.value).toMatch(/^v1:[0-9a-f]{32}$/);
  expect(known.parts).toEqual([
    { name: "type", value: "KeyError" },
    { name: "frames", value: "load_orders.py:load > clean.py:clean" },
  ]);
});

describe("the same failure keeps its fingerprint", () => {
  test.each<[string, string]>([
    [
      "on a different day",
      airflow2({ ...scene, date: "2026-11-30", run: "manual__2026-11-30T01:02:03+00:00" }),
    ],
    ["in a later attempt", airflow2({ ...scene, attempt: 3 })],
    ["on a different host", airflow2({ ...scene, host: "10.1.2.3" })],
    ["after lines were added above", airflow2({ ...scene, line: 52 })],
    ["with a different Python version", airflow2({ ...scene, python: "3.12" })],
    [
      "with a different DAGs folder",
      airflow2(scene).replaceAll("/opt/airflow/dags", "/usr/local/airflow/dags"),
    ],
    ["on Airflow 3", airflow3(scene)],
    ["on Airflow 3 a week later", airflow3({ ...scene, date: "2026-03-08", line: 60 })],
  ])("%s", (_name, log) => {
    expect(printed(log)).toEqual(known);
  });

  test("in a webhook traceback", () => {
    const input = {
      exceptionType: "builtins.KeyError",
      message: "'customer_id'",
      traceback: traceback(scene),
    };
    expect(fingerprintFailure(input)).toEqual(known);
  });

  test("in a message that contains the traceback", () => {
    expect(fingerprintFailure({ exceptionType: "Exception", message: traceback(scene) })).toEqual(known);
  });

  test("in parsed exceptions", () => {
    expect(fingerprintFailure({ exceptions: parseLog(airflow2(scene)).exceptions })).toEqual(known);
  });
});

describe("a different failure gets a different fingerprint", () => {
  test.each<[string, string]>([
    ["different type", airflow2(scene).replace("KeyError: 'customer_id'", "ValueError: bad row")],
    ["different function", airflow2(scene).replace("in clean\n", "in parse\n")],
    ["different file", airflow2(scene).replace("orders/clean.py", "orders/scrub.py")],
    ["different call path", airflow2(scene).replace("in load\n", "in reload\n")],
  ])("%s", (_name, log) => {
    expect(printed(log).value).not.toBe(known.value);
  });
});

const SQL = (column: string) =>
  [
    "Traceback (most recent call last):",
    '  File "/usr/lib/python3.11/site-packages/airflow/providers/common/sql/operators/sql.py", line 277, in execute',
    "    output = hook.run(self.sql)",
    '  File "/usr/lib/python3.11/site-packages/psycopg2/extras.py", line 146, in execute',
    "    return super().execute(query, vars)",
    `psycopg2.errors.UndefinedColumn: column "${column}" does not exist`,
    "LINE 1: SELECT 1",
  ].join("\n");

describe("without a frame in the pipeline's own code", () => {
  test("includes the missing column", () => {
    const region = fingerprintFailure({ traceback: SQL("region") });
    expect(region.parts.map((part) => part.name)).toEqual(["type", "subject", "library"]);
    expect(fingerprintFailure({ traceback: SQL("region") })).toEqual(region);
    expect(fingerprintFailure({ traceback: SQL("country") }).value).not.toBe(region.value);
  });

  test("ignores files moved within a package", () => {
    const moved = SQL("region").replace("psycopg2/extras.py", "psycopg2/_extras.py");
    expect(fingerprintFailure({ traceback: moved })).toEqual(
      fingerprintFailure({ traceback: SQL("region") }),
    );
  });
});

describe("without a traceback", () => {
  test.each<[string, string]>([
    [
      "Sensor has timed out; run duration of 3.2 seconds exceeds 60",
      "Sensor has timed out; run duration of 4 seconds exceeds 60",
    ],
    ["File /data/2026-01-02/orders.csv not found", "File /mnt/x/2026-03-04/orders.csv not found"],
    ["job 01J8ZK4M2Q7XV3 failed on 10.0.0.7:9092", "job 02K9ZK4M2Q7XV4 failed on 10.0.0.9:9092"],
  ])("matches %s and %s", (a, b) => {
    expect(fingerprintFailure({ message: a })).toEqual(fingerprintFailure({ message: b }));
  });

  test("separates different messages", () => {
    const known = fingerprintFailure({ message: "disk full" });
    expect(fingerprintFailure({ message: "permission denied" }).value).not.toBe(known.value);
    expect(fingerprintFailure({ exceptionType: "OSError", message: "disk full" }).value).not.toBe(
      known.value,
    );
  });

  test("falls back to how the process ended", () => {
    const killed = fingerprintFailure({ exit: { code: null, signal: "SIGKILL" } });
    expect(killed.parts).toEqual([{ name: "signal", value: "SIGKILL" }]);
    expect(fingerprintFailure({ exit: { code: 137, signal: null } }).parts[0]).toEqual({
      name: "exit",
      value: "137",
    });
    expect(fingerprintFailure({ state: "upstream_failed" }).parts[0]?.value).toBe("upstream_failed");
    expect(fingerprintFailure({}).value).toMatch(/^v1:/);
  });
});

test("ignores the order of group members", () => {
  const base = parseLog(
    'Traceback (most recent call last):\n  File "/opt/dags/a.py", line 1, in f\n    g()\nValueError: a',
  ).exceptions[0];
  if (base === undefined) throw new Error("the traceback was not read");
  const member = (type: string, index: number) => ({
    ...base,
    type,
    chainIndex: index,
    link: "group_member" as const,
    isRoot: index === 0,
  });
  const first = fingerprintFailure({ exceptions: [member("ValueError", 0), member("KeyError", 1)] });
  const second = fingerprintFailure({
    exceptions: [member("KeyError", 0), member("ValueError", 1), member("ValueError", 2)],
  });
  expect(second).toEqual(first);
});

test.each([
  ["brackets", "[".repeat(60_000)],
  ["paths", "/a".repeat(60_000)],
  ["numbers", "1.".repeat(60_000)],
  ["quotes", `="${"x".repeat(60_000)}`],
  ["words", `${"a1".repeat(60_000)}`],
])("takes linear time for a message of %s", (_name, message) => {
  const started = performance.now();
  fingerprintFailure({ exceptionType: "Error", message });
  expect(performance.now() - started).toBeLessThan(500);
});
