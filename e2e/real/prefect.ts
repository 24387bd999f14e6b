import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import path from "node:path";
import type { Surroundings } from "@/e2e/real/airflow-server";
import { ensureEnvironment } from "@/e2e/real/environments";
import {
  PATIENCE_MS,
  cleanEnv,
  freePort,
  runToEnd,
  start,
  waitFor,
  type Started,
} from "@/e2e/real/processes";
import type { Product, Source } from "@/e2e/real/product";
import { readSetup, saveSnippet } from "@/e2e/real/snippets";
import { createPrefectClient } from "@/lib/vendors/prefect/client";

const POOL = "local";
/** Each run is a Python process of its own, so only some may run at once. */
const WORKER = `worker start --pool ${POOL} --type process --name worker-1 --limit 4`.split(" ");
const ENDED = new Set(["COMPLETED", "FAILED", "CRASHED", "CANCELLED"]);

const LONG_AGO = "2026-01-05T09:00:00Z";

interface Example {
  flow: string;
  entrypoint: string;
  ends: string;
  /** Cloned by Prefect from a git repository, which the product knows. */
  isInRepository?: true;
  parameters?: Record<string, unknown>;
  /** A user cancels it while it runs. */
  isCancelled?: true;
}

/** File and function of each example, and the flow's name; subflows run inside their parents. */
const FLOWS: readonly Example[] = [
  { flow: "customers-daily", entrypoint: "customers_python_error.py:customers", ends: "FAILED" },
  { flow: "invoices-mart", entrypoint: "invoices_sql_error.py:invoices", ends: "FAILED" },
  { flow: "forecast-train", entrypoint: "forecast_missing_module.py:forecast", ends: "CRASHED" },
  { flow: "stock-daily", entrypoint: "stock_missing_file.py:stock", ends: "FAILED" },
  { flow: "ledger-yearly", entrypoint: "ledger_nested.py:yearly", ends: "FAILED" },
  { flow: "catalog-publish", entrypoint: "catalog_own_error.py:publish", ends: "FAILED" },
  { flow: "prices-hourly", entrypoint: "prices_retry_then_ok.py:prices", ends: "COMPLETED" },
  { flow: "events-hourly", entrypoint: "events_retry_then_fail.py:events", ends: "FAILED" },
  { flow: "images-resize", entrypoint: "images_killed.py:images", ends: "CRASHED" },
  ...(
    [
      { flow: "report-weekly", entrypoint: "report_unpicklable.py:report", ends: "FAILED" },
      { flow: "orders-import", entrypoint: "orders_cache_warning.py:orders", ends: "FAILED" },
      { flow: "model-training", entrypoint: "training_timeout.py:training", ends: "FAILED" },
      {
        flow: "export-nightly",
        entrypoint: "export_bad_parameter.py:export",
        ends: "FAILED",
        parameters: { batch_size: "many" },
      },
      {
        flow: "backup-nightly",
        entrypoint: "backup_cancelled.py:backup",
        ends: "CANCELLED",
        isCancelled: true,
      },
      { flow: "crm-sync", entrypoint: "crm_missing_block.py:sync", ends: "FAILED" },
      { flow: "geo-enrich", entrypoint: "geo_concurrent.py:enrich", ends: "FAILED" },
      { flow: "users-load", entrypoint: "users_unique_violation.py:users", ends: "FAILED" },
      { flow: "billing-export", entrypoint: "billing_missing_env.py:export", ends: "FAILED" },
      { flow: "regions-daily", entrypoint: "regions_subflow.py:daily", ends: "FAILED" },
    ] satisfies Example[]
  ).map((example) => ({ ...example, isInRepository: true as const })),
];

/**
 * Starts a real Prefect server and worker with the example flows, connects them as the Setup page describes, runs every
 * flow once and waits for all of them. Leaves the server running, because the product reads its API.
 */
