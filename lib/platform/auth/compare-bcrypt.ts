import { join } from "node:path";
import { Worker } from "node:worker_threads";

/** Resolved at run time, because bundling would lose the worker's file. */
const FILE = ["lib", "platform", "auth", "bcrypt-worker.mjs"];

/** Compares a password with a bcrypt hash in a worker thread, because bcrypt in JavaScript would block the main one. */
export function compareBcrypt(password: string, hash: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(process.cwd(), ...FILE), { workerData: { password, hash }, env: {} });
    worker.once("message", (matches: unknown) => resolve(matches === true));
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`The bcrypt thread ended with ${code}.`)));
  });
}
