import { spawn } from "node:child_process";
import { Problem } from "./problem.mjs";

const KEPT = 200_000;
/** Some tools report the error first, others last. */
const SHOWN_LINES = 20;

/**
 * Runs a Node script quietly.
 * @param {string} title for the error message
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
    if (output.length < KEPT) output += text;
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
  throw new Problem(`${title} failed (${code}):\n\n${shorten(output.trimEnd().split("\n")).join("\n")}`);
}

/** @param {string[]} lines */
function shorten(lines) {
  if (lines.length <= 2 * SHOWN_LINES) return lines;
  return [...lines.slice(0, SHOWN_LINES), "  …", ...lines.slice(-SHOWN_LINES)];
}
