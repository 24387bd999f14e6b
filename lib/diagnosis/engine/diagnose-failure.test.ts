import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { CATEGORIES } from "@/lib/failures/schemas";
import { checkCitations } from "@/lib/diagnosis/model/check-citations";
import { piece, readPiece } from "@/lib/diagnosis/engine/testing/piece";
import { commitFacts, historyFacts, stateFacts } from "@/lib/evidence/testing/facts";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import type { BuiltinDiagnosis, DiagnosisInput, EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";

const fixtures = fileURLToPath(new URL("fixtures/", import.meta.url));
const recorded = (name: string): string => readFileSync(`${fixtures}${name}`, "utf8");

function diagnose(
  evidence: EvidencePiece[],
  failure: Partial<DiagnosisInput["failure"]> = {},
): BuiltinDiagnosis {
  const input = {
    evidence,
    failure: { orchestrator: "airflow", pipeline: "orders_daily", task: "load", ...failure },
  };
  const found = diagnoseFailure(input);
  expectValid(found, evidence);
  expect(diagnoseFailure(input), "is deterministic").toEqual(found);
  return found;
}

/** Invariants of every diagnosis. */
function expectValid(found: BuiltinDiagnosis, evidence: EvidencePiece[]): void {
  const claims = [...found.claims, ...found.ruledOut];
  expect(checkCitations(claims, evidence)).toEqual({ kept: claims, dropped: [] });
  expect(CATEGORIES).toContain(found.category);
  expect(found.confidence).toBeGreaterThanOrEqual(0);
  expect(found.confidence).toBeLessThanOrEqual(0.97);
  expect(found.explanation).not.toMatch(/could also be (?!(?:an? |missing |something )[\w ]+\(\d+%\)\.)/);
  expect(found.rootCause).not.toMatch(/\[\[|\]\]/);
  const sure = found.hypotheses.map((hypothesis) => hypothesis.confidence);
  expect(sure).toEqual(sure.toSorted((a, b) => b - a));
  if (found.outcome === "diagnosed") expect(found.recommendedActions.length).toBeGreaterThan(0);
}

describe("logs recorded from real servers", () => {
  it.each([
    ["airflow2_logs_c10_bash_exit127_try1.txt", "missing_dependency", "os/command-not-found", /dbtt/],
    ["airflow2_logs_c08_kill9_oom_try1.txt", "resource_exhausted", "airflow/task-killed-oom", /SIGKILL/],
    [
      "airflow2_logs_c06_sensor_wait_poke_try1.txt",
      "upstream_missing_data",
      "airflow/sensor-timeout",
      /did not arrive|condition was not met/,
    ],
    ["airflow2_logs_c18_template_error_tmpl_try1.txt", "code_bug", "airflow/template-undefined", /`missing`/],
    [
      "airflow3_logs_c12_missing_module_train_try1.json",
      "missing_dependency",
      "python/module-not-found",
      /lightgbm_not_here/,
    ],
    [
      "airflow3_logs_c19_parse_fails_at_runtime_never_try1.json",
      "configuration",
      "airflow/dag-not-found",
      /DAG/,
    ],
    ["airflow3_logs_c01_exc_chain_transform_try1.ndjson", "code_bug", "python/key-error", /customer_id/],
    ["dbt_stdout_text_undeclared_source_exit2.txt", "code_bug", "dbt/missing-source", /no YAML file/],
  ])("%s", (file, category, signature, cause) => {
    const found = diagnose([readPiece(recorded(file))]);
    expect(found).toMatchObject({ outcome: "diagnosed", category, signature });
    expect(found.rootCause).toMatch(cause);
    expect(found.claims.length).toBeGreaterThan(0);
  });

  it("cites correctly even from truncated recordings", () => {
    for (const file of readdirSync(fixtures)) {
      const text = recorded(file);
      const lines = text.split("\n");
      for (const part of [0.2, 0.5, 0.8])
        diagnose([readPiece(lines.slice(0, Math.ceil(lines.length * part)).join("\n"))]);
      diagnose([
        readPiece(lines.slice(lines.length >> 1).join("\n"), { startLine: (lines.length >> 1) + 1 }),
      ]);
    }
  });
});

const traceback = (error: string, raised = "rows = [row['customer_id'] for row in batch]"): string =>
  [
    "[2024-05-01T03:00:00.000+0000] {taskinstance.py:2905} ERROR - Task failed with exception",
    "Traceback (most recent call last):",
    '  File "/home/airflow/.local/lib/python3.11/site-packages/airflow/models/taskinstance.py", line 465, in _execute_task',
    "    result = _execute_callable(context=context)",
    '  File "/opt/airflow/dags/orders/load.py", line 41, in load',
    `    ${raised}`,
    error,
    "[2024-05-01T03:00:00.100+0000] {taskinstance.py:1206} INFO - Marking task as FAILED. dag_id=orders_daily, task_id=load",
  ].join("\n");

describe("evidence other than the log", () => {
  const log = readPiece(traceback("KeyError: 'customer_id'"));

  it("turns a missing key into a schema change when the column was removed", () => {
    expect(diagnose([log]).category).toBe("code_bug");
    const found = diagnose([
      log,
      piece("schema_change", "raw.orders: column removed customer_id\nraw.orders: column added client_id"),
    ]);
    expect(found.category).toBe("schema_change");
    expect(found.claims.flatMap((claim) => claim.citations).map((citation) => citation.quote)).toContain(
      "raw.orders: column removed customer_id",
    );
  });

  it("ignores an unrelated schema change", () => {
    const found = diagnose([log, piece("schema_change", "raw.payments: column removed iban")]);
    expect(found.category).toBe("code_bug");
    expect(
      found.claims.flatMap((claim) => claim.citations).every((citation) => citation.evidenceId === "log"),
    ).toBe(true);
  });

  it("names the commit that changed the failing file and raises confidence", () => {
    const commit = piece("commit", "commit 3f1c\n\n    rename\n\nM dags/orders/load.py", {
      facts: commitFacts({ files: [{ path: "dags/orders/load.py", status: "modified" }] }),
    });
    const found = diagnose([log, commit]);
    expect(found.claims.some((claim) => claim.text.includes("dags/orders/load.py"))).toBe(true);
    expect(found.confidence).toBeGreaterThan(diagnose([log]).confidence);
  });

  it("distinguishes two commits that changed the failing file", () => {
    const commit = (sha: string) =>
      piece("commit", `commit ${sha}\n\n    rename\n\nM dags/orders/load.py`, {
        id: sha,
        facts: commitFacts({ sha, files: [{ path: "dags/orders/load.py", status: "modified" }] }),
      });
    const texts = diagnose([log, commit("3f1c0de4aa"), commit("9b2e7715bb")]).claims.map(
      (claim) => claim.text,
    );
    expect(texts.filter((text) => text.includes("changed `dags/orders/load.py`"))).toEqual([
      expect.stringContaining("`3f1c0de4`"),
      expect.stringContaining("`9b2e7715`"),
    ]);
  });

  it("falls back to the reported message when the log shows no error", () => {
    const silent = readPiece("quality gate: row count below threshold");
    const found = diagnose([silent], { message: "quality gate: row count below threshold" });
    expect(found).toMatchObject({ outcome: "diagnosed", category: "data_quality" });
    expect(diagnose([silent], { message: "timed_out" }).rootCause).toContain("`dagrun_timeout`");
  });

  it("blames another failed task for missing data, but not a run's own failed task", () => {
    const column = readPiece(traceback("sqlite3.OperationalError: no such column: customer_id"));
    const state = piece("upstream", "task build_mart-54f: Failed", {
      facts: stateFacts({ failedTasks: ["build_mart-54f"] }),
    });
    expect(diagnose([column, state], { task: "report" }).category).toBe("upstream_missing_data");
    expect(diagnose([column, state], { task: null }).category).toBe("schema_change");
  });

  it("states how often the task failed in a row", () => {
    const history = piece("run_history", "run a: failed\nrun b: failed\nrun c: failed", {
      facts: historyFacts({ knownRuns: 3, failuresInARow: 4 }),
    });
    expect(diagnose([log, history]).ruledOut[0]?.text).toContain("4 times in a row");
  });

  it.each(["denied", "timeout", "not_connected", "failed"] as const)(
    "counts evidence that is %s as a gap",
    (status) => {
      const whole = diagnose([log]);
      const found = diagnose([log, piece("commit", "", { status })]);
      expect(found.gaps.map((gap) => gap.collector)).toEqual(["commit"]);
      expect(found.confidence).toBeLessThanOrEqual(whole.confidence);
    },
  );

  it("does not count empty evidence as a gap", () => {
    expect(diagnose([log, piece("schema_change", "", { status: "empty" })]).gaps).toEqual([]);
  });
});

describe("a line that explains the exception below it", () => {
  const stopped = [
    "[2026-03-04T02:00:18.466+0000] {local_task_job_runner.py:313} WARNING - State of this instance has been externally set to failed. Terminating instance.",
    "[2026-03-04T02:00:19.603+0000] {taskinstance.py:2905} ERROR - Task failed with exception",
    "Traceback (most recent call last):",
    '  File "/opt/airflow/dags/load.py", line 41, in load',
    "    copy(batch)",
    "airflow.exceptions.AirflowTaskTerminated: Task received SIGTERM signal",
  ];

  it("is cited, and so is the exception", () => {
    const { claims } = diagnose([readPiece(stopped.join("\n"))]);
    expect(claims.slice(0, 2).map(({ text, citations }) => [text, citations[0]?.startLine])).toEqual([
      ["The log shows the failure", 1],
      ["The run then raised `airflow.exceptions.AirflowTaskTerminated`", 6],
    ]);
  });

  it("claims no exception after a line that comes last", () => {
    const { claims } = diagnose([readPiece(stopped.slice(0, 2).join("\n"))]);
    expect(claims.map(({ text }) => text)).not.toContainEqual(expect.stringContaining("then raised"));
  });
});

describe("the causal chain", () => {
  const chain = (between: string) =>
    diagnose([
      readPiece(
        [
          "Traceback (most recent call last):",
          '  File "/opt/airflow/dags/load.py", line 41, in load',
          "    copy(batch)",
          'psycopg2.errors.UndefinedTable: relation "crates" does not exist',
          "",
          between,
          "",
          "Traceback (most recent call last):",
          '  File "/opt/airflow/dags/load.py", line 44, in load',
          "    raise LoadFailed(batch)",
          "harbour.LoadFailed: batch 7",
        ].join("\n"),
      ),
    ]).causalChain[1];

  it.each([
    ["The above exception was the direct cause of the following exception:", "re-raised as"],
    [
      "During handling of the above exception, another exception occurred:",
      "while it was handled, the code raised",
    ],
  ])("after “%s” says “%s”", (between, words) => {
    expect(chain(between)).toBe(`${words} harbour.LoadFailed: batch 7`);
  });
});

describe("a process killed for its memory", () => {
  it.each([
    ["OOMKilled", "Container etl was OOMKilled (exit code 137)", "permanent"],
    ["AWS", "OutOfMemoryError: Container killed due to memory usage", "permanent"],
    ["Java", "java.lang.OutOfMemoryError: Java heap space", "permanent"],
    ["Python", "MemoryError: Unable to allocate 7.5 GiB for an array", "permanent"],
    ["an exit code alone", "The job's container exited with exit code 137", "unknown"],
  ])("%s: %s needs a change (permanent), or it is not known", (_, message, transience) => {
    const found = diagnose([piece("no_log", "", { status: "not_connected" })], { message });
    expect(found).toMatchObject({ category: "resource_exhausted", transience });
  });
});

describe("without a log", () => {
  it("diagnoses from the orchestrator's report with lower confidence and no citations", () => {
    const failure = {
      exceptionType: "builtins.ModuleNotFoundError",
      message: "No module named 'pandas_gbq'",
    };
    const found = diagnose([piece("no_log", "", { status: "not_connected" })], failure);
    expect(found).toMatchObject({ outcome: "diagnosed", category: "missing_dependency", claims: [] });
    expect(found.confidence).toBeLessThan(0.7);
    expect(found.gaps).toHaveLength(1);
  });

  it("reads the webhook's traceback", () => {
    const failure = {
      exceptionType: "KeyError",
      message: "'customer_id'",
      traceback: traceback("KeyError: 'customer_id'"),
    };
    expect(diagnose([], failure).rootCause).toContain("customer_id");
  });

  it("is inconclusive without any input", () => {
    expect(diagnose([])).toMatchObject({
      outcome: "inconclusive",
      category: "unknown",
      confidence: 0,
      claims: [],
    });
  });

  it.each([
    ["service", "Check the service's logs and traces from the time of the failure"],
    ["workload", "Check the workload's events, and the container's last log lines before it failed"],
    ["check", "Check whether the check's target responds, and with what"],
  ] as const)("recommends first steps that fit a %s", (subject, first) => {
    for (const message of [null, "It is not as it should be"]) {
      const { outcome, recommendedActions } = diagnose([], { subject, message });
      expect([outcome, recommendedActions[0]]).toEqual(["inconclusive", first]);
      expect(recommendedActions.join(" ")).not.toContain("orchestrator");
    }
  });

  it.each([
    ["an unclear error", "It is not as it should be", "Check the log around the failing line"],
    ["no error", null, "Check what the log says last, and whether it ends before the run did"],
  ])("recommends first steps that fit a task with %s", (_name, message, first) => {
    const { outcome, recommendedActions } = diagnose([], { subject: "task", message });
    expect([outcome, recommendedActions[0]]).toEqual(["inconclusive", first]);
    expect(recommendedActions.join(" ")).toContain("Check the run's state");
  });

  it("quotes the message when it names more than the root cause", () => {
    const message = "access denied for 'svc-crates' at login.example/tenant-17";
    const found = diagnose([], { message: `RuntimeError: ${message}` });
    expect(found.outcome).toBe("diagnosed");
    expect(`${found.rootCause} ${found.explanation}`).toContain("login.example/tenant-17");
    const short = diagnose([], { exceptionType: "KeyError", message: "'customer_id'" });
    expect(short.rootCause).toContain("customer_id");
    expect(short.explanation).not.toContain("The message:");
  });

  it("describes a less likely explanation by its kind, not by repeating the leading one", () => {
    const found = diagnose([], {
      message: "ValueError: column order_id must not be null, got null in 3 rows",
    });
    const causes = found.hypotheses.map(({ rootCause }) => rootCause);
    expect(causes.length).toBeGreaterThan(1);
    expect(new Set(causes).size).toBe(causes.length);
  });

  it("recognizes a task skipped because an upstream task failed", () => {
    const found = diagnose([], { state: "upstream_failed", message: "The task did not start" });
    expect(found).toMatchObject({
      category: "upstream_missing_data",
      signature: "airflow/upstream-failed-state",
    });
  });
});

describe("a task that a user marked as failed", () => {
  const log = readPiece(
    [
      "[2026-11-20T02:00:00.000Z] INFO - closing the books",
      "[2026-11-20T02:00:06.000Z] ERROR - Server indicated the task shouldn't be running anymore detail={'detail': {'reason': 'not_running', 'current_state': 'failed'}} status_code=409",
      "[2026-11-20T02:00:06.010Z] ERROR - Task killed!",
    ].join("\n"),
  );
  const state = (text: string) => piece("upstream", text, { facts: stateFacts() });
  const claims = (text: string) => diagnose([log, state(text)]).claims.map((claim) => claim.text);
  const PATCH =
    'by ada at 2026-11-20T02:00:05Z: {"method": "PATCH", "new_state": "failed", "task_id": "load"}';

  it("names the user", () => {
    const { category, rootCause } = diagnose([log, state(`event patch_task_instance on load ${PATCH}`)]);
    expect([category, rootCause]).toEqual(["infrastructure", "`ada` marked the task as failed while it ran"]);
    expect(claims(`task load: failed\nevent patch_task_instance on load ${PATCH}`)).toContain(
      "`ada` marked the task as failed",
    );
    expect(claims(`event patch_dag_run ${PATCH}`)).toContain("`ada` marked the run as failed");
  });

  it.each([
    ["another task's", `event patch_task_instance on extract ${PATCH}`],
    ["a success", `event patch_task_instance on load ${PATCH.replace("failed", "success")}`],
    ["a note's", 'event patch_task_instance on load by ada at x: {"note": "failed"}'],
  ])("ignores %s event", (_name, text) => {
    expect(claims(text).some((claim) => claim.includes("ada"))).toBe(false);
  });
});

describe("outcome", () => {
  const success = [
    "[2024-05-01T03:00:00.000+0000] {load.py:12} ERROR - could not read page 3, retrying: HTTP 503",
    "[2024-05-01T03:00:05.000+0000] {python.py:240} INFO - Done. Returned value was: None",
    "[2024-05-01T03:00:05.100+0000] {taskinstance.py:441} INFO - Marking task as SUCCESS. dag_id=orders_daily, task_id=load",
    "[2024-05-01T03:00:05.200+0000] {local_task_job_runner.py:266} INFO - Task exited with return code 0",
  ].join("\n");

  it("finds no failure in the log of a successful run", () => {
    expect(diagnose([readPiece(success)])).toMatchObject({
      outcome: "no_failure",
      category: "unknown",
      signature: null,
    });
  });

  it("trusts the report over the log of a successful run", () => {
    expect(diagnose([readPiece(success)], { message: "Task failed: killed" }).outcome).not.toBe("no_failure");
  });

  it("guesses a code bug with low confidence for an uninformative unhandled error", () => {
    const log =
      'Traceback (most recent call last):\n  File "/usr/lib/harbour/core.py", line 4, in ship\n    go()\nharbour.Stopped: E4711';
    const found = diagnose([readPiece(log)]);
    expect(found).toMatchObject({ outcome: "inconclusive", category: "code_bug" });
    expect(found.confidence).toBeLessThan(0.42);
  });

  it("is inconclusive for a log without failure words", () => {
    expect(diagnose([readPiece("working\nstopped\n")]).outcome).toBe("inconclusive");
  });

  it("classifies a deliberate check by what it found, not as a code bug", () => {
    const found = diagnose([
      readPiece(
        traceback(
          "RuntimeError: no rows found for 2024-05-01",
          "raise RuntimeError(f'no rows found for {day}')",
        ),
      ),
    ]);
    expect(found.category).toBe("upstream_missing_data");
  });
});

describe("without a matching signature", () => {
  it.each([
    ["acme.errors.TokenExpiredError: the session is over", "auth_permission"],
    ["acme.client.RequestThrottledException: wait", "rate_limit"],
    ["acme.client.UpstreamTimeoutError: gave up", "network_timeout"],
    ["acme.store.DuplicateRecordViolation: order 12 exists", "data_quality"],
    ["acme.settings.ConfigurationError: region must be set", "configuration"],
    ["acme.db.QueryCompilationError: syntax error in line 3", "warehouse_sql"],
    ["acme.worker.WorkerCrashedError: gone", "infrastructure"],
    ["acme.engine.OutOfMemoryError: cannot allocate 3 GB", "resource_exhausted"],
  ])("%s", (error, category) => {
    const found = diagnose([readPiece(traceback(error, "client.run(job)"))]);
    expect(found).toMatchObject({ outcome: "diagnosed", category, signature: null });
    expect(found.hypotheses[0]?.reasons.length).toBeGreaterThan(0);
  });
});

it("names exception types as they are written, each once", () => {
  const error = "TimeoutError: the bank did not answer within 30 s";
  const traceback = `Traceback (most recent call last):\n  File "/dags/a.py", line 3, in run\n    ask()\n${error}`;
  for (const evidence of [[readPiece(error)], [readPiece(traceback), readPiece(error, { id: "second" })]]) {
    const { explanation } = diagnose(evidence);
    expect(explanation.match(/exception type `\w+`/gi)).toEqual(["exception type `TimeoutError`"]);
  }
});
