// Keeps the embedded database running for as long as the server does.

import { LaunchError, launchDatabase } from "../database/launch.mjs";
import { Problem } from "./problem.mjs";

const MAX_RESTARTS = 5;
/** Restarts longer ago than this are forgiven. */
const FORGIVE_MS = 10 * 60_000;

/**
 * Starts the database and starts it again should it ever end by itself; its address stays the same.
 * @param {string} data
 * @param {(message: string) => void} complain
 * @returns {Promise<{ url: string, stop: () => Promise<void>, kill: () => void }>}
 */
export async function keepDatabase(data, complain) {
  let isStopping = false;
  let current = await launch(data);
  const { url } = current;
  /** @type {number[]} */
  let restarts = [];

  const watch = () => current.child.once("exit", (code, signal) => void revive(code ?? signal));

  const revive = async (/** @type {unknown} */ reason) => {
    if (isStopping) return;
    restarts = [...restarts.filter((at) => Date.now() - at < FORGIVE_MS), Date.now()];
    complain(`The embedded database ended (${reason}); starting it again.`);
    try {
      if (restarts.length > MAX_RESTARTS) throw new Problem("The embedded database keeps ending.");
      current = await launch(data);
      if (current.url !== url) throw new Problem("The embedded database has a new address.");
      watch();
    } catch (error) {
      complain(`${error.message}\nStart again with: npm start`);
      process.exit(1);
    }
  };

  watch();
  return {
    url,
    async stop() {
      isStopping = true;
      await current.stop();
    },
    kill() {
      isStopping = true;
      current.child.kill("SIGKILL");
    },
  };
}

/** @param {string} data */
async function launch(data) {
  try {
    return await launchDatabase(data);
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    const advice = error.isInUse ? "Stop that process, or choose another folder with --data DIR." : "";
    throw new Problem(`The embedded database did not start: ${error.message}\n${advice}`.trimEnd());
  }
}
