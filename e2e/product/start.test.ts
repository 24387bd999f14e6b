import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databaseUrl, withServer } from "@/e2e/database/template";
import { freePort, startProduct, type Product } from "@/e2e/start-product";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);

let dataDir: string;
let product: Product;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "pd-start-"));
  product = await startProduct({ dataDir });
  await until(() => product.output().includes("Stop with Ctrl-C."));
});

afterAll(async () => {
  await product.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function until(holds: () => boolean | Promise<boolean>, timeoutMs = 60_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within ${timeoutMs} ms:\n${product.output()}`);
    await sleep(50);
  }
}

interface Attempt {
  code: number;
  output: string;
}

/** A start that is expected to exit on its own. */
async function attempt(args: string[], env: Record<string, string> = {}): Promise<Attempt> {
  const settled = await run(process.execPath, ["bin/start.mjs", ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
  }).catch((error: { code: number; stdout: string; stderr: string }) => error);
  return { code: "code" in settled ? settled.code : 0, output: settled.stdout + settled.stderr };
}

/** The live process that holds the database lock. */
const databasePid = async () => {
  const locks = path.join(dataDir, "locks");
  const numbers = (await readdir(locks)).flatMap((file) => /^database\.(\d+)$/.exec(file)?.[1] ?? []);
  const latest = path.join(locks, `database.${Math.max(...numbers.map(Number))}`);
  const { pid, released } = JSON.parse(await readFile(latest, "utf8")) as { pid: number; released?: boolean };
  if (released) return null;
  try {
    process.kill(pid, 0);
    return pid;
  } catch {
    return null;
  }
};

describe("the first start", () => {
  test("writes a private file with what scripts need and a working password", async () => {
    for (const file of ["first-run.json", "secrets.json", "server.log"])
      expect((await stat(path.join(dataDir, file))).mode & 0o777, file).toBe(0o600);
    const { firstRun } = product;
    expect(Object.keys(firstRun.sources).sort()).toEqual(["airflow", "generic", "openlineage", "prefect"]);
    for (const [kind, { key, secret, webhookUrl }] of Object.entries(firstRun.sources)) {
      expect(webhookUrl).toBe(`${product.url}/api/webhooks/${kind}/${key}`);
      expect(Buffer.from(secret.replace("whsec_", ""), "base64")).toHaveLength(32);
    }
    expect((await product.api("/api/incidents")).status).toBe(200);
  });

  test("prints its URL, the password, a webhook URL and a working curl command", async () => {
    const output = product.output();
    expect(output).toContain(product.url);
    expect(output).toContain(product.firstRun.password);
    expect(output).toContain(product.firstRun.sources["airflow"]?.webhookUrl);
    const curl = output.slice(output.indexOf("curl -X POST"), output.indexOf("Stop with")).trim();
    const { stdout } = await run("sh", ["-c", `${curl} --silent`]);
    const { incidentId } = JSON.parse(stdout) as { incidentId: string };
    const { body } = await product.api<{ title: string }>(`/api/incidents/${incidentId}`);
    expect(body.title).toContain("customer_id");
  });

  test("creates no files that other users can open", async () => {
    const open: string[] = [];
    for (const name of ["", ...(await readdir(dataDir, { recursive: true }))]) {
      const found = await lstat(path.join(dataDir, name)).catch(() => null);
      if (found && (found.mode & 0o077) !== 0) open.push(name);
    }
    expect(open).toEqual([]);
  });

  test("logs no secrets", async () => {
    const log = await readFile(path.join(dataDir, "server.log"), "utf8");
    expect(log).not.toContain(product.firstRun.password);
    expect(log).not.toContain(product.firstRun.apiToken);
  });
});

describe("an impossible start", () => {
  test("reports the process that uses the data folder", async () => {
    const { code, output } = await attempt(["--data", dataDir], { PORT: "0" });
    expect(code).toBe(1);
    expect(output).toContain(`in use by process ${product.child.pid}, running since 20`);
  });

  test.each<[string, () => Promise<Record<string, string>>, RegExp]>([
    ["a port in use", async () => ({ PORT: new URL(product.url).port }), /Port \d+ is already in use/],
    [
      "an address of another machine",
      async () => ({ HOST: "192.0.2.1" }),
      /HOST=192.0.2.1 is not an address/,
    ],
    [
      "another kind of database",
      async () => ({ DATABASE_URL: "mysql://root:hunter2@db/x" }),
      /DATABASE_URL: expected postgresql:\/\/…, got "mysql:\/\/…@db\/x". Unset it to use the embedded/,
    ],
    [
      "a database that does not respond",
      async () => ({ DATABASE_URL: `postgresql://u:hunter2@127.0.0.1:${await freePort()}/x` }),
      /The database at DATABASE_URL cannot be used: connect ECONNREFUSED/,
    ],
    [
      "an unchecked workflow server",
      async () => ({ INNGEST_DEV: "1" }),
      /INNGEST_DEV: disables signature checks/,
    ],
  ])("explains what to do about %s", async (_name, env, message) => {
    const other = await mkdtemp(path.join(tmpdir(), "pd-start-"));
    const { code, output } = await attempt(["--data", other], { PORT: "0", ...(await env()) });
    await rm(other, { recursive: true, force: true });
    expect({ code, output }).toEqual({ code: 1, output: expect.stringMatching(message) });
    expect(output).not.toMatch(/hunter2|\n\s+at /);
  });
});

