import { spawn } from "node:child_process";
import { Problem } from "./problem.mjs";

const KEPT = 20_000;
const SHOWN_LINES = 40;

/**
 * Runs a Node script to its end, quietly.
 * @param {string} title for the message when it fails
 * @param {string[]} args
 * @param {{ cwd: string, env?: Record<string, string> }} options
 * @throws {Problem} with the end of its output
 */
export async function runNode(title, args, { cwd, env = {} }) {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const keep = (/** @type {string} */ text) => {
    output = (output + text).slice(-KEPT);
  };
  child.stdout.setEncoding("utf8").on("data", keep);
  child.stderr.setEncoding("utf8").on("data", keep);
  const end = () => child.kill("SIGTERM");
  process.once("exit", end);
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? signal));
  });
  process.off("exit", end);
  if (code === 0) return;
  const tail = output.trimEnd().split("\n").slice(-SHOWN_LINES).join("\n");
  throw new Problem(`${title} failed (${code}):\n\n${tail}`);
}
