import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { createDatabase, type Database } from "@/e2e/real/database";
import { ensureEnvironment, type EnvironmentName } from "@/e2e/real/environments";
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
import { createAirflowClient, type AirflowClient } from "@/lib/vendors/airflow/client";

const PASSWORD = "only-on-loopback";
const FINISHED = new Set(["success", "failed"]);

/** What the examples connect to. */
export interface Surroundings {
  warehouseUrl: string;
  partnerApiUrl: string;
}

export interface AirflowPlan {
  environment: Exclude<EnvironmentName, "prefect3">;
  /** For its files, logs and settings. */
  folder: string;
  /** Folders beside this file with the DAGs; a file of a later one replaces one of the same name. */
  examples: readonly string[];
  surroundings: Surroundings;
}

/** An Airflow with DAGs and settings, before it is started. */
export interface AirflowHome {
  version: 2 | 3;
  folder: string;
  dagsFolder: string;
  bin: string;
  url: string;
  env: Record<string, string>;
  /** For the data of Airflow 3, which locks a SQLite file against itself on a busy machine. */
  database: Database | null;
}

export interface AirflowServer {
  dagsFolder: string;
  admin: AirflowClient;
  parts: readonly Started[];
  /** Starts a run. @returns its id. */
  trigger(dag: string, options?: { conf?: object; logicalDate?: Date }): Promise<string>;
  /** Waits until a run has ended. @returns `success` or `failed`. */
  end(dag: string, run: string): Promise<string>;
  /** Waits until the DAGs are parsed. @throws if a file cannot be imported. */
  parsed(dags: readonly string[]): Promise<void>;
  markFailed(dag: string, run: string, task: string): Promise<void>;
  stop(): Promise<void>;
}

/** Copies the DAGs and makes the settings. */
export async function prepareAirflow(plan: AirflowPlan): Promise<AirflowHome> {
  const { environment, folder, examples, surroundings } = plan;
  const version = environment === "airflow2" ? 2 : 3;
  const bin = await ensureEnvironment(environment);
  const dags = path.join(folder, "dags");
  await mkdir(dags, { recursive: true });
  for (const example of examples) {
    await cp(path.resolve("e2e/real", example), dags, {
      recursive: true,
      filter: (file) => !file.includes("__pycache__"),
    });
  }
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
  };
  const database = version === 3 ? await createDatabase("airflow") : null;
  const own = database ? await settings3(plan, port, database.url) : settings2(url, port);
  return { version, folder, dagsFolder: dags, bin, url, env: cleanEnv({ ...common, ...own }), database };
}

async function settings3(
  { folder }: AirflowPlan,
  port: number,
  databaseUrl: string,
): Promise<Record<string, string>> {
  const passwords = path.join(folder, "passwords.json");
  await writeFile(passwords, JSON.stringify({ admin: PASSWORD, viewer: PASSWORD }));
  return {
    AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: databaseUrl.replace(/^postgres(?:ql)?:/, "postgresql+psycopg2:"),
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
    // Parsing unchanged files again would cost as much as the tasks; a changed one is parsed at once all the same.
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

/** Starts it and waits until it answers. */
export async function startAirflow(home: AirflowHome): Promise<AirflowServer> {
  const parts = home.version === 3 ? await startAirflow3(home) : await startAirflow2(home);
  const admin = createAirflowClient({
    baseUrl: home.url,
    credentials: { username: "admin", password: PASSWORD },
    timeoutMs: 60_000,
  });
  const stop = async () => {
    await Promise.all(parts.map((part) => part.stop()));
    await home.database?.drop().catch((error: unknown) => console.log("A database was not dropped:", error));
  };
  try {
    await waitFor("Airflow to answer", PATIENCE_MS, () => admin.health(), { alive: parts, everyMs: 1_000 });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    dagsFolder: home.dagsFolder,
    admin,
    parts,
    // With retries: Airflow answers 500 while its database is busy, and 404 until the DAG is parsed.
    trigger: (dag, options) =>
      waitFor(`${dag} to start`, PATIENCE_MS, () => trigger(home, dag, options), {
        alive: parts,
        everyMs: 1_000,
      }),
    end: (dag, run) =>
      waitFor(
        `run of ${dag} to end`,
        PATIENCE_MS,
        async () => {
          const state = (await admin.dagRun(dag, run)).state ?? "";
          return FINISHED.has(state) ? state : null;
        },
        { alive: parts, everyMs: 2_000 },
      ),
    parsed: (dags) => waitUntilParsed(admin, dags, parts),
    markFailed: (dag, run, task) => markFailed(home, dag, run, task),
    stop,
  };
}

/**
 * Connects an Airflow to a source of the product by its API, by default as a user who may only read, and a repository, if it
 * has one. @throws if it cannot be read.
 */
export async function connectApi(
  product: Product,
  source: Source,
  { url }: AirflowHome,
  { user = "viewer", repositoryPath }: { user?: "viewer" | "admin"; repositoryPath?: string } = {},
): Promise<void> {
  const credentials = { username: user, password: PASSWORD };
  const test = await product.connect(source.id, url, credentials, repositoryPath);
  if (!test.ok) throw new Error(`the product cannot read Airflow's API: ${test.detail}`);
}

/** Breaks a function's first line, so that the file cannot be parsed any more. @returns when that was. */
export async function breakFile(dagsFolder: string, name: string, line: string): Promise<Date> {
  const file = path.join(dagsFolder, name);
  const text = await readFile(file, "utf8");
  if (!text.includes(`${line}):`)) throw new Error(`${name} holds no "${line}):"`);
  await writeFile(file, text.replace(`${line}):`, `${line}:`));
  return new Date();
}

async function startAirflow3(home: AirflowHome): Promise<Started[]> {
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

async function startAirflow2(home: AirflowHome): Promise<Started[]> {
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

function startPart(home: AirflowHome, name: string, args: readonly string[]): Started {
  const logFile = path.join(home.folder, `${name}.log`);
  return start(`airflow ${name}`, path.join(home.bin, "airflow"), args, {
    cwd: home.folder,
    env: home.env,
    logFile,
  });
}

async function waitUntilParsed(
  admin: AirflowClient,
  dags: readonly string[],
  alive: readonly Started[],
): Promise<void> {
  // One after the other, because a busy API server answers a burst of requests too late.
  for (const dag of dags)
    await waitFor(`${dag} to be parsed`, PATIENCE_MS, () => admin.dag(dag), { alive, everyMs: 2_000 });
  const broken = await admin.importErrors();
  if (broken.length > 0)
    throw new Error(`Airflow cannot import ${broken[0]?.filename}: ${broken[0]?.stackTrace}`);
}

async function trigger(
  { version, url }: AirflowHome,
  dag: string,
  { conf = {}, logicalDate }: { conf?: object; logicalDate?: Date } = {},
): Promise<string> {
  const route = `/api/${version === 3 ? "v2" : "v1"}/dags/${dag}/dagRuns`;
  const date = logicalDate?.toISOString() ?? null;
  const response = await fetch(url + route, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: await authorization(version, url) },
    body: JSON.stringify(version === 3 ? { logical_date: date, conf } : { conf }),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`Airflow did not start ${dag} (${response.status}): ${text.slice(0, 300)}`);
  return (JSON.parse(text) as { dag_run_id: string }).dag_run_id;
}

async function markFailed({ url }: AirflowHome, dag: string, run: string, task: string): Promise<void> {
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
