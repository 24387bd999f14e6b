import type { PeerAnswer } from "@/lib/evidence/testing/collector-cases";
import { sendJson, vendorFixture } from "@/lib/vendors/testing/fake-server";

/** The runs of the recordings, by the names of their files. */
export const DAGSTER_RUNS = {
  failed: "0671c3e6-05ed-4a8b-8a64-8d3723819997",
  retry: "6e4a12ec-c361-4a2d-a368-8139e36238df",
  good: "b202fcd3-968c-41d6-8b39-c195a7c9de4b",
  killed: "fc80482a-5945-473d-b912-4f09e0c9bdb6",
} as const;

const NAMES = new Map<string, string>(Object.entries(DAGSTER_RUNS).map(([name, id]) => [id, name]));

interface Asked {
  query: string;
  variables?: {
    runId?: string;
    logKey?: string[];
    afterCursor?: string | null;
    limit?: number;
    filter?: { tags?: object[]; createdBefore?: number };
  };
}

interface EventsAnswer {
  data: { logsForRun: { events: object[]; cursor: string; hasMore: boolean } };
}
interface RunsAnswer {
  data: { runsOrError: { results: { creationTime: number }[] } };
}

/**
 * A Dagster that answers with what was recorded from a real one, 1.13.27; events come `pageSize` at a time. `instead`
 * answers fields of the query by their name.
 */
export function recordedDagster(instead: Record<string, unknown> = {}, pageSize = 1_000): PeerAnswer {
  return ({ body }, response) => {
    const { query, variables = {} } = JSON.parse(body) as Asked;
    const own = Object.entries(instead).find(([field]) => query.includes(`${field}(`));
    if (own) return sendJson(response, 200, { data: { [own[0]]: own[1] } });
    const name = NAMES.get(variables.runId ?? variables.logKey?.[0] ?? "");
    if (query.includes("runsOrError(")) return sendJson(response, 200, runsAnswer(variables));
    if (query.includes("{ version }")) return sendJson(response, 200, { data: { version: "1.13.27" } });
    if (name === undefined) return sendJson(response, 200, vendorFixture("dagster", "run_unknown.json"));
    if (query.includes("runOrError("))
      return sendJson(response, 200, vendorFixture("dagster", `run_${name}.json`));
    if (query.includes("capturedLogs(")) {
      const captured = read<Record<string, object>>(`captured_${name}.json`);
      return sendJson(response, 200, captured[variables.logKey?.[2] ?? ""]);
    }
    return sendJson(response, 200, eventsPage(name, variables, pageSize));
  };
}

const read = <T>(name: string) => JSON.parse(vendorFixture("dagster", name)) as T;

function runsAnswer({ filter }: NonNullable<Asked["variables"]>): RunsAnswer {
  const answer = read<RunsAnswer>(filter?.tags ? "runs_of_group.json" : "runs_of_job.json");
  const { createdBefore = Infinity } = filter ?? {};
  const { runsOrError } = answer.data;
  runsOrError.results = runsOrError.results.filter(({ creationTime }) => creationTime < createdBefore);
  return answer;
}

/** The server's cursor is opaque; here it is the number of events before. */
function eventsPage(
  name: string,
  { afterCursor }: NonNullable<Asked["variables"]>,
  pageSize: number,
): EventsAnswer {
  const answer = read<EventsAnswer>(`events_${name}.json`);
  const { logsForRun } = answer.data;
  const from = Number(afterCursor ?? 0);
  const to = Math.min(from + pageSize, logsForRun.events.length);
  answer.data.logsForRun = {
    ...logsForRun,
    events: logsForRun.events.slice(from, to),
    cursor: String(to),
    hasMore: to < logsForRun.events.length,
  };
  return answer;
}
