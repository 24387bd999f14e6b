// Preloaded into the server through NODE_OPTIONS. Twice a second, appends the maximum event loop delay as a JSON line to
// LOOP_DELAY_FILE. Does nothing in other processes and worker threads.

import { appendFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";

const EVERY_MS = 500;
const file = process.env["LOOP_DELAY_FILE"];

if (isMainThread && file && process.argv[1]?.endsWith("bin/start.mjs")) {
  const delays = monitorEventLoopDelay({ resolution: 5 });
  delays.enable();
  setInterval(() => {
    appendFileSync(file, `${JSON.stringify({ at: Date.now(), maxMs: delays.max / 1e6 })}\n`);
    delays.reset();
  }, EVERY_MS).unref();
}
