import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeWorkspace, incomingDelivery, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";
import { failureReport, withTask } from "@/lib/failures/testing/report";
import type { TaskReport } from "@/lib/failures/schemas";

let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const START = Date.parse("2026-11-21T02:00:00.000Z");
const MINUTE = 60_000;
type Event = TaskReport["event"];

/** A report of something that happened `minute` minutes after the start; received at least an hour later. */
interface Said {
  report: TaskReport;
  minute: number;
}

const timeOf = (minute: number) => new Date(START + minute * MINUTE).toISOString();

function task(event: Event, tryNumber: number, minute: number, mapIndex = -1): Said {
  const { subject, exception } = failureReport();
  const { attempt } = subject;
  const state = {
    failed: "failed",
    will_retry: "up_for_retry",
    succeeded: "success",
    running: "running",
    cancelled: "skipped",
  };
  return {
    minute,
    report: failureReport({
      event,
      attempt: attempt && {
        ...attempt,
        tryNumber,
        mapIndex,
        maxTries: 3,
        state: state[event],
        startedAt: event === "running" ? timeOf(minute) : null,
        endedAt: event === "running" ? null : timeOf(minute),
      },
      exception: event === "failed" || event === "will_retry" ? exception : null,
    }),
  };
}

function run(event: Event, tryNumber: number | null, minute: number): Said {
  const { attempt } = failureReport().subject;
  const report = failureReport({
    event,
    scope: "run",
    task: null,
    attempt: tryNumber === null ? null : attempt && { ...attempt, tryNumber, state: event },
    exception: null,
    reason: event === "failed" ? "task_failure" : null,
    occurredAt: timeOf(minute),
  });
  return { report, minute };
}

const deliveryOf = (arranged: Arranged, { report }: Said, receivedAt: number) =>
  incomingDelivery(arranged, report, { receivedAt: new Date(receivedAt) });

async function accept(arranged: Arranged, batches: Said[][]) {
  let receivedAt = START + 60 * MINUTE;
  const answers = [];
  for (const batch of batches) {
    const deliveries = batch.map((said) => deliveryOf(arranged, said, (receivedAt += 1_000)));
    answers.push(await acceptDeliveries(db.pool, deliveries, { analysisSteps: [] }));
  }
  return answers;
}

async function stateOf({ ctx: { workspaceId } }: Arranged) {
  const [runs, attempts, open] = await Promise.all([
    db.prisma.run.findMany({
      where: { pipeline: { workspaceId } },
      orderBy: { externalId: "asc" },
      select: { state: true, stateAt: true, failedAt: true, succeededAt: true },
    }),
    db.prisma.attempt.findMany({
      where: { workspaceId },
      orderBy: [
        { run: { externalId: "asc" } },
        { task: { externalId: "asc" } },
        { mapIndex: "asc" },
        { tryNumber: "asc" },
      ],
      select: {
        mapIndex: true,
        tryNumber: true,
        state: true,
        willRetry: true,
        outcome: true,
        startedAt: true,
        endedAt: true,
        errorType: true,
        isFailureCounted: true,
      },
    }),
    db.prisma.incident.count({ where: { workspaceId, status: "triggered" } }),
  ]);
  return { runs, attempts, open };
}

/** Deterministic generator, so that a failing order can be reproduced. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

function shuffled(items: readonly Said[], random: () => number): Said[] {
  const keyed = items.map((item) => ({ item, key: random() }));
  return keyed.toSorted((a, b) => a.key - b.key).map(({ item }) => item);
}

function cutAnywhere(items: readonly Said[], random: () => number): Said[][] {
  const batches: Said[][] = [];
  for (const item of items) {
    const last = batches.at(-1);
    if (last && random() < 0.5) last.push(item);
    else batches.push([item]);
  }
  return batches;
}

const RETRIED_TASK = [
  task("running", 1, 1),
  task("will_retry", 1, 2),
  task("running", 2, 3),
  task("failed", 2, 4),
  run("failed", null, 5),
];
const CLEARED_TASK = [
  ...RETRIED_TASK,
  run("running", null, 6),
  task("running", 3, 7),
  task("succeeded", 3, 8),
  run("succeeded", null, 9),
];
const RETRIED_RUN = [
  run("running", 1, 1),
  run("will_retry", 1, 2),
  run("running", 2, 3),
  run("failed", 2, 4),
  run("running", 3, 5),
  run("succeeded", 3, 6),
];
const FAILED_AGAIN = [...RETRIED_RUN, run("running", 4, 7), run("failed", 4, 8)];
const CANCELLED_RUN = [
  run("running", 1, 1),
  run("failed", 1, 2),
  run("running", 2, 3),
  run("cancelled", 2, 4),
];
const SKIPPED_TASK = [
  task("running", 1, 1),
  task("will_retry", 1, 2),
  task("running", 2, 3),
  task("cancelled", 2, 4),
];
const MAPPED_TASK = [
  task("failed", 1, 1, 0),
  task("failed", 1, 2, 1),
  task("succeeded", 2, 3, 0),
  task("running", 2, 4, 1),
  task("succeeded", 1, 5, 2),
];

/** The same in the run of the next day. */
function nextDay({ report, minute }: Said): Said {
  const { run: day } = report.subject;
  const next = day && {
    ...day,
    externalId: "scheduled__2026-11-21",
    logicalDate: "2026-11-21T00:00:00Z",
  };
  return { minute, report: withTask(report, { run: next }) };
}

