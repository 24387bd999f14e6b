import { randomInt } from "node:crypto";
import { lstat, mkdir, mkdtemp, open, readlink, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { childEnvironment } from "@/lib/platform/env";
import { runLimited } from "@/lib/vendors/sandbox/run-limited";
import { seccompFilter } from "@/lib/vendors/sandbox/seccomp-filter";
import {
  assertInside,
  DEFAULT_LIMITS,
  WORK_FOLDER,
  type SandboxFiles,
  type SandboxLimits,
  type SandboxResult,
} from "@/lib/vendors/sandbox/sandbox";

export interface NamespaceRun {
  /** Absolute path of a program in `/usr` or in one of `folders`. */
  program: string;
  args: readonly string[];
  /** Folders of the program, at the same path, read-only. `/usr` is always there. */
  folders: readonly string[];
  files: SandboxFiles;
  /** The program's environment besides paths and locale. */
  env?: Readonly<Record<string, string>>;
  stdin?: string;
  limits: SandboxLimits;
  signal?: AbortSignal;
}

const OPEN_FILES = 128;
const THREADS = 32;
/** Everything that the program writes is in memory: its temporary folder and its shared memory. */
const WRITABLE_BYTES = 32 * 1024 * 1024;
/** Above every real user's id, so that limits per user count this run alone, and no file belongs to it. */
const UNUSED_IDS = [1_800_000_000, 2_000_000_000] as const;
const NOBODY = "65534";
const TEMPORARY = "/tmp";

let probed: Promise<boolean> | undefined;

/**
 * Whether programs can be isolated by namespaces here: Linux, bubblewrap 0.8 or newer, util-linux, and the right to
 * create namespaces. Found out once, by running a program that looks for the machine's files.
 */
export function hasNamespaces(): Promise<boolean> {
  probed ??= probe();
  return probed;
}

async function probe(): Promise<boolean> {
  if (process.platform !== "linux" || seccompFilter(process.arch, false) === null) return false;
  const script = "for p in /etc/passwd /proc/1 /home /root /var; do [ -e $p ] && exit 3; done; exit 0";
  try {
    const result = await runInNamespaces({
      program: "/bin/sh",
      args: ["-c", script],
      folders: [],
      files: new Map(),
      limits: DEFAULT_LIMITS,
    });
    return result.ending === "exited" && result.code === 0;
  } catch {
    return false;
  }
}

/**
 * Runs a program in namespaces of its own: no network, no other processes, no files besides `/usr`, its own folders and
 * `files` (all read-only) and a temporary folder in memory, no capabilities, another user than this process's if that is
 * root, and a filter of system calls. When it ends, everything it started is gone.
 * @throws AppError UNAVAILABLE if bubblewrap cannot be started; the reason of `signal`.
 */
export async function runInNamespaces(run: NamespaceRun): Promise<SandboxResult> {
  assertInside(run.files);
  // The outer folder is closed to other users of this machine; the inner one is readable inside.
  const outside = await mkdtemp(join(tmpdir(), "pd-sandbox-"));
  try {
    const work = join(outside, "work");
    await mkdir(work, { mode: 0o755 });
    for (const [path, text] of run.files) {
      await mkdir(dirname(join(work, path)), { recursive: true, mode: 0o755 });
      await writeFile(join(work, path), text, { mode: 0o644 });
    }
    const filter = join(outside, "filter");
    await writeFile(filter, seccompFilter(process.arch, run.limits.processes > 1) ?? "");
    const handle = await open(filter);
    try {
      return await runLimited({
        program: "bwrap",
        args: [...(await isolation(run, work)), "--", ...limited(run)],
        // Only bubblewrap sees this; it clears the environment for the program.
        env: { PATH: childEnvironment().PATH ?? "/usr/bin:/bin" },
        stdin: run.stdin ?? "",
        limits: run.limits,
        descriptor: handle.fd,
        ...(run.signal && { signal: run.signal }),
      });
    } finally {
      await handle.close();
    }
  } finally {
    await rm(outside, { recursive: true, force: true });
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

async function isolation(run: NamespaceRun, work: string): Promise<string[]> {
  const environment = {
    PATH: "/usr/local/bin:/usr/bin:/bin",
    HOME: TEMPORARY,
    TMPDIR: TEMPORARY,
    USER: "sandbox",
    LOGNAME: "sandbox",
    LANG: "C.UTF-8",
    PYTHONDONTWRITEBYTECODE: "1",
    ...run.env,
  };
  const memory = (path: string) => ["--perms", "1777", "--size", String(WRITABLE_BYTES), "--tmpfs", path];
  return [
    "--unshare-ipc",
    "--unshare-net",
    "--unshare-pid",
    "--unshare-uts",
    "--unshare-cgroup-try",
    // Root needs no user namespace; `setpriv` then switches to an unprivileged user and cannot switch back.
    ...(isRoot()
      ? [
          "--cap-drop",
          "ALL",
          ...["SETUID", "SETGID", "SETPCAP"].flatMap((cap) => ["--cap-add", `CAP_${cap}`]),
        ]
      : ["--unshare-user", "--uid", NOBODY, "--gid", NOBODY]),
    "--die-with-parent",
    "--new-session",
    "--hostname",
    "sandbox",
    "--clearenv",
    ...Object.entries(environment).flatMap(([name, value]) => ["--setenv", name, value]),
    "--tmpfs",
    "/",
    ...(await systemFolders()),
    "--dir",
    "/dev",
    ...["null", "zero", "random", "urandom"].flatMap((name) => [
      "--dev-bind",
      `/dev/${name}`,
      `/dev/${name}`,
    ]),
    ...memory(TEMPORARY),
    ...memory("/dev/shm"),
    // After the temporary folder, because a program may be installed below it.
    ...run.folders.flatMap((folder) => readOnly(folder, folder)),
    ...readOnly(work, WORK_FOLDER),
    "--remount-ro",
    "/",
    "--chdir",
    WORK_FOLDER,
    "--seccomp",
    "3",
  ];
}

/** `/usr`, and `/bin` and the library folders, which most distributions link into it. */
async function systemFolders(): Promise<string[]> {
  const folders = ["/bin", "/sbin", "/lib", "/lib32", "/lib64"];
  const links = await Promise.all(
    folders.map(async (folder) => {
      const entry = await lstat(folder).catch(() => null);
      if (entry === null) return [];
      return entry.isSymbolicLink()
        ? ["--symlink", await readlink(folder), folder]
        : ["--ro-bind", folder, folder];
    }),
  );
  const cache = "/etc/ld.so.cache";
  return [
    "--ro-bind",
    "/usr",
    "/usr",
    ...links.flat(),
    "--perms",
    "0755",
    "--dir",
    "/etc",
    "--ro-bind-try",
    cache,
    cache,
  ];
}

/** Folders above it are created readable, because bubblewrap creates them for its own user alone. */
function readOnly(from: string, to: string): string[] {
  const above: string[] = [];
  for (let folder = dirname(to); folder !== "/"; folder = dirname(folder)) above.unshift(folder);
  return [...above.flatMap((folder) => ["--perms", "0755", "--dir", folder]), "--ro-bind", from, to];
}

/** The command line that drops root privileges and sets resource limits before it starts the program. */
function limited({ program, args, limits }: NamespaceRun): string[] {
  const user = String(randomInt(...UNUSED_IDS));
  const seconds = Math.ceil(limits.wallMs / 1_000);
  return [
    ...(isRoot()
      ? [
          "/usr/bin/setpriv",
          "--reuid",
          user,
          "--regid",
          user,
          "--clear-groups",
          "--inh-caps=-all",
          "--bounding-set=-all",
          "--no-new-privs",
        ]
      : []),
    "/usr/bin/prlimit",
    `--as=${limits.memoryBytes}`,
    `--cpu=${seconds}`,
    `--nproc=${limits.processes > 1 ? limits.processes : THREADS}`,
    `--nofile=${OPEN_FILES}`,
    `--fsize=${WRITABLE_BYTES}`,
    "--core=0",
    "--",
    program,
    ...args,
  ];
}
