import { cp, mkdir } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import path from "node:path";
import { ensureEnvironment } from "@/e2e/real/environments";
import { cleanEnv, freePort, runToEnd, start, waitFor, type Started } from "@/e2e/real/processes";
import type { Product, Source } from "@/e2e/real/product";
import { readSetup, saveSnippet } from "@/e2e/real/snippets";
import { createPrefectClient } from "@/lib/vendors/prefect/client";

const POOL = "local";
const ENDED = new Set(["COMPLETED", "FAILED", "CRASHED", "CANCELLED"]);

/** File and function of each example, and the flow's name; subflows run inside their parents. */
const FLOWS: readonly { flow: string; entrypoint: string; ends: string }[] = [
  { flow: "customers-daily", entrypoint: "customers_python_error.py:customers", ends: "FAILED" },
  { flow: "invoices-mart", entrypoint: "invoices_sql_error.py:invoices", ends: "FAILED" },
  { flow: "forecast-train", entrypoint: "forecast_missing_module.py:forecast", ends: "CRASHED" },
  { flow: "stock-daily", entrypoint: "stock_missing_file.py:stock", ends: "FAILED" },
  { flow: "ledger-yearly", entrypoint: "ledger_nested.py:yearly", ends: "FAILED" },
  { flow: "catalog-publish", entrypoint: "catalog_own_error.py:publish", ends: "FAILED" },
  { flow: "prices-hourly", entrypoint: "prices_retry_then_ok.py:prices", ends: "COMPLETED" },
  { flow: "events-hourly", entrypoint: "events_retry_then_fail.py:events", ends: "FAILED" },
  { flow: "images-resize", entrypoint: "images_killed.py:images", ends: "CRASHED" },
];

/**
 * Starts a real Prefect server and worker with the example flows, connects them as the Setup page describes, runs every
 * flow once and waits for all of them. Leaves the server running, because the product reads its API.
 */
export async function runPrefect(
  product: Product,
  source: Source,
  folder: string,
): Promise<{ stop(): Promise<void> }> {
  const bin = await ensureEnvironment("prefect3");
  const flows = path.join(folder, "flows");
  await mkdir(flows, { recursive: true });
  await cp(path.resolve("e2e/real/flows"), flows, {
    recursive: true,
    filter: (file) => !file.includes("__pycache__"),
  });
  const setup = await readSetup(product, source);
  await saveSnippet(setup, "hook", flows, "pipeline_debugger_hook.py");
  await saveSnippet(setup, "connect", folder, "connect.py");
  const port = await freePort();
  const api = `http://127.0.0.1:${port}/api`;
  const env = cleanEnv({
    PATH: `${bin}:${process.env["PATH"] ?? ""}`,
    PREFECT_HOME: path.join(folder, "home"),
    PREFECT_API_URL: api,
    PREFECT_SERVER_ANALYTICS_ENABLED: "false",
    DO_NOT_TRACK: "1",
    TMPDIR: folder,
    PYTHONDONTWRITEBYTECODE: "1",
    ...setup.environment,
  });
  const run = (name: string, args: readonly string[]) =>
    start(`prefect ${name}`, path.join(bin, "prefect"), args, {
      cwd: folder,
      env,
      logFile: path.join(folder, `${name}.log`),
    });
  const started: Started[] = [
    run("server", ["server", "start", "--host", "127.0.0.1", "--port", String(port)]),
  ];
  const stop = async () => {
    // The worker first, because it reports to the server while it shuts down.
    for (const program of started.toReversed()) await program.stop();
  };
  try {
    await waitFor(
      "Prefect's server",
      120_000,
      async () => ((await fetch(`${api}/health`)).ok ? true : null),
      { alive: started },
    );
    await runToEnd(path.join(bin, "python"), ["connect.py"], { cwd: folder, env });
    const test = await product.connect(source.id, api, null);
    if (!test.ok) throw new Error(`the product cannot read Prefect's API: ${test.detail}`);
    await post(api, "/work_pools/", { name: POOL, type: "process", base_job_template: {} });
    started.push(
      run("worker", ["worker", "start", "--pool", POOL, "--type", "process", "--name", "worker-1"]),
    );
    const runs = await deployAndRun(api, flows);
    await waitUntilEnded(api, started, runs);
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function deployAndRun(
  api: string,
  flows: string,
): Promise<{ flow: string; id: string; ends: string }[]> {
  const runs = [];
  for (const { flow, entrypoint, ends } of FLOWS) {
    const { id: flowId } = await post(api, "/flows/", { name: flow });
    const deployment = await post(api, "/deployments/", {
      name: "example",
      flow_id: flowId,
      entrypoint,
      path: ".",
      work_pool_name: POOL,
      pull_steps: [{ "prefect.deployments.steps.set_working_directory": { directory: flows } }],
    });
    const { id } = await post(api, `/deployments/${deployment.id}/create_flow_run`, {
      state: { type: "SCHEDULED" },
    });
    runs.push({ flow, id, ends });
  }
  return runs;
}

async function waitUntilEnded(
  api: string,
  alive: readonly Started[],
  runs: readonly { flow: string; id: string; ends: string }[],
): Promise<void> {
  const client = createPrefectClient({ baseUrl: api, credentials: null });
  for (const { flow, id, ends } of runs) {
    const state = await waitFor(
      `flow ${flow} to end`,
      300_000,
      async () => {
        const { stateType } = await client.flowRun(id);
        return stateType !== null && ENDED.has(stateType) ? stateType : null;
      },
      { alive, everyMs: 1_000 },
    );
    if (state !== ends) throw new Error(`The example ${flow} ended as ${state}, not as ${ends}.`);
  }
}

const TRIES = 5;

/** Prefect answers 503 while its SQLite database is locked; its own client retries too. */
async function post(api: string, route: string, body: unknown, tries = TRIES): Promise<{ id: string }> {
  const response = await fetch(api + route, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (response.status === 503 && tries > 1) {
    await sleep(1_000);
    return post(api, route, body, tries - 1);
  }
  if (!response.ok)
    throw new Error(`Prefect answered POST ${route} with ${response.status}: ${text.slice(0, 300)}`);
  return JSON.parse(text) as { id: string };
}
