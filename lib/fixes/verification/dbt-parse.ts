import { dirname, join } from "node:path";
import { parse } from "yaml";
import type { RunCheck } from "@/lib/fixes/verification/conclude-verification";
import { findInterpreter } from "@/lib/vendors/sandbox/find-interpreter";
import { hasNamespaces, runInNamespaces } from "@/lib/vendors/sandbox/namespaces";
import { WORK_FOLDER, type SandboxFiles, type SandboxLimits } from "@/lib/vendors/sandbox/sandbox";

export interface DbtRun {
  /** The configured dbt (`PD_DBT`). */
  dbt: string;
  /** Files below the project's folder, at the base commit and after the patch. */
  before: SandboxFiles;
  after: SandboxFiles;
  /** `Type: message` of the failure, as reported. */
  failure: string;
  signal: AbortSignal;
}

/** Adapters in the order of preference: none of them connects when it parses. */
const PROFILES: readonly [package_: string, profile: Record<string, unknown>][] = [
  ["dbt.adapters.duckdb", { type: "duckdb", path: ":memory:" }],
  [
    "dbt.adapters.postgres",
    { type: "postgres", host: "localhost", user: "u", password: "p", port: 5432, dbname: "d", schema: "s" },
  ],
  [
    "dbt.adapters.snowflake",
    { type: "snowflake", account: "a", user: "u", password: "p", database: "d", schema: "s", warehouse: "w" },
  ],
  ["dbt.adapters.bigquery", { type: "bigquery", method: "oauth", project: "p", dataset: "d" }],
  [
    "dbt.adapters.redshift",
    { type: "redshift", host: "localhost", user: "u", password: "p", port: 5439, dbname: "d", schema: "s" },
  ],
  [
    "dbt.adapters.databricks",
    { type: "databricks", host: "localhost", http_path: "/", token: "t", schema: "s" },
  ],
  ["dbt.adapters.spark", { type: "spark", method: "session", host: "localhost", schema: "s" }],
];

/** dbt starts a helper process, and threads count as well. Each process may use this much memory. */
const LIMITS: SandboxLimits = {
  wallMs: 45_000,
  memoryBytes: 1024 ** 3,
  outputBytes: 1024 * 1024,
  processes: 8,
};
const ADAPTER_SCRIPT = `
import importlib.util, sys
for name in sys.argv[1:]:
    if importlib.util.find_spec(name):
        print(name)
        break
`;

type Parsed = { ok: true } | { ok: false; message: string };

/**
 * Runs `dbt parse` of a project before and after a patch, in namespaces, with a profile that holds no credentials and names
 * no server: parsing does not connect.
 * @throws AppError UNAVAILABLE if the sandbox cannot be started; the reason of `signal`.
 */
export async function parseDbtProject(run: DbtRun): Promise<RunCheck> {
  const startedAt = performance.now();
  const outcome = await parseTwice(run);
  return judgeDbt({
    ...outcome,
    failure: run.failure,
    durationMs: Math.round(performance.now() - startedAt),
  });
}

async function parseTwice(run: DbtRun): Promise<{ reason: string } | { before: Parsed; after: Parsed }> {
  if (!(await hasNamespaces()))
    return { reason: "programs cannot be isolated on this machine (bubblewrap 0.8 or newer is needed)" };
  const interpreter = await findInterpreter(join(dirname(run.dbt), "python"));
  if ("reason" in interpreter) return interpreter;
  const profile = await profileFor(interpreter, run);
  if (profile === null) return { reason: "no dbt adapter is installed beside PD_DBT" };
  const name = profileName(run.after.get("dbt_project.yml") ?? "");
  const parseOnce = async (project: SandboxFiles): Promise<Parsed> => {
    const result = await runInNamespaces({
      program: interpreter.path,
      args: [
        run.dbt,
        "--no-send-anonymous-usage-stats",
        "--no-use-colors",
        "--no-version-check",
        "--no-partial-parse",
        "--log-path",
        "/tmp/logs",
        "parse",
        "--threads",
        "1",
        "--target-path",
        "/tmp/target",
        "--project-dir",
        `${WORK_FOLDER}/project`,
        "--profiles-dir",
        `${WORK_FOLDER}/profile`,
      ],
      folders: interpreter.folders,
      files: new Map([
        ["profile/profiles.yml", JSON.stringify({ [name]: { target: "t", outputs: { t: profile } } })],
        ...[...project].map(([path, text]): [string, string] => [`project/${path}`, text]),
      ]),
      limits: LIMITS,
      signal: run.signal,
    });
    if (result.ending === "exited" && result.code === 0) return { ok: true };
    return {
      ok: false,
      message: messageOf(result.ending === "time" ? "it took too long" : result.stdout + result.stderr),
    };
  };
  const [before, after] = await Promise.all([parseOnce(run.before), parseOnce(run.after)]);
  return { before, after };
}

