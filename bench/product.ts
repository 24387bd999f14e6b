import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { serveAirflowLogs } from "@/bench/airflow-logs";
import { closedLoop, openLoop, percentile, type Shot } from "@/bench/load";
import { airflowFailure, sendWebhook, signedHeaders } from "@/e2e/send-webhook";
import { startProduct, type Product } from "@/e2e/start-product";

const WARM_UP_SECONDS = 3;
const SECONDS = 8;
const INCIDENTS = 50;
/** Of a task with a connected orchestrator. */
const TRIES = 3;

/**
 * The product as a user runs it: intake under load compared with a trivial route of the same server, time from webhook to
 * diagnosis, startup and memory. On PGlite, or on an empty PostgreSQL database (`databaseUrl`).
 */
export async function benchProduct(databaseUrl?: string): Promise<Record<string, number>> {
  const env: Record<string, string> = {
    // Airflow is served on loopback.
    PD_OUTBOUND_ALLOW: "private,loopback",
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
  };
  const product = await startProduct({ env });
  try {
    await sleep(2_000);
    return {
      readyMs: product.readyMs,
      ...memory(product),
      ...named("first", await diagnosisTimes(product, "first")),
      ...(await diagnosisTimes(product, "burst")),
      ...(await intakeFigures(product)),
      ...named("connected", await connectedFigures(product)),
    };
  } finally {
    await product.stop();
  }
}

/**
 * Intake of failures from 20 pipelines with open incidents, into which they fold (an ongoing storm), and from 20 new ones,
 * whose 20 analyses run during the measurement (`new…`).
 */
async function intakeFigures(product: Product): Promise<Record<string, number>> {
  const { secret, webhookUrl } = sourceOf(product);
  const webhook =
    (dag: string) =>
    (i: number): Shot => {
      const body = JSON.stringify(airflowFailure({ dag_id: `${dag}_${i % 20}` }));
      return { method: "POST", url: webhookUrl, headers: signedHeaders(secret, body), body };
    };
  const bare = (): Shot => ({ method: "GET", url: `${product.url}/health`, headers: {}, body: "" });
  await closedLoop(webhook("known"), { connections: 8, seconds: WARM_UP_SECONDS });
  await closedLoop(bare, { connections: 32, seconds: WARM_UP_SECONDS });
  await idle(product);
  const open = await openLoop(webhook("known"), { perSecond: 100, seconds: SECONDS });
  await idle(product);
  const openNew = await openLoop(webhook("new"), { perSecond: 100, seconds: SECONDS });
  await idle(product);
  const bareBefore = await closedLoop(bare, { connections: 32, seconds: SECONDS });
  const known = await closedLoop(webhook("known"), { connections: 32, seconds: SECONDS });
  const bareAfter = await closedLoop(bare, { connections: 32, seconds: SECONDS });
  const fresh = await closedLoop(webhook("newer"), { connections: 32, seconds: SECONDS });
  const barePerSecond = (bareBefore.perSecond + bareAfter.perSecond) / 2;
  return {
    openP50Ms: open.p50Ms,
    openP95Ms: open.p95Ms,
    openNewP50Ms: openNew.p50Ms,
    openNewP95Ms: openNew.p95Ms,
    failed: open.failed + openNew.failed + known.failed + fresh.failed,
    barePerSecond,
    webhooksPerSecond: known.perSecond,
    ratioToBare: known.perSecond / barePerSecond,
    newWebhooksPerSecond: fresh.perSecond,
    newRatioToBare: fresh.perSecond / barePerSecond,
  };
}

/**
 * With an orchestrator connected: times to diagnosis with the logs of three tries each and the difference to the last good
 * run, and intake of new failures meanwhile.
 */
async function connectedFigures(product: Product): Promise<Record<string, number>> {
  const airflow = await serveAirflowLogs({ failedBytes: 1e6, otherBytes: 1e6, tries: TRIES });
  const { id, secret, webhookUrl } = sourceOf(product);
  const connect = (apiBaseUrl: string | null) =>
    product.api(`/api/sources/${id}`, { method: "PATCH", body: { apiBaseUrl } });
  try {
    await connect(airflow.url);
    const burst = await diagnosisTimes(product, "connected", TRIES);
    const shot = (i: number): Shot => {
      const body = JSON.stringify(airflowFailure({ dag_id: `connected_new_${i % 20}`, try_number: TRIES }));
      return { method: "POST", url: webhookUrl, headers: signedHeaders(secret, body), body };
    };
    const open = await openLoop(shot, { perSecond: 100, seconds: SECONDS });
    await idle(product);
    return {
      ...burst,
      logsRead: airflow.logsSent(),
      openP50Ms: open.p50Ms,
      openP95Ms: open.p95Ms,
      failed: open.failed,
    };
  } finally {
    await connect(null);
    airflow.close();
  }
}

function sourceOf(product: Product) {
  const source = product.firstRun.sources["airflow"];
  if (!source) throw new Error("first-run.json has no Airflow source");
  return source;
}

interface IncidentAnswer {
  openedAt: string;
  diagnosis: { createdAt: string; outcome: string } | null;
}

/** The same figures with prefixed names. */
function named(prefix: string, figures: Record<string, number>): Record<string, number> {
  const rename = (name: string) => `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [rename(name), value]));
}

/**
 * Sends 50 different failures at once and measures the time from arrival to the stored built-in diagnosis, by the server's
 * clock. The first call measures a cold server.
 */
async function diagnosisTimes(
  product: Product,
  name: string,
  tryNumber = 1,
): Promise<Record<string, number>> {
  const answers = await Promise.all(
    Array.from({ length: INCIDENTS }, (_, i) =>
      sendWebhook(sourceOf(product), airflowFailure({ dag_id: `${name}_${i}`, try_number: tryNumber })),
    ),
  );
  const ids = answers.map((answer) => answer.body.incidentId).filter((id) => typeof id === "string");
  const times: number[] = [];
  for (const id of ids) times.push(await timeToDiagnosis(product, id));
  const sorted = times.toSorted((a, b) => a - b);
  await idle(product);
  return {
    diagnosed: sorted.length,
    diagnosisP50Ms: percentile(sorted, 0.5),
    diagnosisP95Ms: percentile(sorted, 0.95),
  };
}

async function timeToDiagnosis(product: Product, id: string): Promise<number> {
  for (let i = 0; i < 600; i++) {
    const { body } = await product.api<IncidentAnswer>(`/api/incidents/${id}`);
    if (body.diagnosis) return Date.parse(body.diagnosis.createdAt) - Date.parse(body.openedAt);
    await sleep(50);
  }
  throw new Error(`incident ${id} was not diagnosed within 30 s`);
}

/** Waits until no workflow runs, so that measurements do not affect each other. */
async function idle(product: Product): Promise<void> {
  for (let i = 0; i < 600; i++) {
    const { body } = await product.api<{ checks: { workflows: { message?: string } } }>("/ready");
    if (body.checks.workflows.message?.includes("0 running, 0 queued")) return;
    await sleep(100);
  }
}

/** Resident memory of the idle server and its child processes, in MiB. */
function memory(product: Product): Record<string, number> {
  const rows = execFileSync("ps", ["-eo", "pid=,ppid=,rss="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const mib = (pid: number) => (rows.find((row) => row[0] === pid)?.[2] ?? 0) / 1024;
  const children = rows.filter((row) => row[1] === product.child.pid).map((row) => row[0] ?? 0);
  return {
    serverMiB: mib(product.child.pid ?? 0),
    childrenMiB: children.reduce((sum, pid) => sum + mib(pid), 0),
  };
}