function otherTask({ report, minute }: Said): Said {
  return { minute, report: withTask(report, { task: { externalId: "load", name: "load", operator: null } }) };
}

/** Nobody reports the success of the second task, but the repeated run could not have succeeded without it. */
const TWO_TASKS = [...CLEARED_TASK, otherTask(task("failed", 1, 4))];
const SUCCEEDED_NEXT_DAY = [
  task("failed", 2, 4),
  nextDay(task("running", 1, 10)),
  nextDay(task("succeeded", 1, 11)),
];
const RUN_SUCCEEDED_NEXT_DAY = [run("failed", null, 5), nextDay(run("succeeded", null, 11))];
const FAILED_BOTH_DAYS = [
  task("failed", 2, 4),
  nextDay(task("failed", 2, 11)),
  nextDay(run("failed", null, 12)),
];

describe("the reports of a run, in any order and any batches", () => {
  it.each([
    ["a task fails for good", RETRIED_TASK, 1],
    ["a task fails, is cleared and succeeds", CLEARED_TASK, 0],
    ["a run is retried and succeeds", RETRIED_RUN, 0],
    ["a run succeeds and fails again", FAILED_AGAIN, 1],
    ["a run fails and is cancelled", CANCELLED_RUN, 1],
    ["a task is retried and skipped", SKIPPED_TASK, 0],
    ["one of two failed instances of a mapped task succeeds", MAPPED_TASK, 1],
    ["two tasks fail and the run is repeated", TWO_TASKS, 0],
    ["a task succeeds in the run of the next day", SUCCEEDED_NEXT_DAY, 0],
    ["the run of the next day succeeds", RUN_SUCCEEDED_NEXT_DAY, 0],
    ["a task fails on both days", FAILED_BOTH_DAYS, 1],
  ])(
    "end in the same state: %s",
    async (_name, reports, open) => {
      const inOrder = await arrangeWorkspace(db);
      await accept(
        inOrder,
        reports.map((said) => [said]),
      );
      const expected = await stateOf(inOrder);
      expect(expected.open).toBe(open);
      const random = randomOf(reports.length);
      for (let round = 0; round < 15; round += 1) {
        const batches = cutAnywhere(shuffled(reports, random), random);
        const arranged = await arrangeWorkspace(db);
        await accept(arranged, batches);
        const order = batches.map((batch) =>
          batch.map(({ report, minute }) => `${report.subject.scope} ${report.event} ${minute}`),
        );
        expect(await stateOf(arranged), JSON.stringify(order)).toEqual(expected);
      }
    },
    120_000,
  );

  it("end in the same state when everything is reported twice", async () => {
    const once = await arrangeWorkspace(db);
    await accept(once, [CLEARED_TASK]);
    const twice = await arrangeWorkspace(db);
    await accept(twice, [CLEARED_TASK, CLEARED_TASK]);
    expect(await stateOf(twice)).toEqual(await stateOf(once));
  });
});

