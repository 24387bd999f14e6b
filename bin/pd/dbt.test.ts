import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sendDbt } from "@/bin/pd/dbt";
import { readArtifacts, stoppedRunIn, targetIn, trimManifest } from "@/bin/pd/dbt-artifacts";
import { normaliseDbt } from "@/lib/intake/sources/dbt/normalise";
import { recordedWebhook } from "@/lib/intake/sources/testing/recorded";
import { verifyDelivery } from "@/lib/intake/webhooks/verify-signature";

const SECRET = "whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";
const fixture = (name: string) =>
  readFileSync(fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url)), "utf8");

interface Artifacts {
  runResults: { metadata: { invocation_id: string }; results: object[] };
  manifest: Record<string, unknown>;
}
const { runResults, manifest } = recordedWebhook("dbt", "artifacts_missing_column").body as Artifacts;

let folder: string;
let target: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pd-dbt-"));
  target = join(folder, "target");
  mkdirSync(target);
  mkdirSync(join(folder, "logs"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const put = (name: string, value: unknown) =>
  writeFileSync(join(folder, name), typeof value === "string" ? value : JSON.stringify(value));
const read = (exitCode: number | null = null) =>
  readArtifacts(target, { logFile: join(folder, "logs/dbt.log"), exitCode });

describe("stoppedRunIn", () => {
  it("finds why dbt stopped before it ran anything, in each form of its log", () => {
    expect(stoppedRunIn(fixture("dbt_undeclared_source.txt"))).toEqual({
      invocationId: null,
      text: "Compilation Error\n  Model 'model.shop.mart_src' (models/mart/mart_src.sql) depends on a source named 'raw.nope' which was not found",
    });
    expect(stoppedRunIn(fixture("dbt_unknown_ref.jsonl"))).toEqual({
      invocationId: "317626fa-a2c3-4be2-b6d1-2d06b12aef0c",
      text: expect.stringContaining("depends on a node named 'stg_customers' which was not found"),
    });
    const run = (id: string, text: string) =>
      `\n\n============================== 01:47:26.507614 | ${id} ==============================\n${text}\n`;
    const older = "cfe56e8b-790e-4128-85c7-049b82cb261c";
    const newer = "0af2b6f0-1111-4128-85c7-049b82cb261c";
    const stopped =
      "01:47:27.1 [error] [MainThread]: Encountered an error:\nParsing Error\n  Jinja\n01:47:28.1 [debug] [MainThread]: Done.";
    expect(stoppedRunIn(run(older, "01:47:26.5 [info ] [MainThread]: fine") + run(newer, stopped))).toEqual({
      invocationId: newer,
      text: "Parsing Error\n  Jinja",
    });
    // An earlier run stopped, the last one did not.
    expect(
      stoppedRunIn(run(older, stopped) + run(newer, "01:48:00.1 [info ] [MainThread]: fine")),
    ).toBeNull();
  });

  it.each(["dbt_text.log", "dbt_missing_column.jsonl"])(
    "finds nothing in the log of a run that went on: %s",
    (name) => {
      expect(stoppedRunIn(fixture(name))).toBeNull();
    },
  );

  it.each(["", "{", '{"info":{}}\nnot json'])("survives %j", (log) => expect(stoppedRunIn(log)).toBeNull());
});

describe("readArtifacts", () => {
  it("sends results with the parts of the manifest that are used, which say the same", async () => {
    put("target/run_results.json", runResults);
    put("target/manifest.json", manifest);
    const payload = await read(1);
    const whole = normaliseDbt({ runResults, manifest });
    expect(normaliseDbt(payload)).toEqual(whole);
    expect(JSON.stringify(payload.manifest).length).toBeLessThan(JSON.stringify(manifest).length / 3);
  });

  it("sends the error instead of the results of an earlier run", async () => {
    put("target/run_results.json", runResults);
    put("target/manifest.json", manifest);
    put("logs/dbt.log", fixture("dbt_unknown_ref.jsonl"));
    const payload = await read(2);
    expect(payload).toMatchObject({
      error: expect.stringContaining("stg_customers"),
      manifest: { metadata: { project_name: "shop" } },
    });
    expect(payload.runResults).toBeUndefined();
    expect(normaliseDbt(payload)).toMatchObject({ ok: true, reports: [{ event: "failed" }] });
  });

  it("believes dbt's exit code when the log is somewhere else", async () => {
    put("target/run_results.json", runResults);
    expect(await read(2)).toMatchObject({ error: expect.stringContaining("exit code 2") });
    expect(await read(1)).toMatchObject({ runResults: { results: expect.any(Array) } });
  });

  it("prefers the results of the same invocation", async () => {
    put("target/run_results.json", runResults);
    const id = runResults.metadata.invocation_id;
    const info = { name: "MainEncounteredError", invocation_id: id };
    put("logs/dbt.log", JSON.stringify({ info, data: { exc: "later" } }));
    expect(await read(1)).toMatchObject({ runResults: expect.anything() });
  });

  it.each([
    ["nothing there", () => {}, "no run_results.json"],
    ["results that are not JSON", () => put("target/run_results.json", "{"), "run_results.json is not JSON"],
  ])("says what is wrong with %s", async (_name, arrange, words) => {
    arrange();
    await expect(read()).rejects.toThrow(words);
  });

  it.each([
    ["a link to a device", () => symlinkSync("/dev/zero", join(target, "run_results.json"))],
    ["a folder", () => mkdirSync(join(target, "run_results.json"))],
    ["a named pipe", () => execFileSync("mkfifo", [join(target, "run_results.json")])],
  ])("does not read %s", async (_name, arrange) => {
    arrange();
    await expect(read()).rejects.toThrow("run_results.json is not a regular file");
  });

  it("follows links to files, and refuses those that are too large", async () => {
    put("elsewhere.json", runResults);
    symlinkSync(join(folder, "elsewhere.json"), join(target, "run_results.json"));
    expect(await read(1)).toMatchObject({ runResults: { metadata: runResults.metadata } });
    truncateSync(join(folder, "elsewhere.json"), 501 * 1024 * 1024);
    await expect(read()).rejects.toThrow("run_results.json is larger than 500 MiB");
  });

  it("reads only the end of a log, however long it is", async () => {
    put("target/run_results.json", runResults);
    put("logs/dbt.log", "");
    truncateSync(join(folder, "logs/dbt.log"), 3 * 1024 ** 3);
    appendFileSync(join(folder, "logs/dbt.log"), `\n${fixture("dbt_undeclared_source.txt")}`);
    expect(await read(2)).toMatchObject({ error: expect.stringContaining("raw.nope") });
  });

  it("names the target of a run that stopped", async () => {
    const command = (text: string) =>
      `12:00:00 running dbt with arguments {'invocation_command': '${text}'}\n`;
    const stopped = fixture("dbt_undeclared_source.txt");
    put("logs/dbt.log", command("dbt build -t dev") + command("dbt build --target=prod -s a") + stopped);
    expect(await read(2)).toMatchObject({ target: "prod" });
    expect(targetIn(command("dbt build -t dev"))).toBe("dev");
    expect(targetIn(command("dbt build --target-path x"))).toBeNull();
    expect(targetIn(fixture("dbt_text.log"))).toBeNull();
  });

  it("takes /dev/null for no log", async () => {
    put("target/run_results.json", runResults);
    const payload = await readArtifacts(target, { logFile: "/dev/null", exitCode: 1 });
    expect(payload).toMatchObject({ runResults: expect.anything() });
  });

  it("fits a large project into one delivery, and keeps why nodes failed", async () => {
    const code = "x".repeat(20_000);
    const results = Array.from({ length: 600 }, (_, n) => ({
      unique_id: `model.shop.m${n}`,
      status: n === 0 ? "error" : "success",
      message: "m",
      compiled_code: code,
    }));
    put("target/run_results.json", { ...runResults, results });
    const payload = await read(1);
    expect(JSON.stringify(payload).length).toBeLessThan(8 * 1024 * 1024);
    const sent = (payload.runResults as Artifacts["runResults"]).results;
    expect(sent).toHaveLength(600);
    expect(sent[0]).toMatchObject({ compiled_code: "x".repeat(5_000) });
  });
});

describe("a project that is too large for one delivery", () => {
  const large = (columns: number, tests: number) => {
    const node = (n: number) => ({
      name: `m${n}`,
      resource_type: "model",
      relation_name: `"shop"."main"."m${n}"`,
      depends_on: { nodes: n === 0 ? [] : [`model.shop.m${n - 1}`] },
      columns: Object.fromEntries(
        Array.from({ length: columns }, (_, c) => [
          `column_${c}`,
          { name: `column_${c}`, data_type: "character varying(200)" },
        ]),
      ),
    });
    const test = {
      name: "unique".repeat(100),
      resource_type: "test",
      depends_on: { nodes: ["model.shop.m0"] },
    };
    put("target/manifest.json", {
      metadata: { project_name: "shop", adapter_type: "duckdb" },
      nodes: Object.fromEntries([
        ...Array.from({ length: 5_000 }, (_, n) => [`model.shop.m${n}`, node(n)]),
        ...Array.from({ length: tests }, (_, n) => [`test.shop.t${n}`, test]),
      ]),
    });
    const results = [{ unique_id: "model.shop.m4998", status: "error", message: "no such table" }];
    put("target/run_results.json", { ...runResults, results });
  };
  const COLUMNS = ["the compiled code of nodes that did not fail", "the documented columns"];

  it.each([
    [30, 0, COLUMNS],
    [30, 10_000, [...COLUMNS, "the tests in the manifest"]],
  ])("keeps the lineage of its models: %i columns, %i tests", async (columns, tests, omitted) => {
    large(columns, tests);
    const payload = await read(1);
    expect(JSON.stringify(payload).length).toBeLessThan(8 * 1024 * 1024);
    expect(payload.omitted).toEqual(omitted);
    const meaning = normaliseDbt(payload);
    if (!meaning.ok) throw new Error(JSON.stringify(meaning.issues));
    expect(meaning.lineage?.map(({ task }) => task?.name)).toEqual(["m4998", "m4999"]);
    expect(meaning.notes).toEqual([
      `Left out by the sender, because the artifacts are too large: ${omitted.join(", ")}.`,
    ]);
  });

  it("says nothing about one that fits", async () => {
    put("target/run_results.json", runResults);
    put("target/manifest.json", manifest);
    expect(await read(1)).not.toHaveProperty("omitted");
  });
});

describe("trimManifest", () => {
  it("keeps exposures and settings", () => {
    const trimmed = trimManifest({
      nodes: {
        "model.a.b": {
          name: "b",
          resource_type: "model",
          raw_code: "select 1",
          config: { meta: { owner: "data" } },
        },
      },
      exposures: {
        "exposure.a.c": {
          name: "c",
          owner: { email: "e" },
          depends_on: { nodes: ["model.a.b"] },
          description: "d",
        },
      },
    });
    expect(trimmed).toMatchObject({
      nodes: { "model.a.b": { name: "b", meta: { owner: "data" } } },
      exposures: {
        "exposure.a.c": { name: "c", owner: { email: "e" }, depends_on: { nodes: ["model.a.b"] } },
      },
    });
    expect(JSON.stringify(trimmed)).not.toMatch(/select 1|description/);
  });
});

describe("pd dbt", () => {
  let server: Server;
  let seen: { headers: Record<string, string>; body: Buffer }[];
  let statuses: number[];

  beforeEach(async () => {
    seen = [];
    statuses = [];
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        seen.push({
          headers: request.headers as Record<string, string>,
          body: gunzipSync(Buffer.concat(chunks)),
        });
        response.writeHead(statuses.shift() ?? 202).end("{}");
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const { port } = server.address() as AddressInfo;
    vi.stubEnv("PIPELINE_DEBUGGER_URL", `http://127.0.0.1:${port}/api/webhooks/dbt/key`);
    vi.stubEnv("PIPELINE_DEBUGGER_SECRET", SECRET);
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    put("target/run_results.json", runResults);
  });
  afterEach(() => server.close());

  it("sends the same results under one id, and others under another", async () => {
    const send = (...options: string[]) => sendDbt([target, "--exit-code", "1", ...options]);
    await send();
    await send();
    await send("--environment=staging");
    put("target/run_results.json", { ...runResults, metadata: { invocation_id: "other" } });
    await send();
    const ids = seen.map(({ headers }) => headers["webhook-id"]);
    expect(ids[0]).toMatch(/^msg_[0-9a-f]{32}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(new Set(ids).size).toBe(3);
  });

  it("sends every run that stopped under an id of its own", async () => {
    put("logs/dbt.log", fixture("dbt_unknown_ref.jsonl"));
    await sendDbt([target, "--exit-code", "2"]);
    await sendDbt([target, "--exit-code", "2"]);
    expect(new Set(seen.map(({ headers }) => headers["webhook-id"])).size).toBe(2);
  });

  it("sends it signed, and ends with dbt's exit code", async () => {
    expect(await sendDbt([target, "--exit-code", "1", "--environment=prod", "--pipeline", "nightly"])).toBe(
      1,
    );
    const [sent] = seen;
    if (!sent) throw new Error("nothing came");
    const now = new Date();
    expect(
      verifyDelivery({ rawBody: sent.body, headers: sent.headers, secrets: [SECRET], now }),
    ).toMatchObject({ ok: true });
    expect(normaliseDbt(JSON.parse(sent.body.toString()))).toMatchObject({
      ok: true,
      reports: expect.arrayContaining([
        expect.objectContaining({
          environment: "prod",
          subject: expect.objectContaining({
            pipeline: { externalId: "nightly", name: "nightly", owner: null },
          }),
        }),
      ]),
    });
    expect(await sendDbt([target])).toBe(0);
  });

  it("prints what was left out", async () => {
    const results = Array.from({ length: 600 }, (_, n) => ({
      unique_id: `model.shop.m${n}`,
      status: "success",
      compiled_code: "x".repeat(20_000),
    }));
    put("target/run_results.json", { ...runResults, results });
    expect(await sendDbt([target])).toBe(0);
    expect(vi.mocked(process.stderr.write).mock.calls[0]?.[0]).toBe(
      "pd: left out, because the artifacts are too large: the compiled code of nodes that did not fail\n",
    );
  });

  it("tries again while the receiver is not available, with the same id", async () => {
    statuses = [503, 202];
    expect(await sendDbt([target])).toBe(0);
    expect(seen.map(({ headers }) => headers["webhook-id"])).toEqual([
      seen[0]?.headers["webhook-id"],
      seen[0]?.headers["webhook-id"],
    ]);
  });

  it("fails when it is refused, unless it stands in for dbt's exit code", async () => {
    statuses = [401, 401];
    expect(await sendDbt([target])).toBe(1);
    expect(await sendDbt([target, "--exit-code", "0"])).toBe(0);
    expect(seen).toHaveLength(2);
    expect(await sendDbt([join(folder, "nowhere")])).toBe(1);
  });

  it.each([
    [["a", "b"], {}, "one folder"],
    [["--exit-code", "x"], {}, "exit code"],
    [["--unknown"], {}, "unknown option"],
    [[], { PIPELINE_DEBUGGER_URL: "" }, "PIPELINE_DEBUGGER_URL"],
    [[], { PIPELINE_DEBUGGER_SECRET: "" }, "PIPELINE_DEBUGGER_SECRET"],
    [["--url=file:///etc/passwd"], {}, "http or https"],
  ])("refuses %j %j", async (args, env, words) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const withFolder = args.length > 1 && !args[0]?.startsWith("-") ? args : [target, ...args];
    await expect(sendDbt(withFolder)).rejects.toThrow(words);
  });
});
