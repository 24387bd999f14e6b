import type { TestDatabase } from "@/e2e/database/test-database";
import { arrangeWorkspace, type Arranged } from "@/e2e/database/arrange";
import { listIncidents } from "@/lib/desk/data";
import { encrypt } from "@/lib/platform/crypto";
import type { Judge } from "@/lib/reconcile/pass/find-problems";
import { reconcileSource, type PassResult } from "@/lib/reconcile/reconcile-source";
import { USER } from "@/lib/vendors/airflow/testing/fake-airflow";
import {
  emptyWorld,
  rawRun,
  rawTask,
  startPolledAirflow2,
  startPolledAirflow3,
  type AirflowWorld,
} from "@/lib/vendors/airflow/testing/polled-airflow";
import type { Repository } from "@/lib/code/schemas";
import type { FakeServer } from "@/lib/vendors/testing/fake-server";

/** A workspace connected to a fake Airflow, and the passes over it. */
export interface Passes extends Arranged {
  world: AirflowWorld;
  server: FakeServer;
  /** Runs a pass at a time of 2026-11-30, such as `02:30`. */
  pass(time: string, judge?: Judge): Promise<PassResult>;
  /** `title | status` of all incidents, oldest first. */
  incidents(): Promise<string[]>;
}

/** 2026-11-30 at this time, UTC. */
export const at = (time: string) => new Date(`2026-11-30T${time.length === 5 ? `${time}:00` : time}Z`);
const iso = (time: string) => at(time).toISOString();

export async function arrangePasses(
  db: TestDatabase,
  options: { version?: 2 | 3; repository?: Repository } = {},
): Promise<Passes> {
  const world = emptyWorld();
  const server = await (options.version === 2 ? startPolledAirflow2(world) : startPolledAirflow3(world));
  const { repository } = options;
  const arranged = await arrangeWorkspace(db, { apiBaseUrl: server.url, ...(repository && { repository }) });
  const credentialsEnc = encrypt(JSON.stringify(USER));
  await db.prisma.source.update({ where: { id: arranged.sourceId }, data: { credentialsEnc } });
  return {
    ...arranged,
    world,
    server,
    pass: (time, judge = () => []) =>
      reconcileSource(
        { ...arranged.ctx, now: () => at(time) },
        { sourceId: arranged.sourceId, at: at(time) },
        { judge },
      ),
    incidents: async () => {
      const { items } = await listIncidents(arranged.ctx, { sort: "openedAt", limit: 200 });
      return items.toSorted((a, b) => a.number - b.number).map(({ title, status }) => `${title} | ${status}`);
    },
  };
}

/** A scheduled run of `orders_daily` that starts when it is due; ids are by due time. */
export function ordersRun(due: string, end: string | null, state = "success", part: object = {}) {
  return rawRun({
    dag_id: "orders_daily",
    dag_run_id: `scheduled__${due}`,
    run_type: "scheduled",
    state,
    logical_date: null,
    run_after: iso(due),
    data_interval_end: iso(due),
    start_date: iso(due),
    end_date: end && iso(end),
    ...part,
  });
}

/** The task `load` of that run. */
export function loadTask(due: string, end: string | null, state = "success", part: object = {}) {
  return rawTask({
    dag_id: "orders_daily",
    dag_run_id: `scheduled__${due}`,
    task_id: "load",
    map_index: -1,
    try_number: 1,
    max_tries: 0,
    state,
    start_date: iso(due),
    end_date: end && iso(end),
    ...part,
  });
}