describe("a damaged data folder", () => {
  test.each<[string, string, RegExp]>([
    ["first-run.json", "{", /first-run.json is damaged: it is not a JSON object.\n.*move it away/],
    ["secrets.json", '{"PD_ENCRYPTION_KEY":5}', /secrets.json is damaged[^]*Restore it from a backup/],
    ["postgres/base", "", /The database in .*postgres is damaged: PG_VERSION is missing.\nRestore/],
    ["locks", "", /locks is a file, but should be a folder. Move it away/],
  ])("is reported with what to do, and left unchanged: %s", async (name, content, message) => {
    const folder = await mkdtemp(path.join(tmpdir(), "pd-damaged-"));
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
    const { code, output } = await attempt(["--data", folder], { PORT: "0" });
    expect({ code, output }).toEqual({ code: 1, output: expect.stringMatching(message) });
    expect(output).not.toMatch(/\n\s+at /);
    expect(await readFile(path.join(folder, name), "utf8")).toBe(content);
    await rm(folder, { recursive: true });
  });
});

describe("with an external database", () => {
  const serverUrl = process.env["TEST_DATABASE_URL"] ?? "";

  test.skipIf(!serverUrl)("starts no embedded database", async () => {
    const name = `pd_start_${randomBytes(6).toString("hex")}`;
    await withServer(serverUrl, (client) => client.query(`CREATE DATABASE "${name}"`));
    const folder = await mkdtemp(path.join(tmpdir(), "pd-start-"));
    const other = await startProduct({
      dataDir: folder,
      env: { DATABASE_URL: databaseUrl(serverUrl, name) },
    });
    expect((await other.api("/api/incidents")).status).toBe(200);
    expect((await readdir(folder)).sort()).toEqual(["first-run.json", "locks", "secrets.json", "server.log"]);
    expect(await other.stop()).toBe(0);
    await rm(folder, { recursive: true, force: true });
    await withServer(serverUrl, (client) => client.query(`DROP DATABASE "${name}" WITH (FORCE)`));
  });
});

describe("a running product", () => {
  test("restarts a dead database and answers requests again", async () => {
    const pid = await databasePid();
    if (!pid) throw new Error("no embedded database");
    process.kill(pid, "SIGKILL");
    await until(async () => {
      const { status } = await product.api("/ready");
      return status === 200 && (await databasePid()) !== pid;
    });
    expect((await product.api<{ items: unknown[] }>("/api/incidents")).body.items).toHaveLength(1);
  });

  test("shuts down cleanly on SIGTERM, with open streams, and keeps its data", async () => {
    const stream = await fetch(`${product.url}/api/live`, {
      headers: { authorization: `Bearer ${product.firstRun.apiToken}` },
    });
    expect(stream.headers.get("content-type")).toContain("text/event-stream");
    const startedAt = Date.now();
    expect(await product.stop()).toBe(0);
    expect(Date.now() - startedAt).toBeLessThan(10_000);
    expect(await databasePid()).toBeNull();

    const foreign = await attempt(["--data", dataDir], { PORT: "0", PD_ENCRYPTION_KEY: "f".repeat(64) });
    expect(foreign).toEqual({
      code: 1,
      output: expect.stringMatching(
        /was set up with the encryption key [0-9a-f]{8}….*environment or .env, is/,
      ),
    });

    const { password } = product.firstRun;
    product = await startProduct({ dataDir });
    await until(() => product.output().includes("Stop with Ctrl-C."));
    expect(product.firstRun.password).toBe(password);
    expect(product.output()).not.toContain(password);
    expect(product.firstRun.sources["generic"]?.webhookUrl).toContain(product.url);
    expect((await product.api<{ items: unknown[] }>("/api/incidents")).body.items).toHaveLength(1);
  });

  test("exits immediately on a second signal", async () => {
    const other = await mkdtemp(path.join(tmpdir(), "pd-start-"));
    const child = spawn(process.execPath, ["bin/start.mjs", "--data", other], {
      cwd: ROOT,
      env: { ...process.env, PORT: "0" },
      stdio: ["ignore", "pipe", "ignore"],
    });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    try {
      let output = "";
      child.stdout.on("data", (text) => (output += String(text)));
      await until(() => output.includes("Stop with Ctrl-C."));
      child.kill("SIGINT");
      child.kill("SIGINT");
      expect([0, 130]).toContain(await ended);
    } finally {
      child.kill("SIGTERM");
      await ended;
    }
    await rm(other, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  });
});
