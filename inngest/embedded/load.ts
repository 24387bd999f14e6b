import type { Pool } from "pg";
import type { World } from "./draft";
import { bufferOf, gateOf, runOf, waitFromRow } from "./rows";
import type { Run } from "./state";

/** The ids, names and keys a turn has to load. */
export interface Needs {
  runIds: Set<string>;
  waitIds: Set<string>;
  eventNames: Set<string>;
  signals: Set<string>;
  startKeys: Set<string>;
  gateKeys: Set<string>;
  bufferKeys: Set<string>;
  /** Functions whose runs an event may cancel. */
  cancelledFunctions: Set<string>;
}

interface LoadedRow {
  kind: "run" | "wait" | "gate" | "buffer" | "start";
  row: string;
}

/** Empty needs. */
export function noNeeds(): Needs {
  return {
    runIds: new Set(),
    waitIds: new Set(),
    eventNames: new Set(),
    signals: new Set(),
    startKeys: new Set(),
    gateKeys: new Set(),
    bufferKeys: new Set(),
    cancelledFunctions: new Set(),
  };
}

/**
 * Loads what a turn needs in one statement, plus a second for the runs behind waits and singletons. Runs known to the
 * process are not loaded again.
 */
export async function loadWorld(
  pool: Pool,
  needs: Needs,
  known: Map<string, Run>,
  now: number,
): Promise<World> {
  const world: World = { runs: [], waits: [], gates: [], buffers: [], startKeys: new Set() };
  const missing = [...needs.runIds].filter((id) => !known.has(id));
  await runSelects(pool, world, [
    ["run", "runner_runs", "id = ANY($)", missing],
    ["run", "runner_runs", "status = 'running' AND function_id = ANY($)", [...needs.cancelledFunctions]],
    ["wait", "runner_waits", "id = ANY($)", [...needs.waitIds]],
    ["wait", "runner_waits", "event_name = ANY($)", [...needs.eventNames]],
    ["wait", "runner_waits", "signal = ANY($)", [...needs.signals]],
    ["gate", "runner_gates", "key = ANY($)", [...needs.gateKeys]],
    ["buffer", "runner_buffers", "key = ANY($)", [...needs.bufferKeys]],
    ["start", "runner_starts", `expires_at > ${Math.floor(now)} AND key = ANY($)`, [...needs.startKeys]],
  ]);
  const wanted = new Set([
    ...world.waits.map((wait) => wait.runId),
    ...world.gates.flatMap((gate) => gate.holder ?? []),
  ]);
  for (const run of world.runs) wanted.delete(run.id);
  await runSelects(pool, world, [
    ["run", "runner_runs", "id = ANY($)", [...wanted].filter((id) => !known.has(id))],
  ]);
  const ids = new Set([...needs.runIds, ...wanted, ...world.runs.map((run) => run.id)]);
  world.runs = freshest(
    world.runs,
    [...ids].flatMap((id) => known.get(id) ?? []),
  );
  return world;
}

async function runSelects(
  pool: Pool,
  world: World,
  selects: [LoadedRow["kind"], string, string, string[]][],
): Promise<void> {
  const used = selects.filter(([, , , values]) => values.length > 0);
  if (used.length === 0) return;
  const text = used
    .map(([kind, table, condition], index) => {
      const where = condition.replace("$", `$${index + 1}::text[]`);
      return `SELECT '${kind}' AS kind, row_to_json(t)::text AS row FROM ${table} t WHERE ${where}`;
    })
    .join(" UNION ALL ");
  const { rows } = await pool.query<LoadedRow>(
    text,
    used.map(([, , , values]) => values),
  );
  for (const { kind, row } of rows) {
    if (kind === "run") world.runs.push(runOf(row));
    else if (kind === "wait") world.waits.push(waitFromRow(row));
    else if (kind === "gate") world.gates.push(gateOf(row));
    else if (kind === "buffer") world.buffers.push(bufferOf(row));
    else world.startKeys.add((JSON.parse(row) as { key: string }).key);
  }
}

/** The newer copy of each run; on a tie, the process's own. */
function freshest(loaded: Run[], known: Run[]): Run[] {
  const byId = new Map(loaded.map((run) => [run.id, run]));
  for (const run of known) {
    const other = byId.get(run.id);
    if (other === undefined || other.revision <= run.revision) byId.set(run.id, run);
  }
  return [...byId.values()];
}