async function profileFor(
  { path, folders }: { path: string; folders: string[] },
  { signal }: DbtRun,
): Promise<Record<string, unknown> | null> {
  const names = PROFILES.map(([name]) => name);
  const found = await runInNamespaces({
    program: path,
    args: ["-I", "-c", ADAPTER_SCRIPT, ...names],
    folders,
    files: new Map(),
    limits: LIMITS,
    signal,
  });
  return PROFILES.find(([name]) => name === found.stdout.trim())?.[1] ?? null;
}

function profileName(project: string): string {
  try {
    const name: unknown = (parse(project) as Record<string, unknown> | null)?.["profile"];
    return typeof name === "string" ? name : "default";
  } catch {
    return "default";
  }
}

/** dbt's error, without times and its own announcements. */
function messageOf(output: string): string {
  const lines = output
    .split("\n")
    .map((line) => line.replace(/^\d\d:\d\d:\d\d\s+/, "").trim())
    .filter(
      (line) => line !== "" && !/^(?:Running with dbt|Registered adapter|Encountered an error:?)/.test(line),
    );
  const start = lines.findLastIndex((line) => /^(?:\w+ ){0,3}Error\b/.test(line));
  return (
    lines
      .slice(start === -1 ? -6 : start)
      .join(" ")
      .slice(0, 400) || "dbt ended without a message"
  );
}

type Outcome = ({ reason: string } | { before: Parsed; after: Parsed }) & {
  failure: string;
  durationMs: number;
};

/**
 * What two runs of `dbt parse` say about a patch. One that fails before the patch with the reported message and succeeds
 * after it proves the fix. Pure.
 */
export function judgeDbt(outcome: Outcome): RunCheck {
  const result = (
    status: "passed" | "failed" | "skipped",
    detail: string,
    more: Partial<RunCheck> = {},
  ): RunCheck => ({
    check: { name: "dbt_parse", status, detail, durationMs: outcome.durationMs },
    proof: false,
    breaks: false,
    log: [],
    ...more,
  });
  if ("reason" in outcome) return result("skipped", `dbt parse was not run: ${outcome.reason}.`);
  const { before, after, failure } = outcome;
  const log = [
    `before: ${before.ok ? "parsed" : before.message}`,
    `after: ${after.ok ? "parsed" : after.message}`,
  ];
  if (after.ok && before.ok)
    return result(
      "passed",
      "dbt parses the project before and after the patch, which does not prove the fix.",
      { log },
    );
  if (after.ok && !before.ok) {
    const words = significant(before.message);
    const isReported = words.length > 0 && words.every((word) => failure.includes(word));
    return result("passed", `dbt parse fails before the patch (${before.message}) and succeeds after it.`, {
      log,
      proof: isReported,
    });
  }
  if (!after.ok && before.ok)
    return result("failed", `dbt parse fails after the patch: ${after.message}.`, { log, breaks: true });
  return result("skipped", "dbt does not parse the project in the sandbox before the patch either.", { log });
}

/** What a message names, in quotes. */
function significant(message: string): string[] {
  return [...message.matchAll(/'([^'\n]{2,120})'/g)].flatMap((match) => match[1] ?? []);
}
