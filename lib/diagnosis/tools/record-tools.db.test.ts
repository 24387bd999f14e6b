import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { giveVerdict } from "@/lib/knowledge/verdicts/give-verdict";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeIncident, arrangeWorkspace, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { openIncident, openToolsOf } from "@/lib/diagnosis/tools/testing/opened-tools";
import { failureReport } from "@/lib/failures/testing/report";
import { updateIncident } from "@/lib/incidents/update-incident";
import { recordLineage } from "@/lib/lineage/record-lineage";
import type { LineageFact } from "@/lib/lineage/schemas";
import { columnsNamed, datasetFact, lineageFact } from "@/lib/lineage/testing/facts";
import { newId } from "@/lib/platform/crypto";
import { transaction } from "@/lib/platform/db/transaction";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

describe("describe_table", () => {
  const RECEIVED = new Date("2026-11-21T00:00:00Z");

  async function record({ ctx, sourceId }: Arranged, at: string, ...reads: LineageFact["reads"]) {
    const place = { workspaceId: ctx.workspaceId, sourceId, receivedAt: RECEIVED };
    await transaction(db.pool, (client) => recordLineage(client, place, [lineageFact({ at, reads })]));
  }

  /** Two readings of a table whose column was renamed between them, and another table. */
  async function arrangeTables() {
    const arranged = await arrangeWorkspace(db);
    const orders = (...names: string[]) =>
      datasetFact("shop.raw.orders", { columns: columnsNamed(...names), rowCount: 7 });
    const payments = datasetFact("shop.raw.payments", { columns: columnsNamed("iban") });
    await record(arranged, "2026-11-18T00:00:00.000Z", orders("id", "customer_id"), payments);
    await record(arranged, "2026-11-20T00:00:00.000Z", orders("id", "client_id"));
    return arranged;
  }

  it("shows the columns, their changes and who uses the table", async () => {
    const { call } = await openIncident(db, { like: await arrangeTables(), only: [] });
    const { pieces, note, isError } = await call("describe_table", { table: '"RAW"."Orders"' });
    expect({ isError, note }).toEqual({ isError: false, note: null });
    expect(pieces).toHaveLength(1);
    expect(pieces[0]).toMatchObject({
      kind: "schema_change",
      title: "Table shop.raw.orders in postgres://db.example.com:5432",
      provenance: "fact",
    });
    expect(pieces[0]?.text.split("\n")).toEqual([
      expect.stringMatching(/^shop\.raw\.orders has 2 columns, as seen by openlineage from 2026-11-20T/),
      "column id: int",
      "column client_id: int",
      "change: column customer_id (int) was probably renamed to client_id between 2026-11-18T00:00:00.000Z and 2026-11-20T00:00:00.000Z",
      "read by task transform of pipeline orders_daily",
    ]);
  });

  it("asks which one is meant if several match, and understands its own names", async () => {
    const arranged = await arrangeTables();
    const other = datasetFact("lake.raw.orders", { columns: columnsNamed("x") });
    await record(arranged, "2026-11-20T00:00:00.000Z", other);
    const { call } = await openIncident(db, { like: arranged, only: [] });
    const { pieces, note } = await call("describe_table", { table: "raw.orders" });
    expect(pieces).toEqual([]);
    expect(note).toMatch(/^2 tables match; name one of them in full: /);
    const [name = ""] = /lake\.raw\.orders in [^;.]+(?:\.[^;. ]+)*/.exec(note ?? "") ?? [];
    expect((await call("describe_table", { table: name })).pieces[0]?.text).toContain("column x");
  });

  it.each(["%", "_", "raw.%", "'; DROP TABLE datasets; --", "shop.raw.none"])(
    "knows no table %j",
    async (table) => {
      const { call } = await openIncident(db, { like: await arrangeTables(), only: [] });
      expect(await call("describe_table", { table })).toMatchObject({
        pieces: [],
        isError: false,
        note: expect.stringContaining("knows a table"),
      });
    },
  );

  it("knows no table of another workspace", async () => {
    await arrangeTables();
    const own = await arrangeWorkspace(db);
    await record(own, "2026-11-20T00:00:00.000Z", datasetFact("own", { columns: columnsNamed("a") }));
    const { call } = await openIncident(db, { like: own, only: [] });
    expect((await call("describe_table", { table: "own" })).pieces).toHaveLength(1);
    expect((await call("describe_table", { table: "shop.raw.payments" })).pieces).toEqual([]);
  });
});

