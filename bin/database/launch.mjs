// Starts the embedded database as a child process.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const SERVE = fileURLToPath(new URL("./serve.mjs", import.meta.url));

/** One V8 worker thread instead of four, to save memory. */
const NODE_FLAGS = ["--v8-pool-size=1"];

/** The data format, as in PG_VERSION. */
export const POSTGRES_MAJOR = "18";

/** Exit code of a child whose folder is in use. */
export const EXIT_IN_USE = 3;

/** Exit code of a child that could not open its files. */
export const EXIT_UNUSABLE = 4;

/** The database did not start: the folder is in use, its files are unusable, or another error occurred. */
export class LaunchError extends Error {
  /** @param {string} message @param {unknown} code the child's exit code */
  constructor(message, code) {
    super(message);
    this.name = "LaunchError";
    this.isInUse = code === EXIT_IN_USE;
    this.isUnusable = code === EXIT_UNUSABLE;
  }
}

/**
 * @param {string} folder
 * @param {{ isDurable?: boolean }} [options] `isDurable: false` leaves flushing to the system, for tests
 * @returns {Promise<{ url: string, pid: number, child: import("node:child_process").ChildProcess, stop: () => Promise<void> }>}
 * @throws {LaunchError}
 */
export async function launchDatabase(folder, { isDurable = true } = {}) {
  const args = [...NODE_FLAGS, SERVE, "--data", folder, ...(isDurable ? [] : ["--fast"])];
  // A separate process group, so that Ctrl-C reaches only the parent, which stops the database last.
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe"], detached: true });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    complaint = (complaint + text).slice(-4_000);
  });
  const exited = new Promise((resolve) => child.once("exit", (code, signal) => resolve(code ?? signal)));
  const ready = new Promise((resolve) => createInterface(child.stdout).once("line", resolve));
  const first = await Promise.race([ready.then((line) => ({ line })), exited.then((code) => ({ code }))]);
  if ("code" in first) {
    const message = complaint.trim() || `the embedded database exited immediately (${first.code})`;
    throw new LaunchError(message, first.code);
  }
  const { url, pid } = JSON.parse(first.line);
  return {
    url,
    pid,
    child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.ref();
      child.kill("SIGTERM");
      await exited;
    },
  };
}
