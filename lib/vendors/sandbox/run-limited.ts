import { spawn } from "node:child_process";
import { AppError } from "@/lib/platform/errors";
import type { SandboxEnding, SandboxLimits, SandboxResult } from "@/lib/vendors/sandbox/sandbox";

export interface LimitedRun {
  program: string;
  args: readonly string[];
  /** The whole environment of the program. */
  env: Readonly<Record<string, string>>;
  stdin: string;
  limits: Pick<SandboxLimits, "wallMs" | "outputBytes">;
  /** An open file that the program gets as descriptor 3. */
  descriptor?: number;
  signal?: AbortSignal;
}

const PIPES: ["pipe", "pipe", "pipe"] = ["pipe", "pipe", "pipe"];
/** After a kill, how long to wait for the pipes to close before they are abandoned. */
const CLOSE_WAIT_MS = 2_000;

/**
 * Runs a program with limits on time and output, and kills it when it exceeds one.
 * @throws AppError UNAVAILABLE if it cannot be started; the reason of `signal`.
 */
export function runLimited(run: LimitedRun): Promise<SandboxResult> {
  run.signal?.throwIfAborted();
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(run.program, run.args, {
      cwd: "/",
      env: run.env as NodeJS.ProcessEnv,
      stdio: [...PIPES, ...(run.descriptor === undefined ? [] : [run.descriptor])] as typeof PIPES,
    });
    let ending: SandboxEnding = "exited";
    let room = run.limits.outputBytes;
    const chunks: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
    const finish = (code: number | null) => {
      clearTimeout(timer);
      run.signal?.removeEventListener("abort", abort);
      if (run.signal?.aborted) return reject(run.signal.reason as Error);
      resolve({
        ending,
        code: ending === "exited" ? code : null,
        stdout: Buffer.concat(chunks.stdout).toString("utf8"),
        stderr: Buffer.concat(chunks.stderr).toString("utf8"),
        durationMs: Math.round(performance.now() - startedAt),
      });
    };
    const kill = () => {
      child.kill("SIGKILL");
      setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, CLOSE_WAIT_MS).unref();
    };
    const stop = (why: SandboxEnding) => {
      if (ending === "exited") ending = why;
      kill();
    };
    const timer = setTimeout(() => stop("time"), run.limits.wallMs);
    const abort = () => kill();
    run.signal?.addEventListener("abort", abort, { once: true });
    for (const name of ["stdout", "stderr"] as const) {
      child[name].on("data", (chunk: Buffer) => {
        if (room > 0) chunks[name].push(chunk.subarray(0, room));
        room -= chunk.length;
        if (room < 0) stop("output");
      });
    }
    // The program may end before it has read its input.
    child.stdin.on("error", () => undefined);
    child.stdin.end(run.stdin);
    child.once("error", (error) => {
      clearTimeout(timer);
      reject(new AppError("UNAVAILABLE", `${run.program} cannot be started.`, { cause: error }));
    });
    child.once("close", finish);
  });
}
