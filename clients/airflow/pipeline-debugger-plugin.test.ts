import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hasPython, runClient, SECRET, startReceiver, type Receiver } from "@/clients/testing/run-client";
import { normaliseAirflowDelivery } from "@/lib/intake/sources/airflow/plugin-reports";
import { airflowPackage, PACKAGE_FILE, PACKAGE_MODULES } from "@/lib/intake/sources/airflow/package";
import { verifyDelivery } from "@/lib/intake/webhooks/verify-signature";

let receiver: Receiver;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "pd-plugin-"));
  receiver = await startReceiver();
});

afterEach(async () => {
  await receiver.close();
  rmSync(folder, { recursive: true, force: true });
});

const spool = () => join(folder, "spool");
const kept = () => readdirSync(spool()).filter((name) => name.startsWith("report-"));

/** Calls hooks in a process of their own, and waits until everything is sent. */
async function call(calls: string[], options: { env?: Record<string, string>; spec?: object } = {}) {
  return runClient(
    "call_airflow_plugin.py",
    { calls, wait: 20, ...options.spec },
    {
      PIPELINE_DEBUGGER_URL: receiver.url,
      PIPELINE_DEBUGGER_SECRET: SECRET,
      PIPELINE_DEBUGGER_SPOOL: spool(),
      ...options.env,
    },
  );
}

const bodies = () => receiver.received.map(({ body }) => body);
const ids = () => receiver.received.map(({ headers }) => headers["webhook-id"]);

describe.skipIf(!hasPython)("the Airflow plugin", { timeout: 60_000 }, () => {
  it("sends signed reports that our reader understands, in order", async () => {
    const run = await call(["retry", "failed", "run_failed", "retry_success"]);
    expect(run).toMatchObject({ code: 0, printed: "" });
    expect(bodies().map((body) => [body["event"], body["scope"]])).toEqual([
      ["on_retry_callback", "task"],
      ["on_failure_callback", "task"],
      ["on_failure_callback", "dag"],
      ["on_success_callback", "task"],
    ]);
    const now = new Date();
    for (const { raw, headers, body } of receiver.received) {
      expect(verifyDelivery({ rawBody: raw, headers, secrets: [SECRET], now })).toMatchObject({ ok: true });
      expect(normaliseAirflowDelivery(body)).toMatchObject({ ok: true });
    }
    expect(bodies()[1]).toMatchObject({
      exception: { type: "builtins.KeyError", traceback: expect.stringContaining("KeyError: 'customer_id'") },
    });
    expect(bodies()[2]).toMatchObject({
      tasks: [
        { task_id: "load", state: "failed", try_number: 1 },
        { task_id: "after", state: "upstream_failed" },
      ],
    });
    expect(kept()).toEqual([]);
  });

  it("reports no first success and no run that succeeds at once", async () => {
    await call(["first_success", "run_success", "run_running"], { spec: { wait: 0 } });
    await call(["cleared_run_success"]);
    expect(bodies()).toMatchObject([{ event: "on_success_callback", scope: "dag", reason: "success" }]);
  });

  it("gives the same failure the same id, and a cleared run that fails again a new one", async () => {
    await call(["failed"]);
    await call(["failed", "run_failed"]);
    await call(["run_failed_again"]);
    const [first, again, run, cleared] = ids();
    expect(again).toBe(first);
    expect(new Set([first, run, cleared]).size).toBe(3);
  });

  it("reports an import error once, and again when it changes", async () => {
    await call(["import_error", "same_import_error"]);
    await call(["same_import_error", "other_import_error"]);
    expect(bodies()).toMatchObject([
      { event: "import_error", filename: "/dags/broken.py", stack_trace: "Traceback\nNameError: x" },
      { event: "import_error", stack_trace: "Traceback\nNameError: y" },
    ]);
    expect(new Set(ids()).size).toBe(2);
  });

  it("reports again what broke again after a repair", async () => {
    await call(["import_error"]);
    await call(["import_error"]);
    expect(bodies()).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await call(["import_error"], { spec: { new_error_seconds: 1 } });
    expect(new Set(ids()).size).toBe(2);
  });

  it("reports when files can be imported again, as the scheduler sees it", async () => {
    const frame = (file: string) =>
      `Traceback (most recent call last):\n  File "/dags/${file}", line 3, in <module>\n`;
    const shared = (file: string) => ({
      filename: file,
      stacktrace: `${frame("common/db.py")}KeyError: 'dsn'\n`,
    });
    const own = { filename: "own.py", stacktrace: `${frame("own.py")}NameError: name 'x' is not defined\n` };
    const look = (rows: object[], check_seconds = 0) =>
      call(["run_running"], { spec: { import_errors: rows, check_seconds } });
    await look([own, shared("a.py"), shared("b.py")]);
    await look([own, shared("a.py"), shared("b.py")]);
    // Not asked again within a minute.
    await look([], 60);
    expect(bodies()).toEqual([]);
    // One of two files with the same error, and one with another error than before.
    const changed = { ...own, stacktrace: `${frame("own.py")}NameError: name 'y' is not defined\n` };
    await look([changed, shared("b.py")]);
    expect(bodies()).toMatchObject([
      { event: "import_error_resolved", filename: "own.py", stack_trace: own.stacktrace },
    ]);
    await look([changed]);
    expect(bodies()[1]).toMatchObject({ event: "import_error_resolved", filename: "b.py" });
    await look([]);
    await look([]);
    expect(bodies()).toHaveLength(3);
    // The report that resolves the incident names the same check as the one that opened it.
    const keyOf = (event: string, { filename, stacktrace }: { filename: string; stacktrace: string }) => {
      const read = normaliseAirflowDelivery({ event, filename, stack_trace: stacktrace });
      const [report] = read.ok ? read.reports : [];
      return [report?.event, report?.subject.kind === "check" && report.subject.check.externalId];
    };
    const [, opened] = keyOf("import_error", { ...changed, filename: "/opt/airflow/dags/own.py" });
    const last = normaliseAirflowDelivery(bodies()[2]);
    expect(last).toMatchObject({
      reports: [{ event: "succeeded", subject: { kind: "check", check: { externalId: opened } } }],
    });
  });

  it("keeps what cannot be sent, private to its user, and sends it with the next run", async () => {
    const dead = { PIPELINE_DEBUGGER_URL: "http://127.0.0.1:9/api/webhooks/airflow/key" };
    const run = await call(["failed", "run_failed"], { env: dead, spec: { wait: 0, wait_for_sender: 1 } });
    expect(run.code).toBe(0);
    expect(run.printed).toMatch(/^pipeline-debugger: not sent yet.*kept in .*report-/);
    expect(kept()).toHaveLength(2);
    for (const name of ["", ...kept()]) expect(statSync(join(spool(), name)).mode & 0o077).toBe(0);

    await expect
      .poll(
        async () => {
          await call(["run_running"], { spec: { wait: 1 } });
          return receiver.received.length;
        },
        // The first sender keeps trying the dead address for a while, and meanwhile the others leave it the work.
        { timeout: 58_000, interval: 500 },
      )
      .toBe(2);
    expect(kept()).toEqual([]);
  }, 90_000);

  it("waits for the sender only at the end of a task", async () => {
    await receiver.close();
    receiver = await startReceiver(() => {});
    const blocked = await call(["run_failed", "import_error"], { spec: { wait: 0 } });
    expect(blocked.seconds).toBeLessThan(2);
    expect(blocked.printed).toBe("");
  });

  it("drops what the receiver will never take, and keeps what a new secret will make it take", async () => {
    let status = 422;
    await receiver.close();
    receiver = await startReceiver((response) => response.writeHead(status).end("{}"));
    await call(["failed"]);
    expect(kept()).toEqual([]);
    status = 401;
    const refused = await call(["retry"], { spec: { wait: 0, wait_for_sender: 1 } });
    expect(refused.printed).toMatch(/the receiver answered 401/);
    expect(kept()).toHaveLength(1);
  });

  it("bounds what it keeps", async () => {
    await call(["first_success"], { spec: { wait: 0 } });
    for (let n = 0; n < 505; n++)
      writeFileSync(join(spool(), `report-${String(n).padStart(20, "0")}-x.json`), "{");
    const run = await call(["failed"]);
    expect(run.printed).toMatch(/too many reports are waiting/);
    // Files that cannot be read are no reports.
    expect(bodies()).toHaveLength(1);
    expect(kept()).toEqual([]);
  });

  it("never fails Airflow, and says what is not set", async () => {
    expect(await call(["broken_instance"])).toMatchObject({ code: 0 });
    const unset = await call(["failed"], { env: { PIPELINE_DEBUGGER_SECRET: "" } });
    expect(unset).toMatchObject({ code: 0, printed: expect.stringContaining("is not set") });
    for (const version of ["2.7.3", "2.9.1", "odd"]) {
      expect(await call(["run_failed"], { spec: { airflow_version: version } })).toMatchObject({ code: 0 });
    }
  });
});

