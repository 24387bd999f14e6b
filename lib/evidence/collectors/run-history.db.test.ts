import { afterAll, beforeAll, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { runHistory } from "@/lib/evidence/collectors/run-history";
import { HistoryFacts } from "@/lib/evidence/schemas";
import { collectOnce, testCollector } from "@/lib/evidence/testing/collector-cases";
import { EMPTY_LISTS, isVersionRequest, recordedAirflow3 } from "@/lib/evidence/testing/recorded-airflow";
import { storedTarget } from "@/lib/evidence/testing/stored-target";
import { newId } from "@/lib/platform/crypto";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const RUN = {
  dag_id: "c03_retry_then_fail",
  dag_run_id: "manual__2026-11-21T01:25:34.931288+00:00",
  state: "failed",
  start_date: "2026-11-21T01:25:40Z",
  end_date: "2026-11-21T01:26:30Z",
};

testCollector({
  collector: runHistory,
  healthy: recordedAirflow3({ "/dagRuns": "v2_dagRuns_c01.json", "+00:00": RUN }),
  empty: recordedAirflow3({ ...EMPTY_LISTS, "+00:00": RUN }),
  isSpared: isVersionRequest,
  arrange: (url) => storedTarget(db, url),
  check: ([piece]) => {
    expect(piece?.facts).toMatchObject({
      knownRuns: 1,
      failedRuns: 1,
      failuresInARow: 2,
      lastSuccessAt: null,
    });
    expect(piece?.text.split("\n")[0]).toBe(
      "run scheduled__2026-01-01T00:00:00+00:00: failed, started 2026-11-21T01:25:34.883Z, took 15 s",
    );
  },
});

const HOUR = 3_600_000;
type Stored = Awaited<ReturnType<typeof storedTarget>>;

/** Daily runs before the failed one, which took `minutes` and wrote `rows`; newest first. */
async function arrangeRuns(
  { ctx, incident }: Stored,
  runs: readonly { hasFailed?: boolean; minutes: number; rows?: number; tries?: number }[],
) {
  const { workspaceId } = ctx;
  const { pipelineId, taskId } = incident;
  const dataset = await db.prisma.dataset.create({
    data: {
      id: newId(),
      workspaceId,
      namespace: "n",
      name: "mart",
      firstSeenAt: new Date(0),
      lastSeenAt: new Date(0),
    },
  });
  for (const [day, { hasFailed, minutes, rows, tries }] of runs.entries()) {
    const startedAt = new Date(incident.lastSeenAt.getTime() - (day + 1) * 24 * HOUR);
    const endedAt = new Date(startedAt.getTime() + minutes * 60_000);
    const run = await db.prisma.run.create({
      data: {
        id: newId(),
        workspaceId,
        pipelineId: pipelineId ?? "",
        externalId: `day-${day}`,
        startedAt,
        endedAt,
        ...(hasFailed ? { failedAt: endedAt } : { succeededAt: endedAt }),
      },
    });
    if (rows !== undefined) {
      await db.prisma.datasetWrite.create({
        data: {
          id: newId(),
          workspaceId,
          datasetId: dataset.id,
          runId: run.id,
          rowCount: BigInt(rows),
          at: endedAt,
        },
      });
    }
    await db.prisma.attempt.create({
      data: {
        id: newId(),
        workspaceId,
        runId: run.id,
        taskId: taskId ?? "",
        tryNumber: tries ?? 1,
        state: "success",
      },
    });
  }
  return dataset.id;
}

const collect = async (stored: Stored) => {
  const { pieces } = await collectOnce(runHistory, stored.ctx, stored.incident);
  return { piece: pieces[0], facts: HistoryFacts.parse(pieces[0]?.facts) };
};

it("compares the failed run with the successful ones, by medians", async () => {
  const stored = await storedTarget(db, null);
  const { incident } = stored;
  const usual = [4, 5, 5, 6, 5, 5, 4, 90].map((minutes, i) => ({
    minutes,
    rows: 1_000 + 10 * i,
    tries: i < 2 ? 2 : 1,
  }));
  const datasetId = await arrangeRuns(stored, [{ hasFailed: true, minutes: 5 }, ...usual]);
  const startedAt = new Date(incident.lastSeenAt.getTime() - 40 * 60_000);
  const { rows } = await db.pool.query<{ id: string }>(
    "UPDATE runs SET started_at = $2, ended_at = $3 WHERE external_id = $1 AND pipeline_id = $4 RETURNING id",
    [incident.run, startedAt, incident.lastSeenAt, incident.pipelineId],
  );
  await db.prisma.datasetWrite.create({
    data: {
      id: newId(),
      workspaceId: stored.ctx.workspaceId,
      datasetId,
      runId: rows[0]?.id,
      rowCount: 10n,
      at: startedAt,
    },
  });
  const { piece, facts } = await collect(stored);
  expect(facts).toMatchObject({
    knownRuns: 9,
    failedRuns: 1,
    failuresInARow: 2,
    failureRate: 1 / 9,
    retryRate: 2 / 9,
    duration: { thisMs: 40 * 60_000, usualMs: 5 * 60_000, change: "longer" },
    volume: { thisRows: 10, usualRows: 1_035, change: "fewer" },
    failingSince: new Date(incident.lastSeenAt.getTime() - 24 * HOUR).toISOString(),
  });
  expect(facts.runs?.map(({ outcome }) => outcome)).toEqual([
    ...Array.from({ length: 8 }, () => "succeeded"),
    "failed",
    "failed",
  ]);
  expect(piece?.text).toContain("this run took 40 min; successful runs take 5 min: unusually long");
  expect(piece?.text).toContain("this run wrote 10 rows; successful runs write 1,035: far fewer");
  expect(piece?.text).toContain("11 % of the earlier runs failed");
});

it("does not take records of failures only for a task that always fails", async () => {
  const stored = await storedTarget(db, null);
  await arrangeRuns(stored, [
    { hasFailed: true, minutes: 5 },
    { hasFailed: true, minutes: 5 },
    { hasFailed: true, minutes: 5 },
  ]);
  const { facts } = await collect(stored);
  expect(facts).toMatchObject({ knownRuns: 0, failedRuns: 0, failuresInARow: 1, failureRate: null });
});

it("does not ask the orchestrator when the records show the whole history", async () => {
  const stored = await storedTarget(db, "http://127.0.0.1:1");
  await arrangeRuns(
    stored,
    Array.from({ length: 10 }, () => ({ minutes: 5 })),
  );
  const { facts } = await collect(stored);
  expect(facts).toMatchObject({ knownRuns: 10, failedRuns: 0, failuresInARow: 1 });
});
