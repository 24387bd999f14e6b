import type { CompanyPipeline } from "@/evals/learning/company";

/** What a log is written about. */
export interface LogContext {
  pipeline: CompanyPipeline;
  at: Date;
  random: () => number;
  /** True once the company runs Airflow 3. */
  isAirflow3: boolean;
}

/** An error in the form of a Python traceback: the frame of the pipeline's own code, and the line that says what happened. */
export interface ThrownError {
  file: string;
  function: string;
  code: string;
  error: string;
  /** Lines of output before the error. */
  before?: string[];
}

const NOISE = [
  (n: number) => `read page ${n} of 400`,
  (n: number) => `validated ${n * 37} rows`,
  (n: number) => `wrote part-${String(n).padStart(5, "0")}.parquet`,
  (n: number) => `cache miss for key ${n * 7919}`,
  (n: number) => `connecting to warehouse, attempt ${1 + (n % 2)}`,
  (n: number) => `checkpoint ${n}: lag ${n % 13} s`,
] as const;

function noise({ random }: LogContext): string[] {
  return Array.from({ length: 4 + Math.floor(random() * 20) }, () => {
    const write = NOISE[Math.floor(random() * NOISE.length)] ?? NOISE[0];
    return write(Math.floor(random() * 400));
  });
}

/** Line number of a file that is edited now and then. */
const lineOf = ({ at }: LogContext, file: string): number =>
  20 + ((file.length * 7 + at.getUTCMonth() * 3) % 160);

/** Writes the log of a failed run in the style of its orchestrator. */
export function writeLog(ctx: LogContext, thrown: ThrownError): string {
  switch (ctx.pipeline.style) {
    case "airflow":
      return ctx.isAirflow3 ? airflow3(ctx, thrown) : airflow2(ctx, thrown);
    case "prefect":
      return prefect(ctx, thrown);
    case "dbt":
      return dbt(ctx, thrown);
    case "spark":
      return spark(ctx, thrown);
  }
}

const stamp = ({ at }: LogContext, second: number): string =>
  new Date(at.getTime() + second * 1000).toISOString().replace("Z", "");

function traceback(
  ctx: LogContext,
  { file, function: name, code, error }: ThrownError,
  root: string,
  source: boolean,
): string[] {
  return [
    "Traceback (most recent call last):",
    `  File "${root}/${file}", line ${lineOf(ctx, file)}, in ${name}`,
    ...(source ? [`    ${code}`] : []),
    ...error.split("\n"),
  ];
}

function airflow2(ctx: LogContext, thrown: ThrownError): string {
  const { name, task } = ctx.pipeline;
  const info = [...noise(ctx), ...(thrown.before ?? [])];
  const end = info.length + 1;
  return [
    ...info.map((text, i) => `[${stamp(ctx, i)}+0000] {${task}.py:${40 + i}} INFO - ${text}`),
    `[${stamp(ctx, end)}+0000] {taskinstance.py:2905} ERROR - Task failed with exception`,
    ...traceback(ctx, thrown, "/opt/airflow/dags", true),
    `[${stamp(ctx, end + 1)}+0000] {taskinstance.py:1206} INFO - Marking task as FAILED. dag_id=${name}, task_id=${task}`,
    `[${stamp(ctx, end + 2)}+0000] {local_task_job_runner.py:266} INFO - Task exited with return code 1`,
  ].join("\n");
}

function airflow3(ctx: LogContext, thrown: ThrownError): string {
  const { name, task } = ctx.pipeline;
  const info = [...noise(ctx), ...(thrown.before ?? [])];
  return [
    `[${stamp(ctx, 0)}Z] {task} INFO - ::group::Pre Execute`,
    `[${stamp(ctx, 0)}Z] {task} INFO - ::endgroup::`,
    ...info.map((text, i) => `[${stamp(ctx, i + 1)}Z] {${name}.${task}} INFO - ${text}`),
    `[${stamp(ctx, info.length + 2)}Z] {task} ERROR - Task failed with exception`,
    ...traceback(ctx, thrown, "/opt/airflow/dags", false),
    `[${stamp(ctx, info.length + 3)}Z] {task} INFO - ::group::Post Execute`,
    `[${stamp(ctx, info.length + 3)}Z] {task} INFO - ::endgroup::`,
  ].join("\n");
}

function prefect(ctx: LogContext, thrown: ThrownError): string {
  const run = `Task run '${ctx.pipeline.task}-${Math.floor(ctx.random() * 4096).toString(16)}'`;
  const line = (second: number, level: string, who: string, text: string): string =>
    `${stamp(ctx, second).replace("T", " ")} | ${level.padEnd(7)} | ${who} - ${text}`;
  const info = [...noise(ctx), ...(thrown.before ?? [])];
  const [first = ""] = thrown.error.split("\n");
  const [type = "Exception", ...said] = first.split(": ");
  const short = `${type.split(".").at(-1)}(${JSON.stringify(said.join(": "))})`;
  return [
    ...info.map((text, i) => line(i, "INFO", run, text)),
    line(info.length, "ERROR", run, `Task run failed with exception: ${short}`),
    ...traceback(ctx, thrown, "/opt/prefect/flows", true),
    line(
      info.length + 1,
      "ERROR",
      "prefect.flow_runs",
      `Finished in state Failed("Flow run encountered an exception: ${first}")`,
    ),
  ].join("\n");
}

function dbt(ctx: LogContext, thrown: ThrownError): string {
  const clock = (second: number): string => stamp(ctx, second).slice(11, 19);
  const model = ctx.pipeline.task.replace("model.shop.", "");
  return [
    `${clock(0)}  Running with dbt=1.10.13`,
    `${clock(1)}  Found 88 models, 211 data tests, 14 sources, 602 macros`,
    ...(thrown.before ?? []).map((text) => `${clock(2)}  ${text}`),
    `${clock(3)}  7 of 88 START sql table model shop.${model} ..................... [RUN]`,
    `${clock(5)}  7 of 88 ERROR creating sql table model shop.${model} ............ [ERROR in 1.80s]`,
    `${clock(60)}  Failure in model ${model} (models/${model}.sql)`,
    `${clock(60)}    Database Error in model ${model} (models/${model}.sql)`,
    ...thrown.error.split("\n").map((text) => `  ${text}`),
    `${clock(60)}  Done. PASS=80 WARN=0 ERROR=1 SKIP=7 NO-OP=0 TOTAL=88`,
  ].join("\n");
}

function spark(ctx: LogContext, thrown: ThrownError): string {
  const line = (second: number, level: string, text: string): string =>
    `${stamp(ctx, second).slice(2, 19).replaceAll("-", "/").replace("T", " ")} ${level} ${text}`;
  const info = [...noise(ctx), ...(thrown.before ?? [])];
  return [
    line(0, "INFO", "SparkContext: Running Spark version 3.5.3"),
    ...info.map((text, i) => line(i + 1, "INFO", `Job: ${text}`)),
    line(info.length + 2, "ERROR", "Job: failed"),
    ...traceback(ctx, thrown, "/opt/spark/jobs", true),
    line(info.length + 3, "INFO", "SparkContext: Invoking stop() from shutdown hook"),
  ].join("\n");
}
