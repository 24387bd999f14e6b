import { cp, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  PATIENCE_MS,
  cleanEnv,
  freePort,
  runToEnd,
  start,
  waitFor,
  type Started,
} from "@/e2e/real/processes";
import { ensureEnvironment } from "@/e2e/real/environments";
import { AIRFLOW_EXPECTATIONS, type Expectation } from "@/e2e/real/expectations";
import { AIRFLOW3_EXPECTATIONS } from "@/e2e/real/expectations-airflow3";
import type { Product, Source } from "@/e2e/real/product";
import { readSetup, saveSnippet } from "@/e2e/real/snippets";
import { createAirflowClient, type AirflowClient } from "@/lib/vendors/airflow/client";

const PASSWORD = "only-on-loopback";
const FINISHED = new Set(["success", "failed"]);

/** The DAG that a user marks as failed while its task runs. */
const STOPPED = { dag: "ledger_close", task: "close_books" };

/** What the examples connect to. */
export interface Surroundings {
  warehouseUrl: string;
  /** For the data of Airflow 3, which locks a SQLite file against itself on a busy machine. */
  airflowDatabaseUrl: string;
  partnerApiUrl: string;
}

/** The examples of an Airflow version. */
export function expectationsFor(version: 2 | 3): readonly Expectation[] {
  return version === 3 ? AIRFLOW3_EXPECTATIONS : AIRFLOW_EXPECTATIONS;
}

interface Home {
  folder: string;
  bin: string;
  url: string;
  env: Record<string, string>;
}

/**
 * Starts a real Airflow with the example DAGs, connects it as the Setup page describes, runs every DAG once and waits for
 * all of them. Leaves it running, because the product reads its API.
 */
