import { findInterpreter } from "@/lib/vendors/sandbox/find-interpreter";
import { hasNamespaces, runInNamespaces } from "@/lib/vendors/sandbox/namespaces";
import {
  DEFAULT_LIMITS,
  type SandboxFiles,
  type SandboxLimits,
  type SandboxResult,
} from "@/lib/vendors/sandbox/sandbox";
import { runWasmPython, WASM_PYTHON_VERSION } from "@/lib/vendors/sandbox/wasm-python";

export interface PythonRun {
  /** Arguments of the interpreter, such as `-c` and a program. */
  args: readonly string[];
  files: SandboxFiles;
  env?: Readonly<Record<string, string>>;
  stdin?: string;
  limits: SandboxLimits;
  signal?: AbortSignal;
}

/** A Python whose programs reach nothing outside. */
export interface PythonSandbox {
  /** What it is, for people: `Python 3.12 in WebAssembly`. */
  name: string;
  /** Whether packages are installed beside the standard library. */
  hasPackages: boolean;
  /** @throws AppError UNAVAILABLE if it cannot be started; the reason of the run's signal. */
  run(run: PythonRun): Promise<SandboxResult>;
}

/**
 * The configured Python in namespaces.
 * @returns why it cannot be used, if it cannot.
 */
export async function openConfiguredPython(path: string): Promise<PythonSandbox | { reason: string }> {
  if (!(await hasNamespaces()))
    return { reason: "programs cannot be isolated on this machine (bubblewrap 0.8 or newer is needed)" };
  const interpreter = await findInterpreter(path);
  if ("reason" in interpreter) return interpreter;
  return {
    name: `Python ${interpreter.version} in namespaces`,
    hasPackages: true,
    run: (run) => runInNamespaces({ ...run, program: interpreter.path, folders: interpreter.folders }),
  };
}

let wasm: Promise<PythonSandbox | null> | undefined;

/** CPython as WebAssembly; null if it cannot be run here, which is found out once. */
export function openWasmPython(): Promise<PythonSandbox | null> {
  wasm ??= probeWasm();
  return wasm;
}

async function probeWasm(): Promise<PythonSandbox | null> {
  const probe = { args: ["-I", "-S", "-c", "print(6 * 7)"], files: new Map<string, string>() };
  const answer = await runWasmPython({ ...probe, limits: DEFAULT_LIMITS }).catch(() => null);
  if (answer?.stdout.trim() !== "42") return null;
  return {
    name: `Python ${WASM_PYTHON_VERSION} in WebAssembly`,
    hasPackages: false,
    run: (run) => runWasmPython(run),
  };
}
