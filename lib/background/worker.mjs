// A worker thread: takes jobs one after the other and answers each. See run-job.ts.

import { parentPort } from "node:worker_threads";

/** In the built product the jobs are part of this file; from source, Node needs a loader for TypeScript first. */
async function loadJobs() {
  try {
    return await import("./jobs");
  } catch (error) {
    if (error?.code !== "ERR_MODULE_NOT_FOUND") throw error;
    const { register } = await import(/* turbopackIgnore: true */ "tsx/esm/api");
    register();
    return await import(/* turbopackIgnore: true */ "./jobs.ts");
  }
}

const { doJob } = await loadJobs();
parentPort?.on("message", (message) => parentPort?.postMessage(doJob(message)));