export async function runPrefect(
  product: Product,
  source: Source,
  folder: string,
  surroundings: Surroundings,
): Promise<{ stop(): Promise<void> }> {
  const bin = await ensureEnvironment("prefect3");
  const flows = path.join(folder, "flows");
  await mkdir(flows, { recursive: true });
  await cp(path.resolve("e2e/real/flows"), flows, {
    recursive: true,
    filter: (file) => !file.includes("__pycache__"),
  });
  const repository = await createRepository(path.join(folder, "pipelines"));
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
    WAREHOUSE_URL: surroundings.warehouseUrl,
    PARTNER_API: surroundings.partnerApiUrl,
    ...setup.environment("environment"),
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
      PATIENCE_MS,
      async () => ((await fetch(`${api}/health`)).ok ? true : null),
      { alive: started },
    );
    await runToEnd(path.join(bin, "python"), ["connect.py"], { cwd: folder, env });
    const test = await product.connect(source.id, api, null, repository.path);
    if (!test.ok) throw new Error(`the product cannot read Prefect's API: ${test.detail}`);
    await post(api, "/work_pools/", { name: POOL, type: "process", base_job_template: {} });
    started.push(run("worker", WORKER));
    const runs = await deployAndRun(api, flows, repository);
    await cancelRunning(api, started, runs);
    await waitUntilEnded(api, started, runs);
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Run extends Example {
  id: string;
}

async function deployAndRun(api: string, flows: string, repository: Repository): Promise<Run[]> {
  const runs = [];
  for (const example of FLOWS) {
    const { flow, entrypoint, isInRepository, parameters } = example;
    const { id: flowId } = await post(api, "/flows/", { name: flow });
    const code = isInRepository
      ? { entrypoint: `flows/${entrypoint}`, pull_steps: [cloneStep(repository)] }
      : {
          entrypoint,
          pull_steps: [{ "prefect.deployments.steps.set_working_directory": { directory: flows } }],
        };
    const deployment = await post(api, "/deployments/", {
      name: "example",
      flow_id: flowId,
      path: ".",
      work_pool_name: POOL,
      ...code,
    });
    const { id } = await post(api, `/deployments/${deployment.id}/create_flow_run`, {
      state: { type: "SCHEDULED" },
      parameters: parameters ?? {},
    });
    runs.push({ ...example, id });
  }
  return runs;
}

interface Repository {
  path: string;
  /** The commit that the deployments pin; the branch has a later one. */
  deployed: string;
}

/** A repository with the flows, in which a later commit has moved every line. */
async function createRepository(folder: string): Promise<Repository> {
  await cp(path.resolve("e2e/real/flows_git"), folder, {
    recursive: true,
    filter: (file) => !file.includes("__pycache__"),
  });
  const gitAt = (env: Record<string, string>, ...args: string[]) =>
    runToEnd("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", ...args], {
      cwd: folder,
      env: cleanEnv(env),
    });
  const git = (...args: string[]) => gitAt({}, ...args);
  await git("init", "--quiet", "--initial-branch", "main");
  await git("add", ".");
  // Deployed long before the failures, whose cause it therefore is not.
  const longAgo = { GIT_AUTHOR_DATE: LONG_AGO, GIT_COMMITTER_DATE: LONG_AGO };
  await gitAt(longAgo, "commit", "--quiet", "--message", "add the flows");
  const deployed = (await git("rev-parse", "HEAD")).trim();
  for (const name of await readdir(path.join(folder, "flows"))) {
    if (!name.endsWith(".py")) continue;
    const file = path.join(folder, "flows", name);
    await writeFile(file, `# Not deployed yet.\n\n${await readFile(file, "utf8")}`);
  }
  await git("commit", "--quiet", "--all", "--message", "prepare the next release");
  return { path: folder, deployed };
}

function cloneStep({ path: folder, deployed }: Repository) {
  return { "prefect.deployments.steps.git_clone": { repository: folder, commit_sha: deployed } };
}

async function cancelRunning(api: string, alive: readonly Started[], runs: readonly Run[]): Promise<void> {
  const client = createPrefectClient({ baseUrl: api, credentials: null });
  for (const { flow, id } of runs.filter(({ isCancelled }) => isCancelled)) {
    await waitFor(
      `flow ${flow} to run`,
      PATIENCE_MS,
      async () => ((await client.flowRun(id)).stateType === "RUNNING" ? true : null),
      { alive, everyMs: 1_000 },
    );
    await post(api, `/flow_runs/${id}/set_state`, { state: { type: "CANCELLING", name: "Cancelling" } });
  }
}

async function waitUntilEnded(api: string, alive: readonly Started[], runs: readonly Run[]): Promise<void> {
  const client = createPrefectClient({ baseUrl: api, credentials: null });
  for (const { flow, id, ends } of runs) {
    const state = await waitFor(
      `flow ${flow} to end`,
      PATIENCE_MS,
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
