import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { makeLog } from "@/bench/make-log";
import { airflowFailure, sendWebhook } from "@/e2e/send-webhook";
import { startProduct, type Product } from "@/e2e/start-product";

/** Size of the log read from the orchestrator, and of the one in a webhook (whose body is limited to 1 MiB). */
const API_LOG_BYTES = 4_600_000;
const WEBHOOK_LOG_BYTES = 900_000;
/** At least this many characters of either log are stored. */
const LARGE_EVIDENCE = 400_000;
const ROUNDS = 3;
/** The probe writes twice a second. */
const PROBE_MS = 1_200;

/**
 * Maximum time the server's event loop is blocked, in milliseconds: at rest, while it accepts and analyzes a webhook with
 * a 0.9 MB log and no error, and while it reads a 4.6 MB log from the orchestrator and analyzes it. Worst and best of
 * three rounds, plus the webhook's response time.
 */
export async function benchLoopDelay(): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), "pd-loop-"));
  const file = join(folder, "delays.jsonl");
  const airflow = await startAirflow(logOf(API_LOG_BYTES));
  const probe = new URL("loop-delay-probe.mjs", import.meta.url).href;
  const product = await startProduct({ env: { NODE_OPTIONS: `--import ${probe}`, LOOP_DELAY_FILE: file } });
  try {
    await connect(product, airflow);
    // The first analysis compiles code; measure a warm server.
    await webhookRound(product, file, "warm_up");
    await apiRound(product, file, "warm_up");
    await sleep(3_000);
    const restFrom = Date.now();
    await sleep(3_000);
    const rest = worst(file, restFrom);
    const webhook: Round[] = [];
    const api: Round[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      webhook.push(await webhookRound(product, file, `round_${round}`));
      api.push(await apiRound(product, file, `round_${round}`));
    }
    return {
      "rest.maxMs": rest,
      ...summary("webhook0.9MB", webhook),
      ...summary("api4.6MB", api),
    };
  } finally {
    await product.stop();
    airflow.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Round {
  blockedMs: number;
  answerMs: number;
}

function summary(name: string, rounds: readonly Round[]): Record<string, number> {
  return {
    [`${name}.maxMs`]: Math.max(...rounds.map((round) => round.blockedMs)),
    [`${name}.bestMaxMs`]: Math.min(...rounds.map((round) => round.blockedMs)),
    [`${name}.answerMs`]: Math.max(...rounds.map((round) => round.answerMs)),
  };
}

function logOf(bytes: number): string {
  const lines = makeLog("airflow-text", 60_000);
  const end = lines.slice(60_000).join("\n");
  return `${lines
    .slice(0, 60_000)
    .join("\n")
    .slice(0, bytes - end.length)}\n${end}\n`;
}

function webhookRound(product: Product, file: string, name: string): Promise<Round> {
  const source = product.firstRun.sources["generic"];
  if (!source) throw new Error("first-run.json has no generic source");
  const log = logOf(WEBHOOK_LOG_BYTES);
  return watch(product, file, () => sendWebhook(source, { pipeline: `large_${name}`, log }));
}

function apiRound(product: Product, file: string, name: string): Promise<Round> {
  const source = product.firstRun.sources["airflow"];
  if (!source) throw new Error("first-run.json has no Airflow source");
  return watch(product, file, () => sendWebhook(source, airflowFailure({ dag_id: `large_${name}` })));
}

/** Sends a webhook, waits for the analysis to end, and returns the longest time the loop was blocked meanwhile. */
async function watch(
  product: Product,
  file: string,
  send: () => ReturnType<typeof sendWebhook>,
): Promise<Round> {
  await sleep(PROBE_MS);
  const from = Date.now();
  const { body, status } = await send();
  const answerMs = Date.now() - from;
  if (status !== 202 || !body.incidentId) throw new Error(`the webhook was answered with ${status}`);
  await waitForAnalysis(product, body.incidentId);
  await sleep(PROBE_MS);
  return { blockedMs: worst(file, from), answerMs };
}

async function waitForAnalysis(product: Product, id: string): Promise<void> {
  for (let i = 0; i < 1_200; i += 1) {
    const { body } = await product.api<{ workflow: { status: string } | null }>(`/api/incidents/${id}`);
    if (body.workflow?.status === "COMPLETED") return checkLog(product, id);
    if (body.workflow?.status === "FAILED") throw new Error(`the analysis of ${id} failed`);
    await sleep(100);
  }
  throw new Error(`incident ${id} was not analyzed within two minutes`);
}

/** Fails unless the large log was actually read; otherwise the figures are meaningless. */
async function checkLog(product: Product, id: string): Promise<void> {
  const { body } = await product.api<{
    items: { kind: string; status: string; message: string | null; text: string }[];
  }>(`/api/incidents/${id}/evidence`);
  const log = body.items.find((piece) => piece.kind === "log" && piece.status === "ok");
  if ((log?.text.length ?? 0) < LARGE_EVIDENCE)
    throw new Error(
      `the log was not read: ${JSON.stringify(body.items.map(({ kind, status, message }) => ({ kind, status, message })))}`,
    );
}

/** The longest time the loop was blocked since `from`, in milliseconds. */
function worst(file: string, from: number): number {
  const rows = readFileSync(file, "utf8").trim().split("\n");
  const samples = rows.map((row) => JSON.parse(row) as { at: number; maxMs: number });
  return Math.max(...samples.filter((row) => row.at >= from).map((row) => row.maxMs));
}

async function connect(product: Product, airflow: Server): Promise<void> {
  const { port } = airflow.address() as AddressInfo;
  const id = product.firstRun.sources["airflow"]?.id;
  const { status } = await product.api(`/api/sources/${id}`, {
    method: "PATCH",
    body: { apiBaseUrl: `http://127.0.0.1:${port}` },
  });
  if (status !== 200) throw new Error(`the source was not connected: ${status}`);
}

/** A stand-in for Airflow 2's API with one failed task and this log. */
async function startAirflow(log: string): Promise<Server> {
  const instance = {
    dag_id: "orders",
    dag_run_id: "run",
    task_id: "transform_orders",
    map_index: -1,
    state: "failed",
    try_number: 1,
    max_tries: 0,
  };
  const server = createServer((request, response) => {
    const path = (request.url ?? "").split("?", 1)[0] ?? "";
    const json = (value: unknown, status = 200) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    if (path === "/api/v1/version") json({ version: "2.10.5" });
    else if (/\/logs\/\d+$/.test(path)) response.writeHead(200, { "content-type": "text/plain" }).end(log);
    else if (path.endsWith("/taskInstances")) json({ task_instances: [instance], total_entries: 1 });
    else if (path.includes("/taskInstances/")) json(instance);
    else if (path.endsWith("/dagRuns")) json({ dag_runs: [], total_entries: 0 });
    else if (path.endsWith("/eventLogs")) json({ event_logs: [], total_entries: 0 });
    else json({ detail: "not found" }, 404);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
