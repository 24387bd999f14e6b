import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeIncident } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { diagnoseIncident, LOG_SHOWS_SUCCESS } from "@/lib/diagnosis/diagnose-incident";
import { findDiagnosis, listDiagnoses, listShownEvidence } from "@/lib/diagnosis/data";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { COLLECTORS } from "@/lib/evidence/collectors/list";
import { listEvidence } from "@/lib/evidence/data";
import { failureReport } from "@/lib/failures/testing/report";
import { listTimeline } from "@/lib/incidents/history/data";
import { newId } from "@/lib/platform/crypto";

let db: TestDatabase;
let airflow: Server;
let answer: (path: string) => { status: number; body: string; type?: string } = () => ({
  status: 404,
  body: "{}",
});

beforeAll(async () => {
  db = await testDatabase();
  airflow = createServer((request, response) => {
    const { status, body, type } = answer(request.url ?? "");
    response.writeHead(status, { "content-type": type ?? "application/json" }).end(body);
  });
  await new Promise<void>((resolve) => airflow.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  airflow.close();
  await db.close();
});

const airflowUrl = () => `http://127.0.0.1:${(airflow.address() as AddressInfo).port}`;

describe("collectEvidence", () => {
  it("reports the gaps when nothing is connected, and is safe to run twice", async () => {
    const { ctx, incidentId } = await arrangeIncident(db, failureReport());
    const first = await collectEvidence(ctx, { incidentId });
    expect(first).toEqual({
      isSettled: true,
      timedOut: [],
      statuses: {
        "orchestrator-log": "ok",
        "orchestrator-state": "not_connected",
        "rendered-code": "not_connected",
        "source-code": "not_connected",
        "code-changes": "not_connected",
        "upstream-inputs": "not_connected",
        "deployment-drift": "not_connected",
        "silent-end": "empty",
        "schema-changes": "empty",
        "run-history": "empty",
        "similar-incidents": "empty",
      },
    });
    const { items } = await listEvidence(ctx, incidentId);
    const log = items.find((item) => item.collector === "orchestrator-log");
    expect(log?.text).toContain("KeyError: 'customer_id'");
    expect(log?.facts).toMatchObject({ origin: "webhook", failingLines: [{ line: 4 }] });
    // A claim, because only the sender reported it.
    expect(log).toMatchObject({
      provenance: "claim",
      relevanceReason: "output of the failed attempt",
    });
    const gap = items.find((item) => item.collector === "code-changes");
    expect(gap?.message).toMatch(/Connect one under Setup/);
    expect(gap).toMatchObject({ provenance: "fact", relevance: 0, relevanceReason: null, facts: null });
    const { coverage } = await listShownEvidence(ctx, incidentId);
    expect(coverage.map(({ title, status, connect }) => [title, status, connect])).toEqual([
      // Only what the webhook carried: the task's log itself is missing.
      ["Task log", "not_connected", "Connect the orchestrator's API under Setup"],
      ["Run state", "not_connected", "Connect the orchestrator's API under Setup"],
      ["Rendered SQL", "not_connected", "Connect the orchestrator's API under Setup"],
      ["Code", "not_connected", "Connect the pipeline's repository under Setup"],
      ["Code changes", "not_connected", "Connect the pipeline's repository under Setup"],
      ["Upstream", "not_connected", "Connect the orchestrator's API under Setup"],
      ["Schema changes", "empty", null],
      ["Run history", "empty", null],
      ["Deployment and configuration", "not_connected", "Connect the orchestrator's API under Setup"],
      ["Scheduler events", "empty", null],
      ["Similar incidents", "empty", null],
    ]);
    for (const { durationMs } of coverage) expect(durationMs).toBeGreaterThanOrEqual(0);
    await collectEvidence(ctx, { incidentId });
    expect((await listEvidence(ctx, incidentId)).items.map((item) => item.id).toSorted()).toEqual(
      items.map((item) => item.id).toSorted(),
    );
  });

  it.each([
    ["unauthenticated", 401, "denied"],
    ["forbidden", 403, "denied"],
    ["broken", 500, "failed"],
  ])("loses only the API's evidence when the API is %s", async (_name, status, expected) => {
    answer = (path) =>
      path.includes("/version")
        ? { status: 200, body: '{"version":"3.3.2"}' }
        : { status, body: '{"detail":"no"}' };
    const { ctx, incidentId } = await arrangeIncident(db, failureReport(), { apiBaseUrl: airflowUrl() });
    const { statuses } = await collectEvidence(ctx, { incidentId });
    expect(statuses).toMatchObject({ "orchestrator-log": "ok", "orchestrator-state": expected });
    const { items } = await listEvidence(ctx, incidentId);
    const logs = items.filter((item) => item.collector === "orchestrator-log");
    // The webhook's traceback is the fallback, and the API error is shown beside it.
    expect(logs.map((log) => log.status).toSorted()).toEqual(["ok", expected].toSorted());
  });

  it("aborts requests to a slow API at the collector's deadline and keeps the other evidence", async () => {
    let open = 0;
    const slow = createServer((request, response) => {
      if (request.url?.endsWith("/version")) return void response.end('{"version":"3.3.2"}');
      if (request.url?.endsWith("/auth/token")) return void response.end('{"access_token":"t"}');
      open += 1;
      response.on("close", () => (open -= 1));
    });
    await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
    const deadlines = COLLECTORS.map((collector) => collector.deadlineMs);
    for (const collector of COLLECTORS) collector.deadlineMs = 400;
    try {
      const { ctx, incidentId } = await arrangeIncident(db, failureReport(), {
        apiBaseUrl: `http://127.0.0.1:${(slow.address() as AddressInfo).port}`,
      });
      const { statuses, timedOut } = await collectEvidence(ctx, { incidentId });
      expect(statuses).toMatchObject({ "orchestrator-state": "timeout", "run-history": "timeout" });
      // Its first piece is the webhook's text, which was there in time.
      expect(timedOut).toEqual(
        expect.arrayContaining(["orchestrator-state", "run-history", "orchestrator-log"]),
      );
      // Without the deadline a request would last ten seconds.
      await expect.poll(() => open, { timeout: 2_000 }).toBe(0);
      const { items } = await listEvidence(ctx, incidentId);
      const gap = items.find((item) => item.collector === "orchestrator-state");
      expect(gap?.message).toBe("Timed out after 0.4 s. Press Analyze to try again.");
    } finally {
      COLLECTORS.forEach((collector, i) => (collector.deadlineMs = deadlines[i] ?? collector.deadlineMs));
      slow.closeAllConnections();
      slow.close();
    }
  });

  it("supersedes changed evidence and keeps the old piece for its citations", async () => {
    const { ctx, incidentId, workflowId } = await arrangeIncident(db, failureReport());
    await collectEvidence(ctx, { incidentId });
    await diagnoseIncident(ctx, { incidentId, workflowId });
    const before = (await listEvidence(ctx, incidentId)).items.find((item) => item.kind === "log");
    const report = failureReport({
      exception: { type: "builtins.ValueError", message: "bad date", traceback: "ValueError: bad date" },
    });
    await db.pool.query("UPDATE incidents SET report = $2 WHERE id = $1", [
      incidentId,
      JSON.stringify(report),
    ]);
    await collectEvidence(ctx, { incidentId });
    const after = (await listEvidence(ctx, incidentId)).items.filter((item) => item.kind === "log");
    expect(after.map((line) => line.text)).toEqual(["ValueError: bad date"]);
    const cited = await listEvidence(ctx, incidentId, { citedIds: [before?.id ?? ""] });
    expect(cited.items.some((item) => item.id === before?.id)).toBe(true);
  });

  it("finds the earlier incident of the same failure", async () => {
    const first = await arrangeIncident(db, failureReport());
    await collectEvidence(first.ctx, { incidentId: first.incidentId });
    await db.pool.query(
      "UPDATE incidents SET status = 'resolved', root_cause = 'renamed upstream' WHERE id = $1",
      [first.incidentId],
    );
    const second = await arrangeIncident(db, failureReport(), { like: first });
    await collectEvidence(second.ctx, { incidentId: second.incidentId });
    const similar = (await listEvidence(second.ctx, second.incidentId)).items.find(
      (item) => item.kind === "similar_incident",
    );
    expect(similar).toMatchObject({
      status: "ok",
      facts: { id: first.incidentId, isSameFailure: true, confirmed: null },
    });
    // Other workspaces' incidents are never considered.
    const stranger = await arrangeIncident(db, failureReport());
    await collectEvidence(stranger.ctx, { incidentId: stranger.incidentId });
    const seen = (await listEvidence(stranger.ctx, stranger.incidentId)).items.filter(
      (item) => item.collector === "similar-incidents",
    );
    expect(seen.map((item) => item.status)).toEqual(["empty"]);
  });

  it("does not match failures without any details", async () => {
    const nothing = { exception: null, log: null, reason: null, title: null };
    const first = await arrangeIncident(db, failureReport(nothing));
    await collectEvidence(first.ctx, { incidentId: first.incidentId });
    const task = { externalId: "another", name: "another", operator: null };
    const second = await arrangeIncident(db, failureReport({ ...nothing, task }), { like: first });
    expect(second.incidentId).not.toBe(first.incidentId);
    await collectEvidence(second.ctx, { incidentId: second.incidentId });
    const similar = (await listEvidence(second.ctx, second.incidentId)).items.filter(
      (item) => item.kind === "similar_incident" && item.facts?.isSameFailure,
    );
    expect(similar).toEqual([]);
  });
});

describe("diagnoseIncident", () => {
  it("saves one diagnosis per workflow with exact citations and sets it on the incident", async () => {
    const { ctx, incidentId, workflowId } = await arrangeIncident(db, failureReport());
    await collectEvidence(ctx, { incidentId });
    const first = await diagnoseIncident(ctx, { incidentId, workflowId });
    const again = await diagnoseIncident(ctx, { incidentId, workflowId });
    expect(again.diagnosisId).toBe(first.diagnosisId);
    expect((await listDiagnoses(ctx, incidentId)).items).toHaveLength(1);
    const diagnosis = await findDiagnosis(ctx, first.diagnosisId);
    expect(diagnosis).toMatchObject({ engine: "builtin", outcome: "diagnosed" });
    expect(diagnosis?.rootCause).toContain("customer_id");
    expect(diagnosis?.gaps.length).toBeGreaterThan(0);
    const { items } = await listEvidence(ctx, incidentId);
    const citations = diagnosis?.claims.flatMap((claim) => claim.citations) ?? [];
    expect(citations.length).toBeGreaterThan(0);
    for (const { evidenceId, startLine, endLine, quote } of citations) {
      const piece = items.find((item) => item.id === evidenceId);
      const lines =
        piece?.text
          .split("\n")
          .slice(startLine - (piece.startLine ?? 1), endLine - (piece.startLine ?? 1) + 1) ?? [];
      expect(lines.join("\n")).toContain(quote);
    }
    const { rows } = await db.pool.query(
      "SELECT category, confidence, root_cause, diagnosis_id FROM incidents WHERE id = $1",
      [incidentId],
    );
    expect(rows[0]).toEqual({
      category: diagnosis?.category,
      confidence: diagnosis?.confidence,
      root_cause: diagnosis?.rootCause,
      diagnosis_id: first.diagnosisId,
    });
  });

  it("is inconclusive without evidence", async () => {
    const { ctx, incidentId, workflowId } = await arrangeIncident(
      db,
      failureReport({ exception: null, attempt: null }),
    );
    await collectEvidence(ctx, { incidentId });
    const { outcome } = await diagnoseIncident(ctx, { incidentId, workflowId });
    expect(outcome).toBe("inconclusive");
    const { rows } = await db.pool.query("SELECT category, root_cause FROM incidents WHERE id = $1", [
      incidentId,
    ]);
    expect(rows[0]).toEqual({ category: null, root_cause: null });
  });

  it("titles an incident whose report says nothing after the cause, while there is one", async () => {
    const { exception } = failureReport();
    const report = failureReport({ exception: null, log: exception?.traceback ?? "" });
    const { ctx, incidentId, workflowId } = await arrangeIncident(db, report);
    const incident = () => db.prisma.incident.findUniqueOrThrow({ where: { id: incidentId } });
    const withoutDetails = "transform failed without an error message";
    expect((await incident()).title).toBe(withoutDetails);
    await collectEvidence(ctx, { incidentId });
    for (let i = 0; i < 2; i += 1) {
      await diagnoseIncident(ctx, { incidentId, workflowId });
      const { title, rootCause } = await incident();
      expect(title).toContain("customer_id");
      expect(title).toBe(rootCause?.replaceAll("`", ""));
    }
    await db.pool.query("UPDATE evidence SET superseded_at = now() WHERE incident_id = $1", [incidentId]);
    await diagnoseIncident(ctx, { incidentId, workflowId: newId() });
    expect(await incident()).toMatchObject({ title: withoutDetails, rootCause: null });
    await db.pool.query("UPDATE evidence SET superseded_at = NULL WHERE incident_id = $1", [incidentId]);
    await db.pool.query("UPDATE incidents SET title = 'Orders are late' WHERE id = $1", [incidentId]);
    await diagnoseIncident(ctx, { incidentId, workflowId: newId() });
    expect(await incident()).toMatchObject({
      title: "Orders are late",
      rootCause: expect.stringContaining("customer_id"),
    });
  });

  it("says in the diagnosis, its impact and the timeline that the log shows a success", async () => {
    const log = [
      "[2026-11-20T03:00:05.000+0000] {python.py:240} INFO - Done. Returned value was: None",
      "[2026-11-20T03:00:05.100+0000] {taskinstance.py:441} INFO - Marking task as SUCCESS. dag_id=orders_daily",
      "[2026-11-20T03:00:05.200+0000] {local_task_job_runner.py:266} INFO - Task exited with return code 0",
    ].join("\n");
    const { ctx, incidentId, workflowId } = await arrangeIncident(
      db,
      failureReport({ exception: null, log }),
    );
    await collectEvidence(ctx, { incidentId });
    const { diagnosisId } = await diagnoseIncident(ctx, { incidentId, workflowId });
    expect(await findDiagnosis(ctx, diagnosisId)).toMatchObject({
      outcome: "inconclusive",
      rootCause: "The run in this log succeeded",
      note: LOG_SHOWS_SUCCESS,
      impact: { text: "The sender reported that 1 run of orders_daily failed" },
    });
    const { items } = await listTimeline(ctx, incidentId);
    const texts = items.filter((item) => item.kind === "diagnosed").map((item) => item.text);
    expect(texts).toEqual(["Diagnosis: the log shows a success"]);
  });

  it("answers NOT_FOUND for another workspace's incident", async () => {
    const { ctx, workflowId } = await arrangeIncident(db, failureReport());
    const other = await arrangeIncident(db, failureReport());
    await expect(diagnoseIncident(ctx, { incidentId: other.incidentId, workflowId })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(diagnoseIncident(ctx, { incidentId: newId(), workflowId })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