describe("the state of a run", () => {
  it.each<[Event, Event]>([
    ["failed", "cancelled"],
    ["cancelled", "failed"],
    ["running", "cancelled"],
    ["will_retry", "cancelled"],
    ["cancelled", "succeeded"],
    ["succeeded", "cancelled"],
  ])("that was %s and then %s is the later one, in either order of arrival", async (before, after) => {
    for (const reports of [
      [run(before, 1, 1), run(after, 1, 2)],
      [run(after, 1, 2), run(before, 1, 1)],
    ]) {
      const arranged = await arrangeWorkspace(db, { kind: "prefect" });
      await accept(
        arranged,
        reports.map((said) => [said]),
      );
      expect((await stateOf(arranged)).runs).toMatchObject([{ state: after }]);
    }
  });

  it("is that of the latest report in a batch", async () => {
    const arranged = await arrangeWorkspace(db);
    await accept(arranged, [[run("failed", null, 5), run("running", null, 1)]]);
    expect((await stateOf(arranged)).runs).toMatchObject([{ state: "failed" }]);
  });

  it("follows the order of arrival if the sender sends no time", async () => {
    const arranged = await arrangeWorkspace(db);
    const untimed = (event: Event): Said => {
      const { report } = run(event, null, 0);
      return { report: { ...report, occurredAt: null }, minute: 0 };
    };
    await accept(arranged, [[untimed("running"), untimed("failed")], [untimed("succeeded")]]);
    expect((await stateOf(arranged)).runs).toMatchObject([{ state: "succeeded" }]);
  });

  it("recovers from a report from the future", async () => {
    const arranged = await arrangeWorkspace(db);
    const { report } = run("failed", null, 0);
    const fromTheFuture = { ...report, occurredAt: "2099-01-01T00:00:00.000Z" };
    await accept(arranged, [[{ report: fromTheFuture, minute: 0 }]]);
    const delivery = deliveryOf(arranged, run("succeeded", null, 90), START + 120 * MINUTE);
    await acceptDeliveries(db.pool, [delivery], { analysisSteps: [] });
    expect((await stateOf(arranged)).runs).toMatchObject([{ state: "succeeded" }]);
  });
});

describe("a run-level success", () => {
  it("resolves the incident of the same run, in its timeline and in the audit log", async () => {
    const arranged = await arrangeWorkspace(db, { kind: "prefect" });
    const {
      ctx: { workspaceId },
      sourceId,
    } = arranged;
    const failed = (await accept(arranged, [[run("failed", 1, 1)]]))[0]?.[0];
    const answers = await accept(arranged, [[run("succeeded", 2, 2)]]);
    expect(answers[0]).toMatchObject([{ incidentId: failed?.incidentId }]);
    const incident = await db.prisma.incident.findUniqueOrThrow({
      where: { id: failed?.incidentId ?? "" },
      include: { timeline: { orderBy: { at: "asc" } } },
    });
    const { id: resolvedByRunId } = await db.prisma.run.findFirstOrThrow({
      where: { pipeline: { workspaceId } },
    });
    expect(incident).toMatchObject({
      status: "resolved",
      resolution: "recovered",
      resolvedByRunId,
      resolvedAt: expect.any(Date),
    });
    expect(incident.timeline.at(-1)).toMatchObject({
      kind: "status",
      data: { type: "recovered", by: "run", run: "scheduled__2026-11-20", at: timeOf(2) },
    });
    expect(await db.prisma.auditEvent.findMany({ where: { workspaceId } })).toMatchObject([
      { action: "incident.resolve", targetId: failed?.incidentId, actorType: "source", actorId: sourceId },
    ]);
  });

  it("of another run for the same date leaves the incident open", async () => {
    const arranged = await arrangeWorkspace(db, { kind: "prefect" });
    const later = run("succeeded", 1, 9);
    const { run: same } = later.report.subject;
    const other = withTask(later.report, { run: same && { ...same, externalId: "another run" } });
    await accept(arranged, [[run("failed", 1, 1)], [{ ...later, report: other }]]);
    expect((await stateOf(arranged)).open).toBe(1);
  });
});

describe("a failed attempt", () => {
  it("is not created by a Prefect success", async () => {
    const arranged = await arrangeWorkspace(db, { kind: "prefect" });
    const completed = task("succeeded", 1, 1);
    const { attempt } = completed.report.subject;
    const report = withTask(completed.report, { attempt: attempt && { ...attempt, state: "completed" } });
    await accept(arranged, [[{ ...completed, report }]]);
    expect((await stateOf(arranged)).attempts).toMatchObject([{ isFailureCounted: false }]);
  });

  it("stays marked after a later success, in one batch or many", async () => {
    const arranged = await arrangeWorkspace(db);
    const success = task("succeeded", 3, 6);
    await accept(arranged, [[...RETRIED_TASK, success], [success]]);
    const { attempts } = await stateOf(arranged);
    expect(attempts.map((attempt) => attempt.isFailureCounted)).toEqual([true, true, false]);
  });
});

it("one batch can close and reopen a fingerprint", async () => {
  const arranged = await arrangeWorkspace(db);
  await accept(arranged, [[task("failed", 1, 1)]]);
  await accept(arranged, [[task("succeeded", 2, 2), task("failed", 3, 3)]]);
  const incidents = await db.prisma.incident.findMany({
    where: { workspaceId: arranged.ctx.workspaceId },
    orderBy: { number: "asc" },
    select: { status: true, occurrenceCount: true },
  });
  expect(incidents).toEqual([
    { status: "resolved", occurrenceCount: 1 },
    { status: "triggered", occurrenceCount: 1 },
  ]);
});
