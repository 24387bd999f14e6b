import { dirname, join } from "node:path";
import { runLimited } from "@/lib/vendors/sandbox/run-limited";
import {
  assertInside,
  WORK_FOLDER,
  type SandboxFiles,
  type SandboxLimits,
  type SandboxResult,
} from "@/lib/vendors/sandbox/sandbox";

export interface WasmPythonRun {
  /** Arguments of the interpreter. */
  args: readonly string[];
  files: SandboxFiles;
  stdin?: string;
  /** `processes` is always 1 here: there is no way to start another. */
  limits: SandboxLimits;
  signal?: AbortSignal;
}

/** What the interpreter says it is; its package has no other name for the version. */
export const WASM_PYTHON_VERSION = "3.12";

/** Resolved at run time, because bundling would lose the program's file. */
const CHILD = ["lib", "vendors", "sandbox", "wasm-python-child.mjs"];
const WASM_PAGE_BYTES = 64 * 1024;

/**
 * Runs a program in CPython compiled to WebAssembly, in a process of its own: the standard library without network,
 * processes or threads, and no files but `files`, read-only in `/sandbox`. The process may read nothing but the product's
 * packages, and write and start nothing, should the program get out of the interpreter.
 * @throws AppError UNAVAILABLE if the process cannot be started; the reason of `signal`.
 */
export async function runWasmPython(run: WasmPythonRun): Promise<SandboxResult> {
  assertInside(run.files);
  const root = process.cwd();
  const script = join(root, ...CHILD);
  const program = {
    args: run.args,
    files: [...run.files],
    folder: WORK_FOLDER,
    stdin: run.stdin ?? "",
    env: { PYTHONDONTWRITEBYTECODE: "1" },
    wallMs: run.limits.wallMs,
    outputBytes: run.limits.outputBytes,
  };
  return runLimited({
    program: process.execPath,
    args: [
      "--no-warnings",
      permissionFlag(),
      "--allow-worker",
      `--allow-fs-read=${join(root, "node_modules")}/*`,
      `--allow-fs-read=${dirname(script)}/*`,
      `--allow-fs-read=${join(root, "package.json")}`,
      `--wasm-max-mem-pages=${Math.floor(run.limits.memoryBytes / WASM_PAGE_BYTES)}`,
      script,
    ],
    env: {},
    stdin: JSON.stringify(program),
    limits: run.limits,
    ...(run.signal && { signal: run.signal }),
  });
}

/** Node 22.13 dropped "experimental" from the name. */
function permissionFlag(): string {
  return process.allowedNodeEnvironmentFlags.has("--permission")
    ? "--permission"
    : "--experimental-permission";
}
