/** An Airflow 3 that has the logs of a failed task's tries and of a run in which the task succeeded. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface LogSizes {
  /** Of the failed try's log. */
  failedBytes: number;
  /** Of the logs of earlier tries, and of the good run. */
  otherBytes: number;
  tries: number;
}

const GOOD_RUN = "good";
const LINE = {
  timestamp: "2026-11-21T02:00:07.000000Z",
  level: "info",
  logger: "task.stdout",
  filename: "load.py",
  lineno: 21,
};
const FAILURE = {
  ...LINE,
  level: "error",
  event: "Task failed with exception",
  error_detail: [
    {
      exc_type: "KeyError",
      exc_value: "'customer_id'",
      frames: [{ filename: "/dags/load.py", lineno: 3, name: "load" }],
    },
  ],
};
/** What the good run has not, shortly before the failure. */
const NEW_LINE = { ...LINE, level: "warning", event: "schema of raw.orders has changed since the last load" };
const PART_LINES = 5_000;

/** Answers for any DAG, run and task; the failure is in the middle of a failed log. */
export async function serveAirflowLogs(
  sizes: LogSizes,
): Promise<{ url: string; logsSent: () => number; close: () => void }> {
  let logsSent = 0;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const tryNumber = /\/logs\/(\d+)$/.exec(pathname)?.[1];
    const run = decodeURIComponent(/\/dagRuns\/([^/]+)/.exec(pathname)?.[1] ?? "");
    const task = decodeURIComponent(/\/taskInstances\/([^/]+)/.exec(pathname)?.[1] ?? "");
    response.setHeader("content-type", "application/json");
    if (tryNumber !== undefined) {
      logsSent += 1;
      const isFailed = run !== GOOD_RUN;
      const isLast = isFailed && Number(tryNumber) === sizes.tries;
      return void sendLog(response, isLast ? sizes.failedBytes : sizes.otherBytes, isFailed);
    }
    const answer = answerTo(pathname, run, task, sizes.tries);
    response.writeHead(answer === null ? 404 : 200).end(JSON.stringify(answer ?? { detail: "Not Found" }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, logsSent: () => logsSent, close: () => server.close() };
}

function answerTo(path: string, run: string, task: string, tries: number): object | null {
  if (path.endsWith("/version")) return { version: "3.3.2" };
  if (path.endsWith("/dagRuns")) return { dag_runs: [dagRun(GOOD_RUN)], total_entries: 1 };
  if (path.endsWith("/tries")) {
    const rows = Array.from({ length: tries }, (_, i) => instance(run, task, i + 1));
    return { task_instances: rows, total_entries: tries };
  }
  if (/\/dagRuns\/[^/]+$/.test(path)) return dagRun(run);
  if (/\/taskInstances\/[^/]+$/.test(path)) return instance(run, task, run === GOOD_RUN ? 1 : tries);
  return null;
}

function dagRun(run: string) {
  const isGood = run === GOOD_RUN;
  return {
    dag_id: "d",
    dag_run_id: run,
    state: isGood ? "success" : "failed",
    start_date: isGood ? "2026-11-20T01:00:00Z" : "2026-11-21T01:00:00Z",
    end_date: isGood ? "2026-11-20T01:20:00Z" : "2026-11-21T01:20:00Z",
  };
}

function instance(run: string, task: string, tryNumber: number) {
  return {
    dag_id: "d",
    dag_run_id: run,
    task_id: task,
    map_index: -1,
    try_number: tryNumber,
    state: run === GOOD_RUN ? "success" : "failed",
  };
}

async function sendLog(response: ServerResponse, bytes: number, isFailed: boolean): Promise<void> {
  const part = Buffer.from(
    Array.from({ length: PART_LINES }, (_, n) => {
      const event = `loaded page ${n} of orders from s3://raw/orders/${n}.parquet`;
      return `${JSON.stringify({ ...LINE, event })},`;
    }).join(""),
  );
  const parts = Math.max(1, Math.ceil(bytes / part.length));
  response.writeHead(200);
  response.write('{"content":[');
  for (let sent = 0; sent < parts && !response.destroyed; sent += 1) {
    if (isFailed && sent === parts >> 1) {
      response.write(`${JSON.stringify(NEW_LINE)},${JSON.stringify(FAILURE)},`);
    }
    if (!response.write(part)) await drained(response);
  }
  response.end(`${JSON.stringify({ ...LINE, event: "end" })}],"continuation_token":null}`);
}

/** A client that has read enough closes the connection instead. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off("drain", done).off("close", done);
      resolve();
    };
    response.once("drain", done).once("close", done);
  });
}