describe("read_run_history", () => {
  async function arrangeRuns(like: Arranged & { incidentId: string }) {
    const { pipelineId, runId } = await db.prisma.incident.findUniqueOrThrow({
      where: { id: like.incidentId },
    });
    const { workspaceId } = like.ctx;
    const base = { workspaceId, pipelineId: pipelineId ?? "" };
    const at = (minutes: number) => new Date(Date.now() - 3_600_000 + minutes * 60_000);
    await db.prisma.run.create({
      data: {
        ...base,
        id: newId(),
        externalId: "run-good",
        startedAt: at(0),
        endedAt: at(5),
        succeededAt: at(5),
        firstSeenAt: at(0),
      },
    });
    const otherTask = await db.prisma.task.create({
      data: { ...base, id: newId(), externalId: "load", name: "load", firstSeenAt: at(0) },
    });
    await db.prisma.attempt.create({
      data: {
        id: newId(),
        workspaceId,
        runId: runId ?? "",
        taskId: otherTask.id,
        tryNumber: 3,
        mapIndex: -1,
        state: "success",
        reportedAt: at(10),
      },
    });
  }

  it("shows runs with their outcome and duration, and the tries of the failed task", async () => {
    const opened = await openIncident(db, { only: [] });
    await arrangeRuns(opened);
    const { pieces, note } = await opened.call("read_run_history", {});
    expect(note).toBeNull();
    const text = pieces[0]?.text ?? "";
    expect(pieces[0]).toMatchObject({ kind: "run_history", evidenceId: null });
    expect(text).toMatch(/^run scheduled__2026-11-20\S* \(this failure\): no state, 2 tries of the task/);
    expect(text).toMatch(/run run-good: succeeded, started \S+, ended \S+, took 5 min/);
    expect(text).toMatch(/try 2: failed, reported at/);
    expect(text).not.toContain("try 3");
  });

  it("shows the tries of another task of the pipeline, and of no other", async () => {
    const opened = await openIncident(db, { only: [] });
    await arrangeRuns(opened);
    expect((await opened.call("read_run_history", { task: "load" })).pieces[0]?.text).toContain(
      "try 3: success",
    );
    const other = await opened.call("read_run_history", { task: "drop_everything" });
    expect(other).toMatchObject({ pieces: [], note: 'This pipeline has no task "drop_everything".' });
  });

  it("adds what was collected about earlier runs, as the evidence it is", async () => {
    const first = await arrangeIncident(db, failureReport());
    await openIncident(db, { like: first, only: [] });
    const opened = await openIncident(db, { like: first, only: ["run-history"] });
    const stored = opened.evidence.find(({ kind, status }) => kind === "run_history" && status === "ok");
    expect(stored).toBeDefined();
    const { pieces, note } = await opened.call("read_run_history", { limit: 1 });
    expect(pieces.map(({ evidenceId }) => evidenceId)).toEqual([null, stored?.id]);
    expect(note).toContain("No success is recorded here");
  });
});

describe("list_similar_incidents", () => {
  async function confirm({ ctx, incidentId }: Arranged & { incidentId: string }, cause: string) {
    await diagnoseIncident(ctx, { incidentId, workflowId: newId() });
    await giveVerdict(ctx, incidentId, { verdict: "wrong", category: "configuration", cause });
  }
  const staging = (report = failureReport()) => ({ ...report, environment: "staging" });

  it("shows an earlier incident without a cause that nobody confirmed", async () => {
    const first = await openIncident(db, {});
    await db.prisma.incident.update({ where: { id: first.incidentId }, data: { rootCause: "a wild guess" } });
    const { call } = await openIncident(db, { like: first, report: staging(), only: ["orchestrator-log"] });
    const { pieces } = await call("list_similar_incidents", {});
    expect(pieces[0]?.text.split("\n")[3]).toBe("Cause: not confirmed");
    expect(JSON.stringify(pieces)).not.toContain("a wild guess");
    expect(await call("list_similar_incidents", { confirmedOnly: true })).toMatchObject({
      pieces: [],
      note: "None of the 1 similar earlier incidents has a confirmed cause.",
    });
  });

  it("shows a confirmed cause, and cites the evidence while that still says the same", async () => {
    const first = await openIncident(db, {});
    await updateIncident(first.ctx, first.incidentId, { status: "resolved", reason: "pinned boto3" });
    const second = await openIncident(db, { like: first, report: staging() });
    const stored = second.evidence.find(({ kind, status }) => kind === "similar_incident" && status === "ok");
    const before = await second.call("list_similar_incidents", {});
    expect(before.pieces[0]).toMatchObject({ evidenceId: stored?.id, text: stored?.text });
    await confirm(first, "the image lacks boto3");
    const after = await second.call("list_similar_incidents", { confirmedOnly: true });
    expect(after.pieces[0]?.evidenceId).toBeNull();
    expect(after.pieces[0]?.text).toContain("Confirmed cause (configuration): the image lacks boto3");
  });

  it("stores nothing", async () => {
    const opened = await openIncident(db, { only: [] });
    await opened.call("list_similar_incidents", {});
    expect(await db.prisma.chunk.count({ where: { workspaceId: opened.ctx.workspaceId } })).toBe(0);
  });

  it("shows none of another workspace", async () => {
    const other = await openIncident(db, {});
    await confirm(other, "their cause");
    const { call } = await openIncident(db, { only: ["orchestrator-log"] });
    expect((await call("list_similar_incidents", {})).note).toBe("There are no similar earlier incidents.");
  });
});

it("reads the logs of the incident and of no other", async () => {
  const other = await openIncident(db, { only: ["orchestrator-log"] });
  const report = { ...failureReport(), environment: "staging" };
  const own = await openIncident(db, { like: other, report, only: ["orchestrator-log"] });
  expect(own.incidentId).not.toBe(other.incidentId);
  expect(own.tools.map(({ name }) => name)).toContain("read_log_window");
  const theirs = other.evidence.find(({ kind }) => kind === "log");
  const answer = await own.call("read_log_window", { log: theirs?.id, fromLine: 1, toLine: 10 });
  expect(answer.pieces).toEqual([]);
  const { pieces } = await own.call("search_log", { words: "keyerror customer_id" });
  expect(pieces.map(({ evidenceId }) => evidenceId)).toEqual([
    own.evidence.find(({ kind }) => kind === "log")?.id,
  ]);
});

it("opens tools for people who may analyze", async () => {
  const opened = await openIncident(db, { only: [] });
  const ctx = { ...opened.ctx, role: "viewer" as const };
  await expect(openToolsOf({ ...opened, ctx })).rejects.toMatchObject({ code: "FORBIDDEN" });
});
