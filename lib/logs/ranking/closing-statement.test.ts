import { describe, expect, it } from "vitest";
import { parseLog } from "@/lib/logs/parse-log";

const outcomeOf = (...lines: string[]) => parseLog(lines.join("\n")).outcome;
const START = "2026-03-01 02:00:00 INFO Reading orders from the API";

describe("a log that ends by saying that the run succeeded", () => {
  it.each([
    "ETL run complete.",
    "Pipeline finished successfully",
    "Nightly load has completed",
    "All tables loaded, job done",
    "Exported 1,204 rows to s3://lake/orders/",
    "15230 records written",
    "Process finished with exit code 0",
    "SUCCESS",
    "[INFO] BUILD SUCCESS",
    "✔ Done in 3.2s",
    "final status: SUCCEEDED",
    "El proceso ha finalizado correctamente",
    "Carga concluída com sucesso",
    "Traitement terminé avec succès",
    "Import erfolgreich abgeschlossen",
    "Caricamento completato con successo",
    "Загрузка данных успешно завершена",
    "数据导入任务执行完成",
    "処理が正常に終了しました",
    "작업이 성공적으로 완료되었습니다",
    "Zadanie zakończone pomyślnie",
    "İşlem başarıyla tamamlandı",
    "done rows=118204 files=3 duration=9m4s",
    "Job 4711 finished: Succeeded in 00:05:13, 0 invoices failed",
    "Task crates.tasks.load[2cbdb8e8-aa29-45a1-aee1-e9afa244ea10] succeeded in 179.05s: None",
    "crates-import.service: Deactivated successfully.",
    "INFO  : OK",
    "rc=0",
    "88 of 88 files loaded, 412093 rows",
    "crates-offsite.service: Succeeded.",
    "Import successful, 13 imported, 1 skipped",
    "job completed; status: succeeded, total batches: 64, succeeded: 64, failed: 0",
    "trigger crates/scheduled__2026-03-01T00:00:00+00:00/wait/-1/1 (ID 771) completed",
  ])("%s", (statement) => {
    expect(outcomeOf(START, `2026-03-01 02:00:09 INFO ${statement}`)).toBe("no_failure");
    expect(outcomeOf("Reading orders", statement)).toBe("no_failure");
  });

  it("followed by the noise of a shutdown", () => {
    expect(
      outcomeOf(
        "26/03/01 02:00:09 INFO Load: Pipeline finished successfully",
        "26/03/01 02:00:09 INFO SparkContext: Invoking stop() from shutdown hook",
        "26/03/01 02:00:10 ERROR LiveListenerBus: SparkListenerBus has already stopped! Dropping event SparkListenerExecutorMetricsUpdate(1,WrappedArray())",
      ),
    ).toBe("no_failure");
  });

  it("after an attempt that was retried", () => {
    expect(
      outcomeOf(
        "2026-03-01 02:00:00 WARNING Attempt 1 failed, retrying in 5 s",
        "Traceback (most recent call last):",
        '  File "/app/etl.py", line 10, in fetch',
        "    response = session.get(url)",
        "ConnectionResetError: [Errno 104] Connection reset by peer",
        "2026-03-01 02:00:09 INFO ETL run complete.",
      ),
    ).toBe("no_failure");
  });

  it.each([
    "26/03/01 02:00:08 INFO DAGScheduler: Resubmitting ShuffleMapStage 6 due to fetch failure",
    "26/03/01 02:00:08 INFO Scheduler: heartbeat recovered from the Failed state",
  ])("after an error that was made good: %s", (repaired) => {
    const lost =
      "26/03/01 02:00:07 ERROR TaskSchedulerImpl: Lost executor 8 on node-3: executor decommission";
    const end = "26/03/01 02:00:09 INFO DAGScheduler: Job 3 finished: parquet at Load.scala:71";
    expect(outcomeOf(lost, repaired, end)).toBe("no_failure");
    expect(outcomeOf(lost, end)).not.toBe("no_failure");
  });

  it("before Hadoop's counters of attempts that were made good", () => {
    expect(
      outcomeOf(
        "26/03/01 02:00:09 INFO mapreduce.Job: Job job_1 completed successfully",
        "26/03/01 02:00:09 INFO mapreduce.Job: Counters: 34",
        "\tJob Counters ",
        "\t\tFailed map tasks=1",
      ),
    ).toBe("no_failure");
  });

  it("before errors of the runtime's shutdown", () => {
    expect(
      outcomeOf(
        "26/03/01 02:00:09 INFO Load: LOAD FINISHED SUCCESSFULLY",
        "26/03/01 02:00:09 INFO spark.SparkContext: Invoking stop() from shutdown hook",
        "26/03/01 02:00:10 ERROR util.Utils: Uncaught exception in thread shutdown-hook-0",
        "java.lang.NullPointerException",
        "\tat org.apache.spark.util.logging.DriverLogger.stop(DriverLogger.scala:80)",
        "26/03/01 02:00:10 INFO util.ShutdownHookManager: Shutdown hook called",
      ),
    ).toBe("no_failure");
  });

  it("in a table of counts", () => {
    expect(
      outcomeOf(
        "2026-03-01 02:00:09 INFO Job crates turned from state RUNNING to FINISHED.",
        "*****************************",
        "Total Read Count : 3344",
        "Total Write Count : 3344",
        "Total Failed Count : 0",
        "*****************************",
      ),
    ).toBe("no_failure");
  });

  it("after a file that was skipped with a warning", () => {
    expect(
      outcomeOf(
        "02:00:07 WARNING Failed extraction of crate.pdf, skipping",
        "02:00:09 INFO Completed execution in 0.184 min, execution result 0",
      ),
    ).toBe("no_failure");
  });

  it("is named as the reason", () => {
    expect(parseLog(`${START}\n2026-03-01 02:00:09 INFO ETL run complete.`).outcomeReason).toEqual({
      text: "the log ends with “ETL run complete.”",
      line: 2,
    });
  });
});

