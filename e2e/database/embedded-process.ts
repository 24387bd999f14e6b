import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const SERVE = fileURLToPath(new URL("../../bin/database/serve.mjs", import.meta.url));

/** A running embedded database. It ends by itself when this process does. */
export interface EmbeddedProcess {
  url: string;
  child: ChildProcess;
  /** Resolves when the files are closed and complete. */
  stop(): Promise<void>;
}

/** Starts the embedded database on `folder`. @throws Error with what it printed when it does not come up. */
export async function startEmbedded(folder: string): Promise<EmbeddedProcess> {
  const child = spawn(process.execPath, [SERVE, "--data", folder], { stdio: ["pipe", "pipe", "pipe"] });
  let complaint = "";
  child.stderr.on("data", (data) => (complaint += String(data)));
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const ready = new Promise<string>((resolve) => createInterface(child.stdout).once("line", resolve));
  const first = await Promise.race([ready, exited]);
  if (typeof first !== "string") throw new Error(`The embedded database ended (code ${first}): ${complaint}`);
  // A database that nobody closed must not keep the tests from ending.
  child.unref();
  return {
    url: (JSON.parse(first) as { url: string }).url,
    child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.ref();
      child.kill("SIGTERM");
      await exited;
    },
  };
}
