import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));
const fixture = (name: string): string => join(root, "lib/diagnosis/engine/fixtures", name);
const MODULE_LOG = fixture("airflow3_logs_c12_missing_module_train_try1.json");
const BASH_LOG = fixture("airflow2_logs_c10_bash_exit127_try1.txt");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pd-test-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  code: number | null;
  out: string;
  err: string;
}

function pd(args: string[], input = "", script = join(root, "bin/pd.mjs")): Promise<Ran> {
  return new Promise((resolve, reject) => {
    // No database, no network: it must work in an empty environment.
    const child = spawn(process.execPath, [script, ...args], {
      cwd: folder,
      env: { PATH: process.env["PATH"] ?? "", NODE_ENV: "production" },
    });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
    child.stdin.end(input);
  });
}

const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe("pd diagnose", () => {
  it("prints the documented fields, one line per file, in order", async () => {
    const { code, out, err } = await pd(["diagnose", "--json", MODULE_LOG, BASH_LOG]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const [first, second] = jsonLines(out);
    expect(first).toMatchObject({
      file: MODULE_LOG,
      outcome: "diagnosed",
      category: "missing_dependency",
      transience: "permanent",
      signature: "python/module-not-found",
      exception: { type: "ModuleNotFoundError", message: "No module named 'lightgbm_not_here'" },
    });
    expect(second).toMatchObject({
      file: BASH_LOG,
      category: "missing_dependency",
      signature: "os/command-not-found",
    });
    for (const line of [first, second]) {
      expect(Object.keys(line ?? {})).toEqual(
        expect.arrayContaining([
          "file",
          "outcome",
          "category",
          "confidence",
          "transience",
          "rootCause",
          "explanation",
          "failingLines",
          "window",
          "exception",
          "hypotheses",
          "signature",
          "fingerprint",
          "fingerprintParts",
          "recommendedActions",
          "ms",
        ]),
      );
    }
    expect(first?.["fingerprint"]).toMatch(/^v1:[0-9a-f]{32}$/);
    const lines = readFileSync(BASH_LOG, "utf8").split("\n");
    const failing = (second?.["failingLines"] ?? []) as number[];
    expect(lines[(failing[0] ?? 0) - 1]).toContain("dbtt: command not found");
    expect(failing.length).toBeLessThanOrEqual(10);
    const window = second?.["window"] as { startLine: number; endLine: number };
    expect(window.endLine - window.startLine).toBeLessThan(30);
    expect(window.startLine).toBeLessThanOrEqual(failing[0] ?? 0);
    expect(window.endLine).toBeGreaterThanOrEqual(failing[0] ?? 0);
  });

  it("reads standard input and gzip files", async () => {
    const zipped = join(folder, "task.log.gz");
    writeFileSync(zipped, gzipSync(readFileSync(BASH_LOG)));
    const [piped, packed] = await Promise.all([
      pd(["diagnose", "--json"], readFileSync(BASH_LOG, "utf8")),
      pd(["diagnose", "--json", zipped]),
    ]);
    const rest = (ran: Ran) => ({ ...jsonLines(ran.out)[0], file: "", ms: 0 });
    expect(rest(piped)).toEqual(rest(packed));
    expect(jsonLines(piped.out)[0]).toMatchObject({ file: "-", category: "missing_dependency" });
  });

  it("finds the line in a log of tens of megabytes and reports how much it skipped", async () => {
    const large = join(folder, "large.log");
    const noise = Array.from(
      { length: 250_000 },
      (_, n) => `2026-11-21 02:00:00,000 INFO loaded page ${n} of orders`,
    );
    const trace = [
      "Traceback (most recent call last):",
      '  File "/app/load.py", line 3, in load',
      "KeyError: 'page'",
    ];
    writeFileSync(large, [...noise, ...trace, ...noise].join("\n"));
    const [json, text] = await Promise.all([pd(["diagnose", "--json", large]), pd(["diagnose", large])]);
    expect({ code: json.code, err: json.err }).toEqual({ code: 0, err: "" });
    expect(jsonLines(json.out)[0]?.["failingLines"]).toEqual([250_003]);
    expect(jsonLines(json.out)[0]).toMatchObject({ exception: { type: "KeyError", message: "'page'" } });
    expect(text.out).toMatch(/> 250003 KeyError: 'page'/);
    expect(text.out).toMatch(/\d+ of 500003 lines were skipped \(\d+ MB\)/);
  }, 30_000);

  it("reports a truncated gzip file", async () => {
    const broken = join(folder, "broken.gz");
    writeFileSync(broken, gzipSync(readFileSync(BASH_LOG)).subarray(0, 500));
    const { code, err } = await pd(["diagnose", broken]);
    expect(code).toBe(1);
    expect(err).toBe(`pd: ${broken}: unexpected end of file\n`);
  });

  it("reports unreadable files, diagnoses the others and exits with 1", async () => {
    const { code, out, err } = await pd(["diagnose", "--json", "nowhere.log", BASH_LOG, folder]);
    expect(code).toBe(1);
    expect(err).toBe(`pd: nowhere.log: no such file\npd: ${folder}: is a folder, not a file\n`);
    expect(jsonLines(out).map((line) => [line["file"], line["outcome"] ?? line["error"]])).toEqual([
      ["nowhere.log", "no such file"],
      [BASH_LOG, "diagnosed"],
      [folder, "is a folder, not a file"],
    ]);
  });

  it("returns no_failure for a successful run and inconclusive for an empty log", async () => {
    const good = join(folder, "good.log");
    writeFileSync(
      good,
      "[2024-05-01T03:00:00.000+0000] {load.py:9} ERROR - page 3 failed, retrying\n" +
        "[2024-05-01T03:00:05.100+0000] {taskinstance.py:441} INFO - Marking task as SUCCESS. dag_id=orders, task_id=load\n" +
        "[2024-05-01T03:00:05.200+0000] {local_task_job_runner.py:266} INFO - Task exited with return code 0\n",
    );
    const empty = join(folder, "empty.log");
    writeFileSync(empty, "");
    const { code, out } = await pd(["diagnose", "--json", good, empty]);
    expect(code).toBe(0);
    expect(jsonLines(out).map((line) => line["outcome"])).toEqual(["no_failure", "inconclusive"]);
  });

  it("prints cause, confidence, failing line, next steps and window as text", async () => {
    const { code, out } = await pd(["diagnose", BASH_LOG]);
    expect(code).toBe(0);
    for (const part of [
      /^The command `dbtt` is not installed/,
      /confidence \d+%/,
      /Failing line \d+/,
      /Next steps/,
      />\s+\d+ .*dbtt/,
    ]) {
      expect(out).toMatch(part);
    }
    expect(out).not.toContain("\u001b[");
  });

  it("prints neither secrets nor terminal escapes from the log", async () => {
    const log = join(folder, "leak.log");
    writeFileSync(
      log,
      'Traceback (most recent call last):\n  File "/app/load.py", line 3, in load\n    connect(url)\n' +
        "ConnectionError: could not connect to postgresql://etl:hunter2hunter2@db:5432/shop \u001b]0;owned\u0007\u001b[2J\n",
    );
    for (const args of [
      ["diagnose", log],
      ["diagnose", "--json", log],
    ]) {
      const { out } = await pd(args);
      expect(out).toContain("could not connect");
      expect(out).not.toContain("hunter2");
      expect(out).not.toMatch(/\u001b|\u0007|\\u001b/);
    }
  });

  it("diagnoses 150 files in one call within seconds", async () => {
    const started = performance.now();
    const { code, out } = await pd([
      "diagnose",
      "--json",
      ...Array.from({ length: 150 }, (_, at) => (at % 2 === 0 ? BASH_LOG : MODULE_LOG)),
    ]);
    expect(code).toBe(0);
    expect(jsonLines(out)).toHaveLength(150);
    expect(performance.now() - started).toBeLessThan(20_000);
  }, 30_000);
});

describe("pd templates", () => {
  it("assigns a template to each line", async () => {
    const log = join(folder, "plain.log");
    writeFileSync(log, "connected to 10.0.0.1 in 12 ms\nconnected to 10.0.0.2 in 7 ms\nbye\n");
    const { code, out } = await pd(["templates", "--json", log]);
    expect(code).toBe(0);
    const lines = jsonLines(out);
    expect(lines.map((line) => line["line"])).toEqual([1, 2, 3]);
    expect(lines[0]?.["templateId"]).toBe(lines[1]?.["templateId"]);
    expect(lines[0]?.["template"]).toContain("<*>");
    expect(lines[2]?.["templateId"]).not.toBe(lines[0]?.["templateId"]);
  });

  it("reports a missing file", async () => {
    expect(await pd(["templates", "nowhere.log"])).toEqual({
      code: 1,
      out: "",
      err: "pd: nowhere.log: no such file\n",
    });
  });
});

describe("pd suspects", () => {
  const commit = (id: string, path: string) => ({
    id,
    message: "change",
    author: "a",
    date: "2024-05-01T00:00:00Z",
    files: [{ path, status: "modified" }],
    patch: `--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-x\n+y\n`,
  });

  it("prints one ranking per question", async () => {
    const log =
      "Traceback (most recent call last):\n  File \"/opt/airflow/dags/load.py\", line 1, in load\n    y\nKeyError: 'y'\n";
    const question = JSON.stringify({
      log,
      commits: [commit("docs", "README.md"), commit("load", "dags/load.py")],
    });
    const { code, out } = await pd(["suspects", "--json"], `${question}\n${question}\n`);
    expect(code).toBe(0);
    const rankings = jsonLines(out).map(
      (line) => line["ranking"] as { id: string; score: number; reasons: string[] }[],
    );
    expect(rankings).toHaveLength(2);
    expect(rankings[0]?.map((each) => each.id)).toEqual(["load", "docs"]);
    expect(rankings[0]?.[0]?.reasons.length).toBeGreaterThan(0);
  });

  it("reports invalid lines and continues", async () => {
    const { code, out, err } = await pd(
      ["suspects", "--json"],
      'nonsense\n{"log":"x"}\n{"log":"x","commits":[]}\n',
    );
    expect(code).toBe(1);
    expect(err).toMatch(/line 1: not valid JSON\npd: line 2: commits: /);
    expect(jsonLines(out)).toHaveLength(3);
  });
});

describe("pd", () => {
  it.each([
    [["--help"], 0, /pd diagnose/],
    [["diagnose", "--help"], 0, /--kind/],
    [["--version"], 0, /^\d+\.\d+\.\d+/],
  ])("%s", async (args, code, expected) => {
    const ran = await pd(args);
    expect(ran.code).toBe(code);
    expect(ran.out).toMatch(expected);
  });

  it.each([
    [["dignose"], /unknown command "dignose"/],
    [["diagnose", "--jsno"], /unknown option "--jsno"/],
    [["diagnose", "--kind", "cobol", "x"], /--kind must be one of/],
    [["diagnose", "--kind"], /--kind requires a value/],
    [["templates", "a", "b"], /one file/],
  ])("rejects %s", async (args, expected) => {
    const ran = await pd(args);
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(expected);
    expect(ran.out).toBe("");
  });

  it("explains what to do if the packages are not installed", async () => {
    const bare = join(folder, "bare");
    cpSync(join(root, "bin/pd.mjs"), join(bare, "bin/pd.mjs"));
    const ran = await pd(["diagnose", "x.log"], "", join(bare, "bin/pd.mjs"));
    expect(ran.code).toBe(1);
    expect(ran.err).toContain("npm ci");
  });
});

describe("pd reset-owner", () => {
  it("reports where it expected a database, and changes nothing", async () => {
    const data = join(folder, "nothing");
    const { code, out, err } = await pd(["reset-owner", "--data", data]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toBe(`pd: There is no database in ${data}. Specify the data folder with --data DIR\n`);
    expect(existsSync(data)).toBe(false);
  });

  it("rejects more than one email address", async () => {
    expect(await pd(["reset-owner", "a@x", "b@x"])).toMatchObject({ code: 2 });
  });
});
