import path from "node:path";
import { endAll, startAll, type StartedRun } from "@/e2e/real/airflow";
import {
  breakFile,
  prepareAirflow,
  startAirflow,
  type AirflowHome,
  type AirflowServer,
} from "@/e2e/real/airflow-server";
import { AIRFLOW_EXPECTATIONS, type Expectation } from "@/e2e/real/expectations";
import { failedAt, settledIncidents, waitForIncident } from "@/e2e/real/incidents";
import { installPlugin } from "@/e2e/real/plugin";
import { PATIENCE_MS } from "@/e2e/real/processes";
import type { Delivery, Incident, Product, Source } from "@/e2e/real/product";
import { describeIncident, timeAfter, type Row } from "@/e2e/real/rows";
import { readSetup } from "@/e2e/real/snippets";
import type { Stage } from "@/e2e/real/stage";

/** The examples of `dags/`, without their callbacks. */
const EXAMPLES = ["dags", "dags_plain"];
/** What the issue promises for a fresh Airflow. */
const FIRST_INCIDENT_WITHIN_MS = 300_000;
const REPORTED_WITHIN_MS = 120_000;
/** The first example; its file is broken at the end. */
const FIRST = { pipeline: "orders_daily", file: "orders_python_error.py", line: "def transform(" };

/** An Airflow that only one reporter tells about: its API is not connected, and no DAG has a callback. */
interface Reported {
  system: string;
  product: Product;
  source: Source;
  airflow: AirflowServer;
}

/** The plugin alone: installed as the Setup page says, and no DAG is edited. */
export async function checkPlugin(stage: Stage): Promise<Row[]> {
  const start = { at: new Date(), event: "pip install began" };
  const source = stage.product.firstSource("airflow");
  const home = await prepare(stage, "airflow3");
  await installPlugin(await readSetup(stage.product, source), home);
  const airflow = await startAirflow(home);
  const reported = { system: "Plugin, Airflow 3.3.2", product: stage.product, source, airflow };
  try {
    return [...(await checkExamples(reported, start)), await checkBrokenFile(reported)];
  } finally {
    await airflow.stop();
  }
}

/** OpenLineage alone: Airflow's provider, with the settings that the Setup page shows. */
export async function checkOpenLineage(stage: Stage): Promise<Row[]> {
  const start = { at: new Date(), event: "Airflow was configured" };
  const source = stage.product.firstSource("openlineage");
  const home = await prepare(stage, "openlineage");
  Object.assign(home.env, (await readSetup(stage.product, source)).environment("airflow"));
  const airflow = await startAirflow(home);
  try {
    const system = "OpenLineage, Airflow 3.3.2";
    return await checkExamples({ system, product: stage.product, source, airflow }, start);
  } finally {
    await airflow.stop();
  }
}

function prepare(
  { folder, surroundings }: Stage,
  environment: "airflow3" | "openlineage",
): Promise<AirflowHome> {
  return prepareAirflow({
    environment,
    folder: path.join(folder, "airflow"),
    examples: EXAMPLES,
    surroundings,
  });
}

interface Start {
  at: Date;
  /** Completes "34 s after …". */
  event: string;
}

/** From nothing set up to the first incident, with Airflow's own start. */
async function checkFirstIncident({ system, product, source }: Reported, start: Start): Promise<Row> {
  const incident = await waitForIncident(
    product,
    source,
    FIRST.pipeline,
    ({ pipeline }) => pipeline === FIRST.pipeline,
    PATIENCE_MS,
  );
  const tookMs = Date.parse(incident.openedAt) - start.at.getTime();
  return {
    system,
    pipeline: FIRST.pipeline,
    failure: "first incident",
    found: `${timeAfter(start.event, start.at, incident.openedAt)}: ${describeIncident(incident)}`,
    problems: tookMs > FIRST_INCIDENT_WITHIN_MS ? [`not within ${FIRST_INCIDENT_WITHIN_MS / 1000} s`] : [],
  };
}