describe.skipIf(!hasPython)("the Airflow package", () => {
  it("is a wheel that Python can read, with the plugin and the cluster policy as entry points", () => {
    const modules = new Map(
      PACKAGE_MODULES.map((name) => [name, readFileSync(`clients/airflow/${name}`, "utf8")]),
    );
    const wheel = join(folder, PACKAGE_FILE);
    const bytes = airflowPackage(modules);
    expect(airflowPackage(modules)).toEqual(bytes);
    writeFileSync(wheel, bytes);
    const script = `
import base64, hashlib, importlib.metadata, json, sys, zipfile
wheel = zipfile.ZipFile(sys.argv[1])
assert wheel.testzip() is None
for line in wheel.read("pipeline_debugger_airflow-1.0.0.dist-info/RECORD").decode().splitlines():
    path, digest, size = line.rsplit(",", 2)
    if digest:
        data = wheel.read(path)
        assert len(data) == int(size)
        assert "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=") == digest
distribution, = importlib.metadata.distributions(path=[sys.argv[1]])
print(json.dumps([distribution.version, sorted([e.group, e.value] for e in distribution.entry_points)]))
`;
    const run = spawnSync("python3", ["-c", script, wheel], { encoding: "utf8" });
    expect(run.stderr).toBe("");
    expect(JSON.parse(run.stdout)).toEqual([
      "1.0.0",
      [
        ["airflow.plugins", "pipeline_debugger_plugin:PipelineDebuggerPlugin"],
        ["airflow.policy", "pipeline_debugger_retry"],
      ],
    ]);
  });

  it("has the same entry points and version when installed from the folder", () => {
    const project = readFileSync("clients/airflow/pyproject.toml", "utf8");
    expect(project).toContain('version = "1.0.0"');
    expect(project).toContain('pipeline_debugger = "pipeline_debugger_plugin:PipelineDebuggerPlugin"');
    expect(project).toContain('pipeline_debugger = "pipeline_debugger_retry"');
    for (const name of PACKAGE_MODULES) expect(project).toContain(`"${name.replace(".py", "")}"`);
  });
});
