import { loadavg } from "node:os";
import { serveOrchestrator, type ServedRow, type ServedWorld } from "@/bench/orchestrator-server";
import { percentile } from "@/bench/load";
import { SCOPES, type Context } from "@/lib/platform/context";
import { migrate } from "@/lib/platform/db/migrate";
import { createPool } from "@/lib/platform/db/pool";
import { createPrisma } from "@/lib/platform/db/prisma";
import { reconcileSource, type PassResult } from "@/lib/reconcile/reconcile-source";

const DAGS = 2_000;
const RUNS = 50_000;
/** The first pass looks back a day, in which all of them ran. */
const INTERVAL_MS = (24 * 3_600_000 * DAGS) / RUNS;
const TASKS_PER_RUN = 5;
const HOUR_MS = 3_600_000;
/** How long a run takes. */
const USUAL_MS = 120_000;
const STEADY_PASSES = 10;

/**
 * Seconds and requests per pass over an orchestrator with 2,000 DAGs and 50,000 runs of a day: the first pass, passes in
 * which a minute's share of runs has ended, and the pass at the top of the hour, in which every DAG starts. The
 * orchestrator is served by this process, so its share is included. `url` is an empty database.
 */
export async function benchReconciler(url: string): Promise<Record<string, number>> {
  process.env["NEXTAUTH_SECRET"] ??= "bench".repeat(8);
  process.env["PD_ENCRYPTION_KEY"] ??= "bench".repeat(8);
  // The served orchestrator is on loopback.
  process.env["PD_OUTBOUND_ALLOW"] ??= "loopback,private";
  const pool = createPool(url);
  const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  const world = makeWorld(hour);
  const { url: apiBaseUrl, server } = await serveOrchestrator(world);
  const figures: Record<string, number> = { "load before": loadavg()[0] ?? Number.NaN };
  try {
    await migrate(pool, "prisma/migrations");
    const ctx = await arrange(createPrisma(pool), pool, apiBaseUrl);
    let clock = hour + 30 * 60_000;
    const pass = async (): Promise<{ seconds: number; result: PassResult }> => {
      clock += 60_000;
      const now = new Date(clock);
      const started = performance.now();
      const input = { sourceId: "bench", at: now };
      const result = await reconcileSource({ ...ctx, now: () => now }, input);
      if (result.outcome !== "done") throw new Error("The pass failed.");
      return { seconds: (performance.now() - started) / 1000, result };
    };
    const first = await pass();
    figures["first pass seconds"] = first.seconds;
    figures["first pass requests"] = first.result.requests;
    figures["runs stored"] =
      (await pool.query<{ n: number }>("SELECT count(*)::int n FROM runs")).rows[0]?.n ?? 0;
    const seconds: number[] = [];
    const requests: number[] = [];
    for (let i = 0; i < STEADY_PASSES; i += 1) {
      addRuns(world, clock, Math.round(DAGS / 60), i * 40);
      const steady = await pass();
      seconds.push(steady.seconds);
      requests.push(steady.result.requests);
    }
    figures["steady pass p50 seconds"] = percentile(seconds, 0.5);
    figures["steady pass slowest seconds"] = Math.max(...seconds);
    figures["steady pass requests"] = percentile(requests, 0.5);
    addRuns(world, clock, DAGS, 0);
    const top = await pass();
    figures["all DAGs ran, pass seconds"] = top.seconds;
    figures["all DAGs ran, pass requests"] = top.result.requests;
    figures["load after"] = loadavg()[0] ?? Number.NaN;
    return figures;
  } finally {
    server.close();
    server.closeAllConnections();
    await pool.end();
  }
}

async function arrange(
  db: ReturnType<typeof createPrisma>,
  pool: ReturnType<typeof createPool>,
  apiBaseUrl: string,
): Promise<Context> {
  const workspaceId = "bench";
  await db.workspace.create({ data: { id: workspaceId, slug: "bench", name: "Bench" } });
  const source = { id: "bench", workspaceId, kind: "airflow", name: "Airflow", key: "bench" };
  await db.source.create({ data: { ...source, secretEnc: "", apiBaseUrl } });
  return {
    workspaceId,
    actor: { type: "system", id: null, name: "Bench" },
    role: "owner",
    scopes: SCOPES,
    db,
    pool,
    now: () => new Date(),
  };
}

function makeWorld(hour: number): ServedWorld {
  const world: ServedWorld = {
    dags: Array.from({ length: DAGS }, (_, n) => JSON.stringify(dagOf(n, hour))),
    runs: [],
    tasks: [],
  };
  const times = RUNS / DAGS;
  for (let back = times - 1; back >= 0; back -= 1) {
    for (let n = 0; n < DAGS; n += 1) world.runs.push(runOf(n, hour - back * INTERVAL_MS, USUAL_MS));
  }
  world.runs.sort((a, b) => a.updatedAt - b.updatedAt);
  return world;
}

/** Runs that ended just before `now`, with their tasks. */
function addRuns(world: ServedWorld, now: number, count: number, firstDag: number): void {
  for (let i = 0; i < count; i += 1) {
    const n = (firstDag + i) % DAGS;
    const due = now - 30_000 - USUAL_MS;
    const run = runOf(n, due, USUAL_MS);
    world.runs.push(run);
    for (let task = 0; task < TASKS_PER_RUN; task += 1) world.tasks.push(taskOf(n, task, due));
  }
}

const iso = (at: number) => new Date(at).toISOString();

function dagOf(n: number, hour: number) {
  return {
    dag_id: `dag_${n}`,
    fileloc: `/dags/dag_${n}.py`,
    relative_fileloc: `dag_${n}.py`,
    is_paused: false,
    is_stale: false,
    timetable_summary: `${n % 60} * * * *`,
    next_dagrun_run_after: iso(hour + HOUR_MS),
    owners: ["data"],
    tags: [],
  };
}

function runOf(n: number, due: number, ms: number): ServedRow {
  const end = due + ms;
  const json = JSON.stringify({
    dag_id: `dag_${n}`,
    dag_run_id: `scheduled__${iso(due)}`,
    run_type: "scheduled",
    state: "success",
    run_after: iso(due),
    logical_date: iso(due),
    start_date: iso(due),
    end_date: iso(end),
  });
  return { updatedAt: end, state: "success", json };
}

function taskOf(n: number, task: number, due: number): ServedRow {
  const json = JSON.stringify({
    dag_id: `dag_${n}`,
    dag_run_id: `scheduled__${iso(due)}`,
    task_id: `task_${task}`,
    map_index: -1,
    try_number: 1,
    max_tries: 1,
    state: "success",
    start_date: iso(due),
    end_date: iso(due + USUAL_MS),
  });
  return { updatedAt: due + USUAL_MS, state: "success", json };
}
