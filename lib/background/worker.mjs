// A worker thread: runs jobs one at a time and answers each. See run-job.ts.

import { parentPort } from "node:worker_threads";

/** In a build the jobs are bundled into this file; from source, Node first needs a TypeScript loader. */
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
