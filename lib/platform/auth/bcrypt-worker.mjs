import { compareSync } from "bcryptjs";
import { parentPort, workerData } from "node:worker_threads";

const { password, hash } = workerData;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
parentPort?.postMessage(compareSync(password, hash));