describe("a log that does not", () => {
  it.each([
    ["a negation", "The run was not completed"],
    ["errors counted", "Job finished with 3 errors"],
    ["a part that failed", "Load done, 2 tables failed"],
    ["a non-zero exit code", "Process completed with exit code 1."],
    ["a condition", "Waiting until the job has finished"],
    ["the start of a run", "Starting job, will report when done"],
    ["no rows", "0 rows written"],
    ["an exit code without the word code", "22 files loaded, exit 1"],
    ["a part of the whole", "22 of 1204 files loaded"],
    ["a count of exceptions", "Tables loaded successfully : 1\nExceptions during table sync : 1"],
    [
      "a success that is taken back",
      "The execution succeeded, but the errors reached the maximum; resulting in failure.",
    ],
    ["an error after it", "ETL run complete.\n2026-03-01 02:00:10 ERROR upload failed: access denied"],
    ["a name with the word", "Reading from table completed_orders"],
  ])("because of %s", (_name, statement) => {
    expect(outcomeOf(START, `2026-03-01 02:00:09 INFO ${statement}`)).not.toBe("no_failure");
  });

  it("because an error came before and was not retried", () => {
    const lines = [
      '2026-03-01 02:00:00 ERROR relation "customers" does not exist',
      "2026-03-01 02:00:09 INFO ETL run complete.",
    ];
    expect(outcomeOf(...lines)).not.toBe("no_failure");
  });

  it("because the process was killed", () => {
    expect(outcomeOf(START, "Wrote 100 rows", "Command exited with return code -9")).not.toBe("no_failure");
  });
});

describe("a verdict of a tool", () => {
  it.each([
    ["SSIS, which succeeded", "DTExec: The package execution returned DTSER_SUCCESS (0).", "no_failure"],
    ["SSIS, which failed", "DTExec: The package execution returned DTSER_FAILURE (1).", "failure"],
    [
      "Flink, which finished",
      "2026-03-04 05:06:07,650 INFO  org.apache.flink.runtime.executiongraph.ExecutionGraph       [] - Job crates (0a1b) switched from state RUNNING to FINISHED.",
      "no_failure",
    ],
    [
      "Flink, which failed",
      "2026-03-04 05:06:07,650 INFO  org.apache.flink.runtime.executiongraph.ExecutionGraph       [] - Job crates (0a1b) switched from state FAILING to FAILED.",
      "failure",
    ],
    ["a shell, asked for the exit code", "C:\\jobs> echo %ERRORLEVEL%\n0", "no_failure"],
    [
      "a container",
      "etl-1 exited with code 0\nAborting on container exit...\n Container ci-etl-1  Stopped",
      "no_failure",
    ],
  ])("of %s", (_name, verdict, outcome) => {
    expect(outcomeOf(START, verdict)).toBe(outcome);
  });

  it("of a shell that shows another exit code is no success", () => {
    expect(outcomeOf(START, "All records loaded, job done", "C:\\jobs> echo %ERRORLEVEL%", "3")).not.toBe(
      "no_failure",
    );
  });
});

