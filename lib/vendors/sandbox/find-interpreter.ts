import { execFile } from "node:child_process";
import { realpath } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute } from "node:path";
import { z } from "zod";
import { isInside } from "@/lib/platform/allowed-folders";
import { childEnvironment, env } from "@/lib/platform/env";
import { jsonOf } from "@/lib/vendors/answer";

/** A Python that the operator configured. */
export interface Interpreter {
  /** Its path, as configured: a virtual environment is found by it. */
  path: string;
  /** For example `3.12.4`. */
  version: string;
  /** Folders that it needs outside of `/usr`. */
  folders: string[];
}

const SCRIPT = `
import json, os, platform, sys, sysconfig
folders = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix, sysconfig.get_path("stdlib")}
json.dump({"version": platform.python_version(), "folders": sorted(folders)}, sys.stdout)
`;

const Answer = z.object({ version: z.string().max(40), folders: z.array(z.string().max(1_000)).max(20) });
const TIMEOUT_MS = 20_000;

/** An interpreter that cannot be used, and why. */
export interface NoInterpreter {
  reason: string;
}

/**
 * Asks a configured Python, outside of any sandbox, for its version and folders. Folders that hold more than an
 * interpreter (the file system, a home, the product or its data) are refused, because programs in the sandbox could read
 * them.
 */
export async function findInterpreter(path: string): Promise<Interpreter | NoInterpreter> {
  if (!isAbsolute(path)) return { reason: `${path} is not an absolute path` };
  const output = await new Promise<string | null>((resolve) => {
    const options = { env: childEnvironment(), timeout: TIMEOUT_MS, maxBuffer: 64 * 1024 };
    execFile(path, ["-I", "-c", SCRIPT], options, (error, stdout) => resolve(error ? null : stdout));
  });
  const answer = output === null ? null : Answer.safeParse(jsonOf(output));
  if (!answer?.success) return { reason: `${path} cannot be run` };
  const folders = answer.data.folders.filter((folder) => folder !== "/usr" && !folder.startsWith("/usr/"));
  const tooWide = await findTooWide(folders);
  if (tooWide !== null) return { reason: `${path} is installed in ${tooWide}, which holds other files too` };
  const outermost = folders.filter(
    (folder) => !folders.some((other) => other !== folder && isInside(folder, [other])),
  );
  return { path, version: answer.data.version, folders: outermost };
}

async function findTooWide(folders: readonly string[]): Promise<string | null> {
  const data = await realpath(env().PD_DATA_DIR).catch(() => null);
  const kept = [homedir(), process.cwd(), ...(data === null ? [] : [data])];
  for (const folder of folders) {
    const real = await realpath(folder).catch(() => folder);
    if (kept.some((path) => isInside(path, [real]))) return folder;
  }
  return null;
}