export async function runAirflow(
  version: 2 | 3,
  product: Product,
  source: Source,
  folder: string,
  surroundings: Surroundings,
): Promise<{ stop(): Promise<void> }> {
  const expectations = expectationsFor(version);
  const bin = await ensureEnvironment(version === 3 ? "airflow3" : "airflow2");
  const examples = version === 3 ? ["dags", "dags3"] : ["dags"];
  const home = await prepare(version, bin, product, source, folder, surroundings, examples);
  const started = version === 3 ? await startAirflow3(home) : await startAirflow2(home);
  const stop = async () => {
    await Promise.all(started.map((item) => item.stop()));
  };
  try {
    const admin = createAirflowClient({
      baseUrl: home.url,
      credentials: { username: "admin", password: PASSWORD },
      timeoutMs: 60_000,
    });
    await waitUntilParsed(admin, expectations, started);
    const test = await product.connect(source.id, home.url, { username: "viewer", password: PASSWORD });
    if (!test.ok) throw new Error(`the product cannot read Airflow's API: ${test.detail}`);
    const runs = [];
    // One after the other, with retries: Airflow on SQLite answers 500 while its database is busy.
    for (const { pipeline } of expectations) {
      runs.push(
        await waitFor(`${pipeline} to start`, PATIENCE_MS, () => trigger(version, home.url, pipeline)),
      );
    }
    const stopped = runs.find(({ dag }) => dag === STOPPED.dag);
    if (stopped) await markFailed(admin, home.url, stopped.run, started);
    await waitUntilFinished(admin, expectations, started, runs);
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Starts an Airflow 3 with the DAGs of a folder beside this file, which report nothing, and connects it to the product's
 * API only.
 */
export async function startSilentAirflow(
  product: Product,
  source: Source,
  folder: string,
  surroundings: Surroundings,
  examples: string,
): Promise<{
  dagsFolder: string;
  admin: AirflowClient;
  trigger(dag: string, conf?: object): Promise<string>;
  stop(): Promise<void>;
}> {
  const bin = await ensureEnvironment("airflow3");
  const home = await prepare(3, bin, product, source, folder, surroundings, [examples]);
  // Its files change, and new ones must be seen soon.
  home.env["AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL"] = "10";
  home.env["AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL"] = "10";
  const started = await startAirflow3(home);
  const credentials = { username: "admin", password: PASSWORD };
  const admin = createAirflowClient({ baseUrl: home.url, credentials, timeoutMs: 60_000 });
  await waitFor("Airflow to answer", PATIENCE_MS, () => admin.health(), { alive: started, everyMs: 2_000 });
  const test = await product.connect(source.id, home.url, { username: "viewer", password: PASSWORD });
  if (!test.ok) throw new Error(`the product cannot read Airflow's API: ${test.detail}`);
  return {
    dagsFolder: path.join(folder, "dags"),
    admin,
    trigger: async (dag, conf = {}) => (await trigger(3, home.url, dag, conf)).run,
    stop: async () => {
      await Promise.all(started.map((item) => item.stop()));
    },
  };
}

async function prepare(
  version: 2 | 3,
  bin: string,
  product: Product,
  source: Source,
  folder: string,
  surroundings: Surroundings,
  exampleFolders: readonly string[],
): Promise<Home> {
  const dags = path.join(folder, "dags");
  await mkdir(dags, { recursive: true });
  for (const examples of exampleFolders) {
    await cp(path.resolve("e2e/real", examples), dags, {
      recursive: true,
      filter: (file) => !file.includes("__pycache__"),
    });
  }
  const setup = await readSetup(product, source);
  await saveSnippet(setup, "callback", dags, "pipeline_debugger_callback.py");
  const [port, logPort, triggerPort] = await Promise.all([freePort(), freePort(), freePort()]);
  const url = `http://127.0.0.1:${port}`;
  const common = {
    PATH: `${bin}:${process.env["PATH"] ?? ""}`,
    AIRFLOW_HOME: folder,
    TMPDIR: folder,
    AIRFLOW__CORE__DAGS_FOLDER: dags,
    AIRFLOW__CORE__LOAD_EXAMPLES: "False",
    // Airflow takes only files that hold the words "dag" and "airflow" otherwise.
    AIRFLOW__CORE__DAG_DISCOVERY_SAFE_MODE: "False",
    AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION: "False",
    AIRFLOW__CORE__FERNET_KEY: "",
    AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT: String(logPort),
    AIRFLOW__LOGGING__TRIGGER_LOG_SERVER_PORT: String(triggerPort),
    AIRFLOW__USAGE_DATA_COLLECTION__ENABLED: "False",
    PYTHONDONTWRITEBYTECODE: "1",
    WAREHOUSE_URL: surroundings.warehouseUrl,
    AIRFLOW_CONN_WAREHOUSE: surroundings.warehouseUrl,
    AIRFLOW_CONN_LANDING: `fs://?path=${encodeURIComponent(path.join(folder, "landing"))}`,
    PARTNER_API: surroundings.partnerApiUrl,
    ...setup.environment,
  };
  const own = version === 3 ? await settings3(folder, port, surroundings) : settings2(url, port);
  return { folder, bin, url, env: cleanEnv({ ...common, ...own }) };
}

async function settings3(
  folder: string,
  port: number,
  { airflowDatabaseUrl }: Surroundings,
): Promise<Record<string, string>> {
  const passwords = path.join(folder, "passwords.json");
  await writeFile(passwords, JSON.stringify({ admin: PASSWORD, viewer: PASSWORD }));
  return {
    AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: airflowDatabaseUrl.replace(
      /^postgres(?:ql)?:/,
      "postgresql+psycopg2:",
    ),
    AIRFLOW__CORE__EXECUTOR: "LocalExecutor",
    AIRFLOW__CORE__PARALLELISM: "2",
    AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS: "admin:admin,viewer:viewer",
    AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE: passwords,
    AIRFLOW__CORE__EXECUTION_API_SERVER_URL: `http://127.0.0.1:${port}/execution/`,
    AIRFLOW__API__HOST: "127.0.0.1",
    AIRFLOW__API__PORT: String(port),
    AIRFLOW__API__BASE_URL: `http://127.0.0.1:${port}`,
    AIRFLOW__API__WORKERS: "1",
    AIRFLOW__API_AUTH__JWT_SECRET: "only-for-this-run-on-loopback-0123456789abcdef0123456789abcdef",
    // A busy machine must not fail tasks that do not fail.
    AIRFLOW__WORKERS__EXECUTION_API_TIMEOUT: "120",
    // A worker that cannot import a DAG tries again three times, a minute apart.
    AIRFLOW__WORKERS__MISSING_DAG_RETRIES: "0",
    AIRFLOW__DAG_PROCESSOR__PARSING_PROCESSES: "1",
    // The files do not change; parsing them again would cost as much as the tasks.
    AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL: "3600",
  };
}

function settings2(url: string, port: number): Record<string, string> {
  return {
    AIRFLOW__CORE__EXECUTOR: "SequentialExecutor",
    AIRFLOW__API__AUTH_BACKENDS: "airflow.api.auth.backend.basic_auth,airflow.api.auth.backend.session",
    AIRFLOW__WEBSERVER__BASE_URL: url,
    AIRFLOW__WEBSERVER__WEB_SERVER_HOST: "127.0.0.1",
    AIRFLOW__WEBSERVER__WEB_SERVER_PORT: String(port),
    AIRFLOW__WEBSERVER__WORKERS: "1",
    AIRFLOW__SCHEDULER__DAG_DIR_LIST_INTERVAL: "10",
  };
}

async function startAirflow3(home: Home): Promise<Started[]> {
  await runToEnd(path.join(home.bin, "airflow"), ["db", "migrate"], { cwd: home.folder, env: home.env });
  // `airflow standalone` gives all components the same environment; one of the examples needs a difference.
  const processor = { ...home, env: { ...home.env, TENANTS_REGION: "eu-west" } };
  return [
    startPart(home, "api-server", ["api-server"]),
    // Its server for logs would listen on every address; the API server reads the files.
    startPart(home, "scheduler", ["scheduler", "--skip-serve-logs"]),
    startPart(processor, "dag-processor", ["dag-processor"]),
  ];
}

async function startAirflow2(home: Home): Promise<Started[]> {
  const airflow = path.join(home.bin, "airflow");
  const options = { cwd: home.folder, env: home.env };
  await runToEnd(airflow, ["db", "migrate"], options);
  // Creates the roles; otherwise there is no Viewer until the web server has run.
  await runToEnd(airflow, ["sync-perm"], options);
  for (const [name, role] of [
    ["admin", "Admin"],
    ["viewer", "Viewer"],
  ] as const) {
    const user = ["--username", name, "--role", role, "--password", PASSWORD];
    const person = ["--firstname", name, "--lastname", "test", "--email", `${name}@localhost`];
    await runToEnd(airflow, ["users", "create", ...user, ...person], options);
  }
  return [
    startPart(home, "webserver", ["webserver"]),
    startPart(home, "scheduler", ["scheduler", "--skip-serve-logs"]),
  ];
}

function startPart(home: Home, name: string, args: readonly string[]): Started {
  const logFile = path.join(home.folder, `${name}.log`);
  return start(`airflow ${name}`, path.join(home.bin, "airflow"), args, {
    cwd: home.folder,
    env: home.env,
    logFile,
  });
}

async function waitUntilParsed(
  admin: AirflowClient,
  expectations: readonly Expectation[],
  alive: readonly Started[],
): Promise<void> {
  // One after the other, because a busy API server answers a burst of requests too late.
  for (const { pipeline } of expectations)
    await waitFor(
      `${pipeline} to be parsed`,
      PATIENCE_MS,
      async () => {
        await admin.dag(pipeline);
        return true;
      },
      { alive, everyMs: 2_000 },
    );
  const broken = await admin.importErrors();
  if (broken.length > 0)
    throw new Error(`Airflow cannot import ${broken[0]?.filename}: ${broken[0]?.stackTrace}`);
}

async function trigger(
  version: 2 | 3,
  url: string,
  dag: string,
  conf: object = {},
): Promise<{ dag: string; run: string }> {
  const route = version === 3 ? `/api/v2/dags/${dag}/dagRuns` : `/api/v1/dags/${dag}/dagRuns`;
  const response = await fetch(url + route, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: await authorization(version, url) },
    body: JSON.stringify(version === 3 ? { logical_date: null, conf } : { conf }),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`Airflow did not start ${dag} (${response.status}): ${text.slice(0, 300)}`);
  return { dag, run: (JSON.parse(text) as { dag_run_id: string }).dag_run_id };
}

/** Marks the task of the example that a user stops as failed, once it is running. */
async function markFailed(
  admin: AirflowClient,
  url: string,
  run: string,
  alive: readonly Started[],
): Promise<void> {
  const { dag, task } = STOPPED;
  await waitFor(
    `${task} to run`,
    PATIENCE_MS,
    async () => ((await admin.taskInstance(dag, run, task)).state === "running" ? true : null),
    { alive, everyMs: 1_000 },
  );
  await sleep(3_000);
  const response = await fetch(`${url}/api/v2/dags/${dag}/dagRuns/${run}/taskInstances/${task}`, {
    method: "PATCH",
    headers: { "content-type": "application/json", authorization: await authorization(3, url) },
    body: JSON.stringify({ new_state: "failed" }),
  });
  if (!response.ok)
    throw new Error(`Airflow did not mark ${task} as failed (${response.status}): ${await response.text()}`);
}

async function authorization(version: 2 | 3, url: string): Promise<string> {
  if (version === 2) return `Basic ${Buffer.from(`admin:${PASSWORD}`).toString("base64")}`;
  const response = await fetch(`${url}/auth/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username: "admin", password: PASSWORD }),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return `Bearer ${token}`;
}

async function waitUntilFinished(
  admin: AirflowClient,
  expectations: readonly Expectation[],
  alive: readonly Started[],
  runs: readonly { dag: string; run: string }[],
): Promise<void> {
  for (const { dag, run } of runs) {
    const done = await waitFor(
      `run of ${dag} to end`,
      PATIENCE_MS,
      async () => {
        const state = (await admin.dagRun(dag, run)).state ?? "";
        return FINISHED.has(state) ? state : null;
      },
      { alive, everyMs: 2_000 },
    );
    const wanted =
      expectations.find((item) => item.pipeline === dag)?.incident === null ? "success" : "failed";
    if (done !== wanted) throw new Error(`The example ${dag} ended as ${done}, not as ${wanted}.`);
  }
}