it.each([
  "2026-03-01 02:00:09 ERROR Job LOAD_GL completed with status 4",
  "2026-03-01 02:00:09 ERROR run finished",
  "CPF2182 Not authorized to library. Job 118231/ETL/NIGHTLOAD ended abnormally.",
  "Job LOAD_GL ended NOTOK: the trigger file was not created",
  "A job instance already exists and is complete for parameters={date=2026-03-01}",
  'Job "DP"."EXPORT_03" completed with 1 error(s) at Sun Mar 1 02:00:09 2026',
  "Upstream task run 'extract-0' did not reach a 'COMPLETED' state.",
])("takes no error for the end of a good run: %s", (statement) => {
  expect(outcomeOf(START, statement)).not.toBe("no_failure");
});

it("takes no success of another job for that of the one that failed", () => {
  const log = (other: string) => [
    "[2026-03-01 02:00:01] report.ERROR: Cron job update_views has an error: communication link failure",
    `[2026-03-01 02:00:09] report.INFO: Cron job ${other} is successfully finished`,
  ];
  expect(outcomeOf(...log("clean_quotes"))).not.toBe("no_failure");
  expect(outcomeOf(...log("update_views"))).toBe("no_failure");
});

describe("a job of GitHub Actions", () => {
  const job = (line: string) =>
    outcomeOf(
      "2026-03-01T02:00:01.1000000Z ##[group]Run ruby scrape.rb",
      "2026-03-01T02:00:02.1000000Z Selenium driver not found; attempting to install",
      `2026-03-01T02:00:03.1000000Z ${line}`,
      "2026-03-01T02:00:04.1000000Z Post job cleanup.",
      "2026-03-01T02:00:05.1000000Z Cleaning up orphan processes",
    );

  it("succeeded if none of its steps reports an error", () => {
    expect(job("There were no changes.")).toBe("no_failure");
    expect(job("##[error]Process completed with exit code 1.")).not.toBe("no_failure");
  });
});

describe("an error after a part that succeeded", () => {
  it.each([
    [
      "dbt",
      "02:10:31  Done. PASS=20 WARN=0 ERROR=0 SKIP=0 TOTAL=20",
      "2026-03-01 02:10:33 ERROR botocore.exceptions.NoCredentialsError: Unable to locate credentials",
    ],
    [
      "a command of Airflow",
      "[2026-03-01, 02:00:01 UTC] {subprocess.py:110} INFO - Command exited with return code 0",
      "[2026-03-01, 02:00:02 UTC] {taskinstance.py:1} ERROR - could not write XCom: value too large",
    ],
    ["a process", "Process finished with exit code 0", "+ exit 1"],
    [
      "a task, as another line claims",
      "[2026-03-01T02:00:00.000+0000] {x.py:1} INFO - Marking task as SUCCESS. dag_id=a",
      '[2026-03-01T02:00:01.000+0000] {x.py:2} ERROR - relation "raw.orders" does not exist',
    ],
  ])("is no success of the whole: %s", (_name, success, error) => {
    expect(outcomeOf(success)).toBe("no_failure");
    expect(outcomeOf(success, error)).not.toBe("no_failure");
  });

  it("does not count if it is a callback's", () => {
    expect(
      outcomeOf(
        "[2026-03-01T02:00:00.000+0000] {x.py:1} INFO - Marking task as SUCCESS. dag_id=a",
        "[2026-03-01T02:00:01.000+0000] {x.py:2} ERROR - Failed to execute on_success_callback: could not post to chat",
      ),
    ).toBe("no_failure");
  });
});
