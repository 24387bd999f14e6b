// Progress output for slow work.

const LATE_MS = 400;
const REPEAT_MS = 15_000;

/** @param {string} text */
export const say = (text) => void process.stdout.write(`${text}\n`);

/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * Prints a line for work that takes more than a moment, and its duration.
 * @template T
 * @param {string} title such as "Building the pages"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(title, work) {
  const startedAt = Date.now();
  const elapsed = () => seconds(Date.now() - startedAt);
  const isTerminal = process.stdout.isTTY;
  let isShown = false;
  const show = () => {
    isShown = true;
    if (isTerminal) process.stdout.write(`\r\u001b[2K${title} … ${elapsed()}`);
    else say(`${title} …`);
  };
  const first = setTimeout(show, LATE_MS);
  const repeat = setInterval(show, isTerminal ? 200 : REPEAT_MS);
  try {
    const result = await work();
    if (isShown) {
      if (isTerminal) process.stdout.write("\r\u001b[2K");
      say(`${title}: ${elapsed()}`);
    }
    return result;
  } catch (error) {
    if (isShown && isTerminal) process.stdout.write("\n");
    throw error;
  } finally {
    clearTimeout(first);
    clearInterval(repeat);
  }
}
