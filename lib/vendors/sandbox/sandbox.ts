/** Limits of one run. Every one is enforced from outside the program. */
export interface SandboxLimits {
  /** Wall time, after which the run is killed. */
  wallMs: number;
  /** Memory of the program. */
  memoryBytes: number;
  /** Bytes of standard output and standard error together, after which the run is killed. */
  outputBytes: number;
  /** Processes and threads. With 1 the program may start threads, but no other process. */
  processes: number;
}

/** Files by their path inside the sandbox, relative to `/sandbox`. */
export type SandboxFiles = ReadonlyMap<string, string>;

/** How a run ended: by itself, or killed for exceeding a limit. */
export type SandboxEnding = "exited" | "time" | "output";

export interface SandboxResult {
  ending: SandboxEnding;
  /** Exit status; null if a signal ended the program, which includes the limits on memory and CPU time. */
  code: number | null;
  stdout: string;
  stderr: string;
  durationMs: number;
}

/** The folder of the files inside every sandbox; it cannot be written to. */
export const WORK_FOLDER = "/sandbox";

const MIB = 1024 * 1024;

/** Enough for a small program without other processes. */
export const DEFAULT_LIMITS: SandboxLimits = {
  wallMs: 15_000,
  memoryBytes: 256 * MIB,
  outputBytes: MIB,
  processes: 1,
};

/** @throws Error for a path that would leave the folder of the files. */
export function assertInside(files: SandboxFiles): void {
  for (const path of files.keys()) {
    const isPlain = path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
    if (!isPlain || path.includes("\0"))
      throw new Error(`Not a path inside the sandbox: ${path.slice(0, 200)}`);
  }
}
