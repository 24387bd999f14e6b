import { answerFrom, emptyWorld, rawRun, rawTask } from "@/lib/vendors/airflow/testing/polled-airflow";
import { sendJson, startFakeServer, vendorFixture } from "@/lib/vendors/testing/fake-server";

export interface TaskRun {
  dag: string;
  task: string;
  run: string;
}

export interface AirflowStandIn {
  url: string;
  /** Bodies of the accepted requests to clear failed tasks. */
  clears: Record<string, unknown>[];
  /** Has the last try of the task start now and end, and keeps its log. @returns its number and times */
  end(
    taskRun: TaskRun,
    state: "failed" | "success",
    log: string,
  ): { tryNumber: number; startDate: string; endDate: string };
  close(): Promise<void>;
}

/**
 * The REST API of an Airflow 3 that runs one task per DAG, as its real answers were recorded: the product reads its runs, tasks
 * and logs, and may clear what failed. A cleared task waits until it is told how it ends.
 */
export async function startAirflowStandIn(): Promise<AirflowStandIn> {
  const world = emptyWorld();
  const clears: Record<string, unknown>[] = [];
  const answer = answerFrom(world, "v2");
  const findTask = ({ dag, run, task }: TaskRun) =>
    world.tasks.find((row) => row["dag_id"] === dag && row["dag_run_id"] === run && row["task_id"] === task);
  const save = ({ dag, run, task }: TaskRun, part: Record<string, unknown>, tryNumber: number) => {
    const of = { dag_id: dag, dag_run_id: run };
    world.runs = world.runs.filter((row) => row["dag_run_id"] !== run);
    world.tasks = world.tasks.filter((row) => row["dag_run_id"] !== run);
    world.runs.push(rawRun({ ...of, ...part, run_after: part["start_date"] }));
    world.tasks.push(
      rawTask({ ...of, ...part, task_id: task, try_number: tryNumber, max_tries: tryNumber - 1 }),
    );
  };
  const server = await startFakeServer((request, response) => {
    if (request.path === "/api/v2/version")
      return sendJson(response, 200, vendorFixture("airflow", "v2_version.json"));
    if (request.path === "/auth/token") return sendJson(response, 201, { access_token: "token" });
    const dag = /^\/api\/v2\/dags\/([^/]+)\/clearTaskInstances$/.exec(request.path)?.[1];
    if (request.method !== "POST" || dag === undefined) return answer(request, response);
    const body = JSON.parse(request.body) as { dag_run_id: string; task_ids: string[] };
    const cleared = { dag: decodeURIComponent(dag), run: body.dag_run_id, task: body.task_ids[0] ?? "" };
    const failed = findTask(cleared);
    if (failed?.["state"] !== "failed") return sendJson(response, 200, { task_instances: [] });
    clears.push(body);
    const at = new Date().toISOString();
    save(cleared, { state: "queued", start_date: at, end_date: null }, Number(failed["try_number"]) + 1);
    return sendJson(response, 200, { task_instances: [failed], total_entries: 1 });
  });
  return {
    url: server.url,
    clears,
    end: (taskRun, state, log) => {
      const tryNumber = Number(findTask(taskRun)?.["try_number"] ?? 1);
      const startDate = new Date().toISOString();
      const endDate = new Date(Date.now() + 1).toISOString();
      save(taskRun, { state, start_date: startDate, end_date: endDate }, tryNumber);
      world.logs[taskRun.task] = log;
      return { tryNumber, startDate, endDate };
    },
    close: () => server.close(),
  };
}
