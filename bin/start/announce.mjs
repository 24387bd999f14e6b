import { readFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { say, seconds } from "./progress.mjs";

const EXAMPLE = {
  pipeline: "daily_orders",
  task: "load_orders",
  error: { type: "UndefinedColumn", message: 'column "customer_id" of relation "raw.orders" does not exist' },
};

const DAY_MS = 24 * 3_600_000;
const NOTICE_DAYS = 14;

/**
 * Prints the URL, how to sign in and how to send a first failure. Prints secrets only on first start, because later
 * output is often read by others or stored in a log.
 * @param {{ url: string, file: string, isFirst: boolean, tookMs: number }} facts `file`: first-run.json
 */
export function announce({ url, file, isFirst, tookMs }) {
  say(`\nPipeline Debugger is ready (${seconds(tookMs)}).\n`);
  const fromHere = relative(process.cwd(), file);
  const where = fromHere.startsWith("..") ? file : fromHere;
  for (const line of describe({ url, where, isFirst, firstRun: readFirstRun(file), now: new Date() }))
    say(line);
}

/**
 * @param {{ url: string, where: string, isFirst: boolean, firstRun: FirstRun | null, now: Date }} facts
 * @returns {string[]}
 */
export function describe({ url, where, isFirst, firstRun, now }) {
  const lines = [`  Open      ${url}`];
  if (firstRun) {
    const password = isFirst
      ? `${firstRun.password}   (also in ${where})`
      : `the password in ${where}, or your own`;
    lines.push(`  Sign in   ${firstRun.email}  ${password}`);
    lines.push(`  Webhook   ${firstRun.sources.airflow.webhookUrl}   (Airflow; others on ${url}/setup)`);
    lines.push(...tokenNotice(firstRun, { url, where, now }));
    if (isFirst) lines.push(`\nSend a first failure:\n\n${curlLine(firstRun.sources.generic)}`);
  } else {
    const option = where === ".data/first-run.json" ? "" : ` --data ${dirname(where)}`;
    lines.push(
      `  Sign in   with your account: ${where} was moved, or the database was set up from another folder`,
      `            Locked out? Stop, then reset an owner's password: npx pd reset-owner${option}`,
      `  Webhooks  are on ${url}/setup`,
    );
  }
  return [...lines, "\nStop with Ctrl-C."];
}

/**
 * @param {FirstRun} firstRun
 * @param {{ url: string, where: string, now: Date }} place
 * @returns {string[]}
 */
function tokenNotice({ apiTokenExpiresAt }, { url, where, now }) {
  if (!apiTokenExpiresAt) return [];
  const leftMs = Date.parse(apiTokenExpiresAt) - now.getTime();
  if (leftMs > NOTICE_DAYS * DAY_MS) return [];
  const verb = leftMs > 0 ? "expires" : "expired";
  return [
    `\n  The API token in ${where} ${verb} on ${apiTokenExpiresAt.slice(0, 10)}.`,
    `  Create a new one on ${url}/settings for the scripts that use it.`,
  ];
}

/**
 * @typedef {{ webhookUrl: string, secret: string }} FirstSource
 * @typedef {{ email: string, password: string, apiTokenExpiresAt?: string | null,
 *   sources: { airflow: FirstSource, generic: FirstSource } }} FirstRun
 */

/** @param {{ webhookUrl: string, secret: string }} source */
export function curlLine({ webhookUrl, secret }) {
  const body = JSON.stringify(EXAMPLE).replaceAll("'", String.raw`'\''`);
  return [
    `  curl -X POST '${webhookUrl}'`,
    `-H 'Content-Type: application/json' -H 'X-Webhook-Secret: ${secret}'`,
    `-d '${body}'`,
  ].join(" \\\n    ");
}

/** @param {string} file @returns {FirstRun | null} */
function readFirstRun(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // The database was set up from another data folder, or the file was moved.
    return null;
  }
}
