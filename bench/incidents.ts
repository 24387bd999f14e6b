import { loadavg } from "node:os";
import { incidentCases } from "@/bench/incidents/cases";
import { makeIncidents, USER, WORKSPACE } from "@/bench/incidents/make-incidents";
import { percentile } from "@/bench/load";
import { SCOPES, type Context } from "@/lib/platform/context";
import { migrate } from "@/lib/platform/db/migrate";
import { createPool } from "@/lib/platform/db/pool";
import { createPrisma } from "@/lib/platform/db/prisma";

const WARM_UPS = 3;
const RUNS = 40;
/** Slow cases run fewer times, but at least this many. */
const MIN_RUNS = 5;
const BUDGET_MS = 20_000;

/**
 * Milliseconds to read incidents and accept a webhook, with `incidents` incidents in each of two workspaces. Calls the
 * same functions as pages and API, in this process, one call at a time. `url` is an empty database, or one that an
 * earlier run filled. `only` selects cases by name.
 */
export async function benchIncidents(
  url: string,
  incidents: number,
  only = /./,
): Promise<Record<string, number>> {
  process.env["NEXTAUTH_SECRET"] ??= "bench".repeat(8);
  process.env["PD_ENCRYPTION_KEY"] ??= "bench".repeat(8);
  const pool = createPool(url);
  const figures: Record<string, number> = {};
  try {
    await migrate(pool, "prisma/migrations");
    const { rows } = await pool.query<{ n: number }>("SELECT count(*)::int AS n FROM workspaces");
    if (rows[0]?.n === 0) figures["madeInSeconds"] = await seconds(() => makeIncidents(url, incidents));
    figures["load before"] = loadavg()[0] ?? Number.NaN;
    const ctx: Context = {
      workspaceId: WORKSPACE,
      actor: { type: "user", id: USER, name: "Bench" },
      role: "owner",
      scopes: SCOPES,
      db: createPrisma(pool),
      pool,
      now: () => new Date(),
    };
    for (const [name, run] of Object.entries(incidentCases(ctx, incidents))) {
      if (!only.test(name)) continue;
      const { times, failed } = await measure(run);
      if (failed > 0) figures[`${name} failed`] = failed;
      figures[`${name} p50Ms`] = percentile(times, 0.5);
      figures[`${name} p95Ms`] = percentile(times, 0.95);
      process.stderr.write(
        `  ${name.padEnd(44)} ${percentile(times, 0.5).toFixed(1)} ${percentile(times, 0.95).toFixed(1)} ms\n`,
      );
    }
    figures["load after"] = loadavg()[0] ?? Number.NaN;
    return figures;
  } finally {
    await pool.end();
  }
}

/**
 * Sorted milliseconds per call; `run` gets the number of earlier calls. Failed calls, such as database timeouts, are
 * included.
 */
async function measure(run: (i: number) => Promise<unknown>): Promise<{ times: number[]; failed: number }> {
  const startedAt = performance.now();
  const times: number[] = [];
  let failed = 0;
  for (let i = 0; i < WARM_UPS + RUNS; i++) {
    const isOver = performance.now() - startedAt > BUDGET_MS && times.length >= MIN_RUNS;
    if (isOver) break;
    const calledAt = performance.now();
    await run(i).catch(() => (failed += 1));
    if (i >= WARM_UPS) times.push(performance.now() - calledAt);
  }
  return { times: times.toSorted((a, b) => a - b), failed };
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1_000;
}
