// Finds or installs Chromium for the browser tests.

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const DOWNLOAD_DEADLINE_MS = 180_000;

const KNOWN_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  join(process.env.PROGRAMFILES ?? "C:\\Program Files", "Google/Chrome/Application/chrome.exe"),
  join(process.env["PROGRAMFILES(X86)"] ?? "C:\\Program Files (x86)", "Google/Chrome/Application/chrome.exe"),
];

/** The browser to use: CHROMIUM_PATH, the system's, or Playwright's own. @returns {string | null} */
export function findChromium() {
  const candidates = [process.env.CHROMIUM_PATH, ...KNOWN_PLACES, ownChromium()];
  return candidates.find((path) => path && existsSync(path)) ?? null;
}

function ownChromium() {
  try {
    const require = createRequire(import.meta.url);
    return require("@playwright/test").chromium.executablePath();
  } catch {
    return undefined;
  }
}

/**
 * Finds a browser, else downloads Playwright's, else installs Debian's when this is Debian and the user is root.
 * @param {string} root
 * @param {(text: string) => void} say
 * @returns {string | null} null when there is none to be had
 */
export function ensureChromium(root, say) {
  const found = findChromium();
  if (found) return found;
  say("No Chromium found; downloading Playwright's …");
  const args = [join(root, "node_modules/@playwright/test/cli.js"), "install", "chromium"];
  spawnSync(process.execPath, args, { cwd: root, stdio: "ignore", timeout: DOWNLOAD_DEADLINE_MS });
  const own = findChromium();
  if (own) return own;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return null;
  say("That did not work; installing Debian's chromium …");
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const options = { stdio: /** @type {const} */ ("ignore"), env, timeout: 2 * DOWNLOAD_DEADLINE_MS };
    execFileSync("apt-get", ["update", "-qq"], options);
    execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], options);
  } catch (error) {
    say(`Installing chromium failed: ${error.message}`);
  }
  return findChromium();
}
