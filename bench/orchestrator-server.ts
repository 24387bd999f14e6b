import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A run or task instance as JSON, with the time at which it changed. */
export interface ServedRow {
  updatedAt: number;
  state: string;
  json: string;
}

/** What the server answers with. */
export interface ServedWorld {
  dags: string[];
  /** Oldest change first. */
  runs: ServedRow[];
  tasks: ServedRow[];
}

const PAGE = 100;

/** An Airflow 3 on loopback that serves large lists in pages of 100. Its own work is kept small: rows are JSON already. */
export async function serveOrchestrator(world: ServedWorld): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://x");
    response.setHeader("content-type", "application/json");
    response.end(answer(world, decodeURIComponent(url.pathname), url.searchParams));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

function answer(world: ServedWorld, path: string, query: URLSearchParams): string {
  switch (path) {
    case "/api/v2/version":
      return '{"version":"3.3.2"}';
    case "/api/v2/monitor/health":
      return '{"metadatabase":{"status":"healthy"},"scheduler":{"status":"healthy"}}';
    case "/api/v2/importErrors":
      return pageOf("import_errors", [], query);
    case "/api/v2/assets":
      return pageOf("assets", [], query);
    case "/api/v2/assets/events":
      return pageOf("asset_events", [], query);
    case "/api/v2/dags":
      return pageOf("dags", world.dags, query);
    case "/api/v2/dags/~/dagRuns":
      return pageOf("dag_runs", changed(world.runs, query), query);
    case "/api/v2/dags/~/dagRuns/~/taskInstances":
      return pageOf("task_instances", changed(world.tasks, query), query);
  }
  if (path.endsWith("/details")) return '{"timezone":"UTC"}';
  return pageOf("dag_runs", [], query);
}

/** The last answer for each list, because a real server has an index: its pages differ in their offset only. */
const lastAnswers = new WeakMap<readonly ServedRow[], { question: string; found: string[] }>();

/** Rows since `updated_at_gte` in one of the states. */
function changed(rows: readonly ServedRow[], query: URLSearchParams): string[] {
  const since = query.get("updated_at_gte") ?? "1970-01-01T00:00:00Z";
  const states = query.getAll("state");
  const question = [rows.length, since, ...states].join("|");
  const last = lastAnswers.get(rows);
  if (last?.question === question) return last.found;
  const found = select(rows, Date.parse(since), new Set(states));
  lastAnswers.set(rows, { question, found });
  return found;
}

/** Finds the first row by bisection. */
function select(rows: readonly ServedRow[], since: number, states: ReadonlySet<string>): string[] {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.updatedAt ?? 0) < since) low = middle + 1;
    else high = middle;
  }
  return rows.slice(low).flatMap(({ state, json }) => (states.size === 0 || states.has(state) ? [json] : []));
}

function pageOf(key: string, rows: readonly string[], query: URLSearchParams): string {
  const offset = Number(query.get("offset") ?? 0);
  return `{"${key}":[${rows.slice(offset, offset + PAGE).join(",")}],"total_entries":${rows.length}}`;
}
