// Keeps the embedded database running while the server runs.

import { setTimeout as sleep } from "node:timers/promises";
import { LaunchError, launchDatabase } from "../database/launch.mjs";
import { Problem } from "./problem.mjs";

/** Restarts older than this are forgotten. */
const FORGIVE_MS = 10 * 60_000;
const MAX_PAUSE_MS = 15_000;

/**
 * Starts the database and restarts it if it exits unexpectedly; its URL stays the same.
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

  // Keep trying while the server runs: a full disk or a lack of memory may be temporary, and requests that need no
  // database are still served.
  const revive = async (/** @type {unknown} */ reason) => {
    if (!isStopping) complain(`The embedded database exited (${reason}); restarting it.`);
    let said = "";
    for (;;) {
      restarts = [...restarts.filter((at) => Date.now() - at < FORGIVE_MS), Date.now()];
      await sleep(pauseBefore(restarts.length), undefined, { ref: false });
      if (isStopping) return;
      try {
        current = await launch(data);
      } catch (error) {
        if (error.message !== said) complain(error.message);
        said = error.message;
        continue;
      }
      if (isStopping) void current.stop();
      else if (current.url !== url) endWith("The embedded database has a new URL.");
      else {
        if (said) complain("The embedded database is back.");
        watch();
      }
      return;
    }
  };

  const endWith = (/** @type {string} */ message) => {
    complain(`${message}\nRestart with: npm start`);
    process.exit(1);
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

/** Backoff: the first restart is immediate, later ones wait. @param {number} number counted from 1 */
export const pauseBefore = (number) => (number < 2 ? 0 : Math.min(500 * 2 ** (number - 2), MAX_PAUSE_MS));

/** @param {string} data */
async function launch(data) {
  try {
    return await launchDatabase(data);
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    throw new Problem(
      `The embedded database did not start: ${error.message}\n${adviceFor(error, data)}`.trimEnd(),
    );
  }
}

/** @param {LaunchError} error @param {string} data */
function adviceFor({ message, isInUse, isUnusable }, data) {
  if (isInUse) return "Stop that process, or choose another folder with --data DIR.";
  if (/ENOSPC|EDQUOT|No space left|Disk quota/i.test(message))
    return `Free up space on the disk of ${data}, then restart. Nothing that was accepted is lost.`;
  if (!isUnusable) return "";
  return (
    `Its files are damaged or unreadable. Restore ${data} from a backup.\n` +
    `To start over, move the folder away; nothing in it was changed.`
  );
}
