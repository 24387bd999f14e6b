import { spawn } from "node:child_process";
import { childEnvironment } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";

export interface GitRun {
  /** Working tree or bare repository, for messages. */
  path: string;
  /** The repository, so that git does not search for one; null to run without a repository in `path`. */
  gitDir: string | null;
  args: readonly string[];
  stdin?: string;
  env?: Record<string, string>;
  signal?: AbortSignal;
  /** Output limit; git is killed when it is reached, and `isCut` is true. */
  maxBytes?: number;
}

export interface GitResult {
  code: number;
  stdout: Buffer;
  stderr: string;
  isCut: boolean;
}

const TIMEOUT_MS = 60_000;
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_STDERR = 8_000;

/**
 * A repository's configuration is untrusted. These settings override it: no program it names is executed (hooks, file
 * system monitor, signing, external diff), no other file is read, and large files are not loaded into memory.
 */
const SAFE_CONFIG = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "core.attributesFile=/dev/null",
  "core.excludesFile=/dev/null",
  "core.alternateRefsCommand=false",
  "core.sshCommand=false",
  "core.askPass=false",
  "core.editor=false",
  "core.pager=cat",
  "core.quotePath=false",
  "core.autocrlf=false",
  "core.bigFileThreshold=16m",
  "credential.helper=",
  "diff.external=",
  "diff.submodule=short",
  "log.showSignature=false",
  "mailmap.file=/dev/null",
  "commit.gpgSign=false",
  "gpg.program=false",
  "gpg.ssh.program=false",
  "gpg.x509.program=false",
  "protocol.allow=never",
  "submodule.recurse=false",
  "gc.auto=0",
  "maintenance.auto=false",
].flatMap((setting) => ["-c", setting]);

const SAFE_ENVIRONMENT = {
  // No protocol is called "none", and unlike `protocol.allow` configuration cannot override this.
  GIT_ALLOW_PROTOCOL: "none",
  GIT_NO_LAZY_FETCH: "1",
  GIT_NO_REPLACE_OBJECTS: "1",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_ATTR_NOSYSTEM: "1",
  GIT_TERMINAL_PROMPT: "0",
  GIT_ASKPASS: "false",
  SSH_ASKPASS: "false",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_LITERAL_PATHSPECS: "1",
  HOME: "/dev/null",
  XDG_CONFIG_HOME: "/dev/null",
  LC_ALL: "C",
};

/**
 * Where git runs. Objects and branches need no working tree, so an empty one keeps git out of the real one and of
 * `core.worktree`. Without a repository, git must not search for one.
 */
function placeOf({ path, gitDir }: GitRun) {
  return gitDir === null
    ? { cwd: path, env: { GIT_DIR: "/dev/null" } }
    : { cwd: "/", env: { GIT_DIR: gitDir, GIT_WORK_TREE: "/dev/null" } };
}

/**
 * Runs git without a shell and returns its exit status and output.
 * @throws AppError UNAVAILABLE if git is not installed or takes longer than a minute; the reason of `signal`.
 */
export async function runGit(run: GitRun): Promise<GitResult> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const signal = run.signal ? AbortSignal.any([run.signal, timeout]) : timeout;
  signal.throwIfAborted();
  return new Promise<GitResult>((resolve, reject) => {
    const place = placeOf(run);
    const child = spawn("git", ["--no-pager", ...SAFE_CONFIG, ...run.args], {
      cwd: place.cwd,
      env: { ...childEnvironment(), ...SAFE_ENVIRONMENT, ...place.env, ...run.env },
      stdio: ["pipe", "pipe", "pipe"],
      signal,
      killSignal: "SIGKILL",
    });
    const read = collect(child.stdout, run.maxBytes ?? MAX_BYTES, () => child.kill("SIGKILL"));
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => {
      if (stderr.length < MAX_STDERR) stderr += chunk.toString("utf8");
    });
    // Git may exit before reading all input; its exit status reports the error.
    child.stdin.on("error", () => undefined);
    child.stdin.end(run.stdin ?? "");
    child.once("error", (error) => reject(explain(error, run, timeout)));
    child.once("close", (code) => {
      const { stdout, isCut } = read();
      resolve({ code: isCut ? 0 : (code ?? 1), stdout, stderr: stderr.trim(), isCut });
    });
  });
}

function collect(stream: NodeJS.ReadableStream, maxBytes: number, stop: () => void) {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on("data", (chunk: Buffer) => {
    if (size < maxBytes) chunks.push(chunk);
    size += chunk.length;
    if (size > maxBytes) stop();
  });
  return () => ({ stdout: Buffer.concat(chunks).subarray(0, maxBytes), isCut: size > maxBytes });
}

function explain(error: Error, run: GitRun, timeout: AbortSignal): unknown {
  if (run.signal?.aborted) return run.signal.reason;
  if (timeout.aborted) {
    return new AppError("UNAVAILABLE", `git took longer than ${TIMEOUT_MS / 1000} s in ${run.path}.`, {
      cause: error,
    });
  }
  const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
  const message = isMissing
    ? `git cannot be run in ${run.path}: either git is not installed or the folder does not exist.`
    : `git cannot be run in ${run.path}.`;
  return new AppError("UNAVAILABLE", message, { cause: error });
}
