import path from "node:path";
import {
  breakFile,
  connectApi,
  prepareAirflow,
  startAirflow,
  type AirflowHome,
  type AirflowServer,
} from "@/e2e/real/airflow-server";
import { failedAt, waitForIncident } from "@/e2e/real/incidents";
import { PATIENCE_MS, waitFor } from "@/e2e/real/processes";
import type { Product, Source, Summary } from "@/e2e/real/product";
import { describeIncident, timeAfter, type Row } from "@/e2e/real/rows";
import type { Stage } from "@/e2e/real/stage";

const SYSTEM = "Reconciler, Airflow 3.3.2";
/** Runs of `silent_empty` that write rows, so that none is unusual. */
const USUAL_RUNS = 8;
/** Runs of `silent_minutely` before one is missing, so that its rhythm is known. */
const USUAL_MINUTES = 6;
const MINUTE_MS = 60_000;
/** A pass a minute, and 45 s that a pass may take. */
const INTERVAL_MS = 105_000;
/** Airflow has to parse the file before its API says that it is broken. */
const PARSED_MS = 60_000;
/** A missing run must be later than was usual on a busy machine, by three minutes at least. */
const LATE_MS = 300_000;
/** Airflow calls a scheduler unhealthy after 30 s, and the product after three passes. */
const UNHEALTHY_MS = 150_000;

/** What happened on Airflow, and what the product should say of it. */
interface Silent {
  pipeline: string;
  failure: string;
  /** How the incident's title begins; null if it is the cause. */
  title: string | null;
  /** What the root cause must say. */
  cause: RegExp;
  at: string | Date | null;
  /** Completes "34 s after …". */
  event: string;
  withinMs: number;
}

/**
 * Runs DAGs on a real Airflow 3 that report nothing: no callback, no plugin. The reconciler must find a killed task, a green
 * run without rows, a file that cannot be parsed any more, a run that did not start, and a scheduler that stands still.
 */
export async function checkReconciler({ product, folder, surroundings }: Stage): Promise<Row[]> {
  const source = product.firstSource("airflow");
  const home = await prepareAirflow({
    environment: "airflow3",
    folder: path.join(folder, "airflow"),
    examples: ["dags_silent"],
    surroundings,
  });
  const airflow = await startAirflow(home);
  try {
    await connectApi(product, source, home);
    for (let i = 0; i < USUAL_RUNS; i += 1) {
      const run = await airflow.trigger("silent_empty", { conf: { rows: 11_200 + i } });
      await airflow.end("silent_empty", run);
    }
    const rows: Row[] = [];
    for (const happen of [killTask, writeNothing, breakKilled, loseDueTime, stopScheduler])
      rows.push(await checkSilent(product, source, await happen(airflow, home)));
    return rows;
  } finally {
    await airflow.stop();
  }
}

async function killTask({ admin, trigger, end }: AirflowServer): Promise<Silent> {
  const pipeline = "silent_killed";
  const run = await trigger(pipeline);
  await end(pipeline, run);
  return {
    pipeline,
    failure: "SIGKILL",
    title: null,
    cause: /killed/,
    at: await failedAt(admin, pipeline, run),
    event: "the task was killed",
    withinMs: INTERVAL_MS,
  };
}

async function writeNothing({ admin, trigger, end }: AirflowServer): Promise<Silent> {
  const pipeline = "silent_empty";
  const run = await trigger(pipeline, { conf: { rows: 0 } });
  await end(pipeline, run);
  return {
    pipeline,
    failure: "green run with zero rows",
    title: `${pipeline} succeeded with 0 rows`,
    cause: /^The run succeeded with 0 rows, where comparable runs wrote/,
    at: (await admin.dagRun(pipeline, run)).endedAt,
    event: "the run ended",
    withinMs: INTERVAL_MS,
  };
}

async function breakKilled({ dagsFolder }: AirflowServer): Promise<Silent> {
  const file = "silent_killed.py";
  return {
    pipeline: file,
    failure: "file no longer parses",
    title: `${file} cannot be parsed: SyntaxError`,
    cause: /syntax error/,
    at: await breakFile(dagsFolder, file, "def render("),
    event: "the file was saved",
    withinMs: PARSED_MS + INTERVAL_MS,
  };
}

/** Clears the time at which Airflow would start the DAG next, a state that its scheduler logs as an error: no run starts. */
async function loseDueTime({ admin, parts }: AirflowServer, { database }: AirflowHome): Promise<Silent> {
  const pipeline = "silent_minutely";
  const runs = () => admin.listDagRuns(pipeline, { limit: USUAL_MINUTES });
  await waitFor(
    `${USUAL_MINUTES} runs of ${pipeline}`,
    PATIENCE_MS,
    async () => {
      const ended = (await runs()).filter(({ state }) => state === "success");
      return ended.length === USUAL_MINUTES ? true : null;
    },
    { alive: parts, everyMs: 5_000 },
  );
  await database?.execute(`update dag set next_dagrun_create_after = null where dag_id = '${pipeline}'`);
  const [last] = await runs();
  return {
    pipeline,
    failure: "run never started",
    title: `${pipeline} did not run`,
    cause: /has started no run since/,
    at: last?.runAfter ? new Date(Date.parse(last.runAfter) + MINUTE_MS) : null,
    event: "it was due",
    withinMs: LATE_MS + INTERVAL_MS,
  };
}

async function stopScheduler({ parts }: AirflowServer): Promise<Silent> {
  const scheduler = parts.find(({ name }) => name === "airflow scheduler");
  const at = new Date();
  await scheduler?.stop();
  return {
    pipeline: "-",
    failure: "scheduler stands still",
    title: "Airflow is unhealthy",
    cause: /^The orchestrator's health check .* scheduler is unhealthy/,
    at,
    event: "it was stopped",
    withinMs: UNHEALTHY_MS + INTERVAL_MS,
  };
}

/** Waits for the incident, which must be the reconciler's own, and in time. */
async function checkSilent(product: Product, source: Source, silent: Silent): Promise<Row> {
  const { pipeline, failure, title, at, event, withinMs } = silent;
  const isIt = (incident: Summary) =>
    title === null ? incident.pipeline === pipeline : incident.title.startsWith(title);
  const row = { system: SYSTEM, pipeline, failure };
  try {
    const incident = await waitForIncident(product, source, failure, isIt, withinMs + MINUTE_MS);
    const { openedAt, detectedBy, diagnosis } = incident;
    const problems: string[] = [];
    if (!silent.cause.test(diagnosis?.rootCause ?? ""))
      problems.push(`the root cause is not what happened: ${diagnosis?.rootCause ?? "none"}`);
    if (detectedBy !== "reconciler") problems.push(`detected by ${detectedBy}`);
    if (at === null || Date.parse(openedAt) - new Date(at).getTime() > withinMs)
      problems.push(`not within ${withinMs / 1000} s`);
    const found = `${timeAfter(event, at, openedAt)}: ${describeIncident(incident)}`;
    return { ...row, found, problems };
  } catch (error) {
    return { ...row, found: "-", problems: [error instanceof Error ? error.message : String(error)] };
  }
}
