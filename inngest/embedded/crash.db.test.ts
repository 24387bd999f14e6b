import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "@/e2e/database/test-database";
import { newUlid } from "./ids";

const CHILD = fileURLToPath(new URL("./testing/crash-child.ts", import.meta.url));
const KILLS = 6;
const LINES = 12;
const MIXED = 8;
const STEPS = ["step-0", "step-1", "step-2", "step-3", "step-4", "a", "b", "c", "inner", "hear"];

let database: Awaited<ReturnType<typeof testDatabase>>;
let folder: string;
let file: string;
let child: ChildProcess | null = null;

beforeAll(async () => {
  database = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), "runner-crash-"));
  file = join(folder, "steps.log");
  writeFileSync(file, "");
});

afterAll(async () => {
  child?.kill("SIGKILL");
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Resolves once the child processes work. */
async function spawnChild(): Promise<ChildProcess> {
  const started = spawn(process.execPath, ["--import", "tsx", CHILD, database.url, file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((resolve, reject) => {
    started.stdout?.once("data", () => resolve());
    started.once("exit", (code) => reject(new Error(`the child ended with ${code}`)));
  });
  return started;
}

async function kill(process: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => process.once("exit", resolve));
  process.kill("SIGKILL");
  await gone;
}

/** How often each step of each run was executed: `<run id> <step>` → times. */
function timesDone(): Map<string, number> {
  const times = new Map<string, number>();
  for (const line of readFileSync(file, "utf8").split("\n").filter(Boolean)) {
    times.set(line, (times.get(line) ?? 0) + 1);
  }
  return times;
}

/** Steps with saved results, as `<run id> <step>`. */
async function savedSteps(): Promise<string[]> {
  const names = new Map(STEPS.map((name) => [createHash("sha1").update(name).digest("hex"), name]));
  const { rows } = await database.pool.query<{ run_id: string; step_id: string }>(
    "SELECT run_id, step_id FROM runner_steps",
  );
  return rows.flatMap(({ run_id, step_id }) => {
    const name = names.get(step_id);
    return name ? [`${run_id} ${name}`] : [];
  });
}

async function send(name: string, count: number): Promise<void> {
  // Like a process that dies after sending, before its events are routed.
  for (let n = 0; n < count; n++) {
    const id = newUlid(Date.now());
    const body = JSON.stringify({ id, name, data: {}, ts: Date.now(), user: {} });
    await database.pool.query(
      "INSERT INTO runner_events (id, name, body, received_at, claimed_until) VALUES ($1, $2, $3, $4, 0)",
      [id, name, body, Date.now()],
    );
  }
}

async function untilSaved(): Promise<void> {
  while ((await savedSteps()).length === 0) await pause(20);
}

async function left(): Promise<number> {
  const { rows } = await database.pool.query<{ left: number }>(
    `SELECT ((SELECT count(*) FROM runner_runs WHERE status = 'running')
      + (SELECT count(*) FROM runner_events WHERE routed_at IS NULL))::int AS left`,
  );
  return rows[0]?.left ?? -1;
}

describe("kill -9 at any moment", () => {
  it("loses no run and repeats no saved step", async () => {
    const savedAtKill = new Map<string, number>();
    await send("crash/line", LINES / 2);
    await send("crash/mixed", MIXED / 2);
    for (let n = 0; n < KILLS; n++) {
      child = await spawnChild();
      if (n === 1) await send("crash/line", LINES / 2);
      if (n === 2) await send("crash/mixed", MIXED / 2);
      await pause(30 + Math.random() * 350);
      // A slow machine may have done nothing yet, so wait for a saved step before the last kill.
      if (n === KILLS - 1 && savedAtKill.size === 0) await untilSaved();
      await kill(child);
      const times = timesDone();
      for (const step of await savedSteps())
        if (!savedAtKill.has(step)) savedAtKill.set(step, times.get(step) ?? 0);
    }
    expect(savedAtKill.size).toBeGreaterThan(0);
    child = await spawnChild();
    const restartedAt = Date.now();
    while ((await left()) > 0) {
      expect(Date.now() - restartedAt).toBeLessThan(20_000);
      await pause(50);
    }
    const { rows } = await database.pool.query<{ function_id: string; status: string; runs: number }>(
      "SELECT function_id, status, count(*)::int AS runs FROM runner_runs GROUP BY 1, 2 ORDER BY 1, 2",
    );
    expect(rows).toEqual([
      { function_id: "t-child", status: "completed", runs: MIXED },
      { function_id: "t-line", status: "completed", runs: LINES },
      { function_id: "t-mixed", status: "completed", runs: MIXED },
      { function_id: "t-told", status: "completed", runs: MIXED },
    ]);
    const times = timesDone();
    expect(times.size).toBe(LINES * 5 + MIXED * 5);
    const again = [...savedAtKill].filter(([step, before]) => times.get(step) !== before);
    expect(again).toEqual([]);
    // Only steps interrupted by a kill are repeated.
    const total = [...times.values()].reduce((sum, count) => sum + count, 0);
    expect(total).toBeLessThanOrEqual(times.size + KILLS * 16);
  }, 90_000);
});