/** Runs the examples, one of them before the others, and compares the incidents with what happened. */
async function checkExamples(reported: Reported, start: Start): Promise<Row[]> {
  const { system, product, source, airflow } = reported;
  const names = AIRFLOW_EXPECTATIONS.map(({ pipeline }) => pipeline);
  await airflow.parsed(names);
  const runs = await startAll(airflow, [FIRST.pipeline]);
  const first = await checkFirstIncident(reported, start);
  const others = names.filter((name) => name !== FIRST.pipeline);
  runs.push(...(await startAll(airflow, others)));
  await endAll(airflow, AIRFLOW_EXPECTATIONS, runs);
  const expected = AIRFLOW_EXPECTATIONS.filter(({ incident }) => incident !== null);
  const isSettled = (incidents: readonly Incident[]) =>
    expected.every(({ pipeline }) => incidents.some((incident) => isDiagnosed(incident, pipeline)));
  const incidents = await settledIncidents(product, source, isSettled, REPORTED_WITHIN_MS);
  const deliveries = await product.deliveries(source.id);
  const rows: Row[] = [first];
  for (const run of runs) {
    const example = AIRFLOW_EXPECTATIONS.find(({ pipeline }) => pipeline === run.dag);
    if (example?.incident === null) rows.push(judgeRetry(system, example, incidents, deliveries));
    else if (example) rows.push(await judgeFailure(reported, example, run, incidents, deliveries));
  }
  const uninvited = incidents.filter(({ pipeline }) => pipeline === null || !names.includes(pipeline));
  const quarantined = deliveries.filter(({ status }) => status === "quarantined");
  const problems = [
    ...uninvited.map((incident) => `unexpected incident ${describeIncident(incident)}`),
    ...quarantined.map(({ reason }) => `quarantined: ${reason}`),
  ];
  const found = `${deliveries.length} deliveries, ${incidents.length} incidents`;
  return [...rows, { system, pipeline: "(webhooks)", failure: "-", found, problems }];
}

function isDiagnosed({ pipeline, diagnosis }: Incident, name: string): boolean {
  return pipeline === name && diagnosis !== null;
}

/** A task that succeeds on a retry opens nothing, although its failed try was reported. */
function judgeRetry(
  system: string,
  { pipeline, failure }: Expectation,
  incidents: readonly Incident[],
  deliveries: readonly Delivery[],
): Row {
  const opened = incidents.find((incident) => incident.pipeline === pipeline);
  const failed = deliveries.filter(
    ({ body }) => body.includes(pipeline) && /"on_retry_callback"|"eventType": ?"FAIL"/.test(body),
  );
  const problems: string[] = [];
  if (opened) problems.push("it should open nothing");
  if (failed.length === 0) problems.push("its failed try was not reported");
  const found = opened ? describeIncident(opened) : `no incident; failed tries reported: ${failed.length}`;
  return { system, pipeline, failure, found, problems };
}

/** One incident for a failure, which says what happened. */
async function judgeFailure(
  { system, airflow }: Reported,
  { pipeline, failure, incident: wanted }: Expectation,
  { run }: StartedRun,
  incidents: readonly Incident[],
  deliveries: readonly Delivery[],
): Promise<Row> {
  const row = { system, pipeline, failure };
  const [found, ...others] = incidents.filter((incident) => incident.pipeline === pipeline);
  if (!found) return { ...row, found: "-", problems: ["no incident"] };
  const at = await failedAt(airflow.admin, pipeline, run);
  const problems: string[] = [];
  if (others.length > 0) problems.push(`${others.length + 1} incidents instead of one`);
  if (found.occurrenceCount !== 1) problems.push(`counted ${found.occurrenceCount} times`);
  const says = [found.title, found.diagnosis?.rootCause ?? ""].join("\n");
  if (wanted && !wanted.causeHolds.test(says)) problems.push(`it does not say ${String(wanted.causeHolds)}`);
  const reporter = reporterOf(found, deliveries);
  const when = `${timeAfter("the task ended", at, found.openedAt)}, reported by the ${reporter}`;
  return { ...row, found: `${when}: ${describeIncident(found)}`, problems };
}

/** Which report opened the incident: that of the task's own process, or that of its run. */
function reporterOf({ id }: Incident, deliveries: readonly Delivery[]): string {
  const first = deliveries.findLast(({ incidentId }) => incidentId === id);
  if (!first) return "nobody";
  const isRun = /"scope": ?"dag"|"jobType": ?"DAG"/.test(first.body);
  return isRun ? "run" : "task";
}

/** Breaks a file while Airflow runs. */
async function checkBrokenFile({ system, product, source, airflow }: Reported): Promise<Row> {
  const row = { system, pipeline: FIRST.file, failure: "file no longer parses" };
  const brokenAt = await breakFile(airflow.dagsFolder, FIRST.file, FIRST.line);
  const incident = await waitForIncident(
    product,
    source,
    row.failure,
    ({ title }) => title.startsWith(`${FIRST.file} cannot be imported: `),
    REPORTED_WITHIN_MS,
  ).catch(() => null);
  if (!incident)
    return { ...row, found: "no incident", problems: [`not within ${REPORTED_WITHIN_MS / 1000} s`] };
  const found = `${timeAfter("the file was saved", brokenAt, incident.openedAt)}: ${describeIncident(incident)}`;
  return { ...row, found, problems: [] };
}
