import { arrangeFiles } from "@/lib/code/imports/repository-files";
import { reachFiles } from "@/lib/code/imports/reach-files";
import { patchHazards } from "@/lib/fixes/hazards/patch-hazards";
import { checkPatch, type CheckedPatch, type PatchCheck } from "@/lib/fixes/patches/check-patch";
import type { FileEdit } from "@/lib/fixes/patches/unified-diff";
import {
  concludeVerification,
  reproductionCheck,
  skippedRun,
  type RunCheck,
} from "@/lib/fixes/verification/conclude-verification";
import { parseDbtProject } from "@/lib/fixes/verification/dbt-parse";
import { importPipeline } from "@/lib/fixes/verification/import-pipeline";
import { planReproduction } from "@/lib/fixes/verification/plan-reproduction";
import { reproduceFailure } from "@/lib/fixes/verification/reproduce-failure";
import { inVerificationSlot } from "@/lib/fixes/verification/verification-slots";
import type { LogException } from "@/lib/logs/schemas";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { openConfiguredPython, openWasmPython, type PythonSandbox } from "@/lib/vendors/sandbox/open-python";
import type { SandboxFiles } from "@/lib/vendors/sandbox/sandbox";

export interface PatchVerification extends PatchCheck {
  /** Paths of the repository's files at the base commit. */
  paths: readonly string[];
  readFiles: (paths: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  dagsFolder: string | null;
  /** The file that defines the pipeline, if known. */
  pipelineFile: string | null;
  /** The exception that explains the failure, and as text. */
  exception: LogException | null;
  failure: string;
  /** Names that evidence shows to have been renamed: old to new. */
  renamed: Readonly<Record<string, string>>;
}

/** For all runs of one patch, waiting included. */
const DEADLINE_MS = 60_000;
const MAX_FILES = 60;
const MAX_DEPTH = 6;
const MAX_BYTES = 4 * 1024 * 1024;
const MAX_DBT_FILES = 500;

/**
 * Checks a patch, then runs it where it can be isolated: a reproduction of the failure, an import of the pipeline's file and
 * `dbt parse`. Everything runs in processes of its own, two patches at a time, for at most a minute. Takes seconds: never
 * inside a transaction.
 */
export async function verifyPatch(input: PatchVerification): Promise<CheckedPatch> {
  const checked = await checkPatch(input);
  if (checked.verification.status === "failed") return checked;
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const runs = await inVerificationSlot(() => runAll(input, checked.edits, signal));
  const verification = concludeVerification({
    checked,
    commit: input.baseCommit.slice(0, 8),
    runs: runs ?? [skippedRun("reproduction", "too many patches are being verified at the moment")],
    hazards: patchHazards(checked.edits),
  });
  const isUsable = verification.status !== "failed";
  return { ...checked, verification, edits: isUsable ? checked.edits : [] };
}

async function runAll(
  input: PatchVerification,
  edits: readonly FileEdit[],
  signal: AbortSignal,
): Promise<RunCheck[]> {
  const reproduction = await guarded("reproduction", signal, () => reproduce(input, edits, signal));
  const imported = await guarded("import", signal, () => importFile(input, edits, signal));
  const dbt = await guarded("dbt_parse", signal, () => parseDbt(input, edits, signal));
  return [reproduction, imported, dbt].flatMap((run) => run ?? []);
}

/** A run that fails on our side is skipped, and says so; it never fails a fix. */
async function guarded(
  name: RunCheck["check"]["name"],
  signal: AbortSignal,
  run: () => Promise<RunCheck | null>,
): Promise<RunCheck | null> {
  try {
    return signal.aborted ? skippedRun(name, "there was no time left to run it") : await run();
  } catch (error) {
    if (signal.aborted) return skippedRun(name, `it took longer than ${DEADLINE_MS / 1_000} s`);
    log.warn({ err: error, check: name }, "a check of a fix could not be run");
    return skippedRun(name, "the sandbox could not be started");
  }
}

async function reproduce(
  input: PatchVerification,
  edits: readonly FileEdit[],
  signal: AbortSignal,
): Promise<RunCheck> {
  const { exception, paths, dagsFolder } = input;
  const target = planReproduction({ exception, paths, dagsFolder, edits });
  if ("reason" in target)
    return skippedRun("reproduction", `the failure was not reproduced: ${target.reason}`);
  const python = await openReproductionPython();
  if (!python) return skippedRun("reproduction", "no isolation is available here");
  const trees = await readTrees(input, edits, [target.path]);
  if ("reason" in trees) return skippedRun("reproduction", `the failure was not reproduced: ${trees.reason}`);
  const startedAt = performance.now();
  const result = await reproduceFailure(python, { ...trees, target, renamed: input.renamed, signal });
  const durationMs = Math.round(performance.now() - startedAt);
  const { outcome, detail } = result;
  const isNone = outcome === "unclear" && result.log.length === 0;
  const told = isNone ? `the failure was not reproduced: ${detail}` : detail;
  return reproductionCheck({ ...result, detail: told }, python.name, durationMs);
}

/** The configured Python, which has the pipeline's packages; else CPython as WebAssembly. */
async function openReproductionPython(): Promise<PythonSandbox | null> {
  const { PD_PYTHON } = env();
  const configured = PD_PYTHON === undefined ? null : await openConfiguredPython(PD_PYTHON);
  return configured && !("reason" in configured) ? configured : openWasmPython();
}

async function importFile(
  input: PatchVerification,
  edits: readonly FileEdit[],
  signal: AbortSignal,
): Promise<RunCheck | null> {
  const { pipelineFile, exception } = input;
  if (
    pipelineFile === null ||
    !pipelineFile.endsWith(".py") ||
    !edits.some(({ path }) => path.endsWith(".py"))
  )
    return null;
  const { PD_PYTHON } = env();
  const not = `${pipelineFile} was not imported`;
  if (PD_PYTHON === undefined)
    return skippedRun("import", `${not}: no Python with the pipeline's packages is configured (PD_PYTHON)`);
  const python = await openConfiguredPython(PD_PYTHON);
  if ("reason" in python) return skippedRun("import", `${not}: ${python.reason}`);
  const trees = await readTrees(input, edits, [pipelineFile]);
  if ("reason" in trees) return skippedRun("import", `${not}: ${trees.reason}`);
  const reported = exception?.type ? { type: exception.type, message: exception.message } : null;
  return importPipeline(python, { ...trees, path: pipelineFile, reported, signal });
}

interface Trees {
  before: SandboxFiles;
  after: SandboxFiles;
  folders: string[];
}

/** The entries and the Python files that they import, before and after the patch. */
async function readTrees(
  input: PatchVerification,
  edits: readonly FileEdit[],
  entries: readonly string[],
): Promise<Trees | { reason: string }> {
  const { paths, dagsFolder, readFiles } = input;
  const texts = new Map<string, string>();
  const read = async (wanted: readonly string[]) => {
    const found = await readFiles(wanted);
    for (const [path, text] of found) texts.set(path, text);
    return found;
  };
  const all = [...new Set([...paths, ...edits.map(({ path }) => path)])];
  const reached = await reachFiles(
    { entries, paths: all, dagsFolder, maxFiles: MAX_FILES, maxDepth: MAX_DEPTH },
    read,
  );
  const wanted = new Set(reached.filter(({ how }) => how !== "names").map(({ path }) => path));
  const before = new Map([...texts].filter(([path]) => wanted.has(path) && path.endsWith(".py")));
  const isTouched = edits.some(
    ({ path }) => wanted.has(path) || (path.endsWith(".py") && !paths.includes(path)),
  );
  if (!isTouched) return { reason: "the patch does not change code that it runs" };
  if ([...before.values()].reduce((sum, text) => sum + text.length, 0) > MAX_BYTES)
    return { reason: "its code is too large" };
  const folders = [...new Set(["", dagsFolder ?? "", ...arrangeFiles(all, { dagsFolder, entries }).roots])];
  return {
    before,
    after: patched(
      before,
      edits.filter(({ path }) => path.endsWith(".py")),
    ),
    folders,
  };
}

function patched(files: SandboxFiles, edits: readonly FileEdit[]): SandboxFiles {
  const after = new Map(files);
  for (const { path, after: text } of edits) {
    if (text === null) after.delete(path);
    else after.set(path, text);
  }
  return after;
}

const DBT_FILE = /\.(?:sql|ya?ml|md|csv|py)$/i;

async function parseDbt(
  input: PatchVerification,
  edits: readonly FileEdit[],
  signal: AbortSignal,
): Promise<RunCheck | null> {
  const project = input.paths.find(
    (path) =>
      /(?:^|\/)dbt_project\.yml$/.test(path) &&
      edits.some((edit) => edit.path.startsWith(path.slice(0, -"dbt_project.yml".length))),
  );
  if (project === undefined) return null;
  const { PD_DBT } = env();
  if (PD_DBT === undefined)
    return skippedRun("dbt_parse", "dbt parse was not run: no dbt is configured (PD_DBT)");
  const folder = project.slice(0, -"dbt_project.yml".length);
  const wanted = input.paths.filter((path) => path.startsWith(folder) && DBT_FILE.test(path));
  if (wanted.length > MAX_DBT_FILES)
    return skippedRun("dbt_parse", "dbt parse was not run: the project is too large");
  const texts = await input.readFiles(wanted);
  const inside = (path: string) => path.slice(folder.length);
  const before = new Map([...texts].map(([path, text]) => [inside(path), text]));
  const own = edits
    .filter(({ path }) => path.startsWith(folder))
    .map((edit) => ({ ...edit, path: inside(edit.path) }));
  return parseDbtProject({
    dbt: PD_DBT,
    before,
    after: patched(before, own),
    failure: input.failure,
    signal,
  });
}
