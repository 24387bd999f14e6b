import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { say, seconds } from "./progress.mjs";

const EXAMPLE = {
  pipeline: "daily_orders",
  task: "load_orders",
  error: { type: "UndefinedColumn", message: 'column "customer_id" of relation "raw.orders" does not exist' },
};

/**
 * Says where the product is, how to get in and how to send it the first failure.
 * @param {{ url: string, file: string, isFirst: boolean, tookMs: number }} facts `file`: first-run.json
 */
export function announce({ url, file, isFirst, tookMs }) {
  say(`\nPipeline Debugger is ready (${seconds(tookMs)}).\n`);
  say(`  Open      ${url}`);
  const firstRun = readFirstRun(file);
  if (firstRun) {
    const where = relative(process.cwd(), file);
    const password = isFirst
      ? `${firstRun.password}   (also in ${where})`
      : `the password in ${where}, or your own`;
    say(`  Sign in   ${firstRun.email}  ${password}`);
    say(`  Webhook   ${firstRun.sources.airflow.webhookUrl}   (Airflow; others on ${url}/setup)`);
    say(`\nSend a first failure:\n\n${curlLine(firstRun.sources.generic)}`);
  }
  say("\nStop with Ctrl-C.");
}

/** @param {{ webhookUrl: string, secret: string }} source */
export function curlLine({ webhookUrl, secret }) {
  const body = JSON.stringify(EXAMPLE).replaceAll("'", String.raw`'\''`);
  return [
    `  curl -X POST '${webhookUrl}'`,
    `-H 'Content-Type: application/json' -H 'X-Webhook-Secret: ${secret}'`,
    `-d '${body}'`,
  ].join(" \\\n    ");
}

/** @param {string} file */
function readFirstRun(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // The database was set up from another data folder, or somebody has put the file away.
    return null;
  }
}
