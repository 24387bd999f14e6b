import { z } from "zod";
import { askProgram, TREE_FOLDER } from "@/lib/fixes/verification/ask-program";
import type { RunCheck } from "@/lib/fixes/verification/conclude-verification";
import type { PythonSandbox } from "@/lib/vendors/sandbox/open-python";
import type { SandboxFiles, SandboxLimits } from "@/lib/vendors/sandbox/sandbox";

export interface ImportRun {
  /** The pipeline's file. */
  path: string;
  before: SandboxFiles;
  after: SandboxFiles;
  folders: readonly string[];
  /** The reported exception; null if unknown. */
  reported: { type: string; message: string } | null;
  signal: AbortSignal;
}

const LIMITS: SandboxLimits = {
  wallMs: 45_000,
  memoryBytes: 4 * 1024 ** 3,
  outputBytes: 1024 * 1024,
  processes: 1,
};

/** Settings with which Airflow and Prefect touch nothing but the sandbox's temporary folder. */
const ENVIRONMENT = {
  AIRFLOW_HOME: "/tmp/airflow",
  AIRFLOW__CORE__LOAD_EXAMPLES: "False",
  AIRFLOW__CORE__DAGS_FOLDER: TREE_FOLDER,
  AIRFLOW__CORE__PLUGINS_FOLDER: "/tmp/airflow/plugins",
  AIRFLOW__CORE__FERNET_KEY: "",
  AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: "sqlite:////tmp/airflow/airflow.db",
  AIRFLOW__LOGGING__BASE_LOG_FOLDER: "/tmp/airflow/logs",
  AIRFLOW__SECRETS__BACKEND: "",
  PREFECT_HOME: "/tmp/prefect",
  PREFECT_SERVER_ALLOW_EPHEMERAL_MODE: "false",
  DO_NOT_TRACK: "1",
};

const Answer = z.union([
  z.object({ dags: z.number(), flows: z.number() }),
  z.object({
    type: z.string(),
    message: z.string(),
    missing: z.string().nullable(),
    line: z.string().nullable(),
  }),
]);
export type ImportAnswer = z.infer<typeof Answer>;

/**
 * Imports the pipeline's file in the configured Python, before and after the patch.
 * @throws AppError UNAVAILABLE if the sandbox cannot be started; the reason of `signal`.
 */
export async function importPipeline(python: PythonSandbox, run: ImportRun): Promise<RunCheck> {
  const startedAt = performance.now();
  const [before, after] = await Promise.all([
    importOnce(python, run, run.before),
    importOnce(python, run, run.after),
  ]);
  return judgeImport({
    before,
    after,
    run,
    python: python.name,
    durationMs: Math.round(performance.now() - startedAt),
  });
}

function importOnce(
  python: PythonSandbox,
  { path, folders, signal }: ImportRun,
  tree: SandboxFiles,
): Promise<ImportAnswer | null> {
  return askProgram(python, {
    program: "import_pipeline.py",
    tree,
    job: { path, folders },
    answer: Answer,
    env: ENVIRONMENT,
    limits: LIMITS,
    signal,
  });
}

interface ImportOutcome {
  before: ImportAnswer | null;
  after: ImportAnswer | null;
  run: Pick<ImportRun, "path" | "reported">;
  python: string;
  durationMs: number;
}

/**
 * What two imports say about a patch. An import that fails before the patch with the reported exception and succeeds after it
 * proves the fix; one that succeeds twice only shows that the patch does not break it. Pure.
 */
export function judgeImport({ before, after, run, python, durationMs }: ImportOutcome): RunCheck {
  const { path, reported } = run;
  const result = (
    status: "passed" | "failed" | "skipped",
    detail: string,
    more: Partial<RunCheck> = {},
  ): RunCheck => ({
    check: { name: "import", status, detail, durationMs },
    proof: false,
    breaks: false,
    log: [describe("before", before), describe("after", after)],
    ...more,
  });
  if (after === null || before === null)
    return result("skipped", `Importing ${path} took too long or needed too much memory in the sandbox.`);
  if (isImported(after)) {
    if (isImported(before))
      return result(
        "passed",
        `${path} imports before and after the patch (${python}), which does not prove the fix.`,
      );
    const isReported =
      reported !== null &&
      reported.type.split(".").at(-1) === before.type &&
      reported.message === before.message;
    const failed = `${path} fails to import before the patch (${before.type}: ${before.message}) and imports after it (${python}).`;
    return result("passed", failed, { proof: isReported });
  }
  const error = `${after.type}: ${after.message}`;
  if (!isImported(before))
    return result("skipped", `${path} does not import in the sandbox before the patch either (${error}).`);
  if (after.missing !== null)
    return result(
      "skipped",
      `After the patch ${path} needs ${after.missing}, which is not installed in the configured Python.`,
    );
  return result("failed", `${path} no longer imports after the patch: ${error}.`, { breaks: true });
}

function isImported(answer: ImportAnswer): answer is Extract<ImportAnswer, { dags: number }> {
  return "dags" in answer;
}

function describe(when: string, answer: ImportAnswer | null): string {
  if (answer === null) return `${when}: no answer`;
  if (!isImported(answer))
    return `${when}: ${answer.type}: ${answer.message} at ${answer.line ?? "an unknown line"}`;
  return `${when}: imported, ${answer.dags} DAG(s), ${answer.flows} flow(s)`;
}
