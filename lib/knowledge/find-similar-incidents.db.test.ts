import { afterAll, beforeAll, expect, it } from "vitest";
import { arrangeIncident, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { findDiagnosis, listShownEvidence } from "@/lib/diagnosis/data";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { listEvidence } from "@/lib/evidence/data";
import { failureReport } from "@/lib/failures/testing/report";
import { updateIncident } from "@/lib/incidents/update-incident";
import { giveVerdict } from "@/lib/knowledge/verdicts/give-verdict";
import { newId } from "@/lib/platform/crypto";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

/** The start of every traceback from this orchestrator, long enough to drown out the line that differs. */
const BOILERPLATE = Array.from(
  { length: 12 },
  (_, i) =>
    `  File "/home/airflow/.local/lib/python3.12/site-packages/airflow/models/taskinstance.py", line ${400 + i}, in _execute_task\n    result = _execute_callable(context=context, **execute_callable_kwargs)`,
).join("\n");

function failing(type: string, message: string, task = "load_customers") {
  return failureReport({
    task: { externalId: task, name: task, operator: "PythonOperator" },
    exception: {
      type,
      message,
      traceback: `Traceback (most recent call last):\n${BOILERPLATE}\n${type}: ${message}`,
    },
  });
}

const BOTO3 = failing("builtins.ModuleNotFoundError", "No module named 'boto3'");
const SNOWFLAKE = failing(
  "snowflake.connector.errors.ProgrammingError",
  "000904 (42000): SQL compilation error: error line 1 at position 7 invalid identifier 'CUSTOMER_ID'",
);

/** An incident that has been analyzed once. */
async function analyzed(report: ReturnType<typeof failing>, like?: Arranged) {
  const arranged = await arrangeIncident(db, report, { like });
  await analyze(arranged);
  return arranged;
}

async function analyze({ ctx, incidentId }: Arranged & { incidentId: string }) {
  await collectEvidence(ctx, { incidentId });
  return findDiagnosis(ctx, (await diagnoseIncident(ctx, { incidentId, workflowId: newId() })).diagnosisId);
}

async function similarTo({ ctx, incidentId }: Arranged & { incidentId: string }) {
  const { items } = await listEvidence(ctx, incidentId);
  return items.filter((piece) => piece.kind === "similar_incident" && piece.status === "ok");
}

async function confirm({ ctx, incidentId }: Arranged & { incidentId: string }, cause: string) {
  await giveVerdict(ctx, incidentId, { verdict: "wrong", category: "configuration", cause });
}

it("does not match failures that share only boilerplate", async () => {
  const boto3 = await analyzed(BOTO3);
  const snowflake = await analyzed(SNOWFLAKE, boto3);
  expect(await similarTo(snowflake)).toEqual([]);
  await analyze(snowflake);
  expect(await similarTo(snowflake)).toEqual([]);
});

const inRegions = (column: string) =>
  failing(
    "snowflake.connector.errors.ProgrammingError",
    `000904 (42000): SQL compilation error: error line 9 at position 12 invalid identifier '${column}'`,
    "load_regions",
  );

it("does not match the same kind of failure that names something else", async () => {
  const first = await analyzed(SNOWFLAKE);
  const second = await analyzed(inRegions("CUSTOMER_REGION"), first);
  expect(await similarTo(second)).toEqual([]);
});

it("says how an earlier incident was resolved, and that the failure came back", async () => {
  const first = await analyzed(BOTO3);
  await updateIncident(first.ctx, first.incidentId, {
    status: "resolved",
    reason: "pinned boto3 in the image",
  });
  const { pipelineId } = await db.prisma.incident.findUniqueOrThrow({ where: { id: first.incidentId } });
  const at = new Date();
  const run = { workspaceId: first.ctx.workspaceId, pipelineId: pipelineId ?? "", firstSeenAt: at };
  await db.prisma.run.createMany({
    data: ["a", "b"].map((externalId) => ({ ...run, id: newId(), externalId, succeededAt: at })),
  });
  const second = await analyzed({ ...BOTO3, environment: "staging" }, first);
  const [piece] = await similarTo(second);
  expect(piece?.facts).toMatchObject({
    status: "resolved",
    comment: "pinned boto3 in the image",
    holding: "came_back",
    goodRuns: 2,
  });
  expect(piece?.text).toContain("It did not hold: the failure came back 1 hour and 2 successful runs later.");
  expect(piece?.text).toContain("Comment: pinned boto3 in the image");
});

it("matches a clearly similar failing line, even in another task", async () => {
  const first = await analyzed(SNOWFLAKE);
  const second = await analyzed(inRegions("CUSTOMER_ID"), first);
  expect(await similarTo(second)).toMatchObject([{ facts: { id: first.incidentId, confirmed: null } }]);
});

it("does not call failures the same that reported nothing, and compares their logs", async () => {
  const silent = (task: string, log: string) =>
    failureReport({ exception: null, log, task: { externalId: task, name: task, operator: null } });
  const denied =
    "requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://crm.example.com/api";
  const killed = await analyzed(
    silent("killed", "[2026-11-30, 02:00:00 UTC] ERROR - Process terminated by SIGKILL"),
  );
  const crm = await analyzed(silent("crm_load", denied), killed);
  expect(await similarTo(crm)).toEqual([]);
  const sync = await analyzed(silent("crm_sync", denied), killed);
  expect(await similarTo(sync)).toMatchObject([
    { facts: { id: crm.incidentId, isSameFailure: false }, relevanceReason: "a similar failing line" },
  ]);
});

it("matches earlier incidents only, even if the earlier one is analyzed again", async () => {
  const first = await analyzed(BOTO3);
  const second = await analyzed({ ...BOTO3, environment: "staging" }, first);
  expect(second.incidentId).not.toBe(first.incidentId);
  await analyze(first);
  expect(await similarTo(first)).toEqual([]);
  expect(await similarTo(second)).toMatchObject([{ facts: { id: first.incidentId } }]);
});

it("shows how a similar incident stands now, with the text and the score of the analysis", async () => {
  const first = await analyzed(BOTO3);
  const second = await analyzed({ ...BOTO3, environment: "staging" }, first);
  const [collected] = await similarTo(second);
  expect(collected).toMatchObject({ facts: { status: "triggered", confirmed: null } });
  await updateIncident(first.ctx, first.incidentId, { status: "resolved" });
  await confirm(first, "boto3 is not in the image");
  const { items } = await listShownEvidence(second.ctx, second.incidentId);
  const shown = items.find((piece) => piece.kind === "similar_incident");
  expect(shown).toEqual({
    ...collected,
    facts: {
      ...collected?.facts,
      status: "resolved",
      resolvedAt: expect.any(String),
      holding: "too_early",
      confirmed: { category: "configuration", rootCause: "boto3 is not in the image" },
    },
  });
});

it("passes on an unconfirmed diagnosis neither as weight nor as text", async () => {
  const first = await arrangeIncident(db, BOTO3);
  const alone = await analyze(first);
  await db.prisma.diagnosis.updateMany({
    where: { incidentId: first.incidentId },
    data: { category: "auth_permission", rootCause: "a wrong guess of the engine" },
  });
  await db.prisma.incident.update({
    where: { id: first.incidentId },
    data: { category: "auth_permission", rootCause: "a wrong guess of the engine" },
  });
  const second = await arrangeIncident(db, { ...BOTO3, environment: "staging" }, { like: first });
  const again = await analyze(second);
  expect(again).toMatchObject({ category: alone?.category, confidence: alone?.confidence });
  const [piece] = await similarTo(second);
  expect(piece).toMatchObject({ facts: { isSameFailure: true, confirmed: null } });
  expect(piece?.text).toContain("Cause: not confirmed");
  expect(JSON.stringify([piece, again])).not.toContain("wrong guess");
});

it("passes on a confirmed cause and cites it", async () => {
  const first = await analyzed(BOTO3);
  await confirm(first, "the worker image lost the extras");
  const second = await arrangeIncident(db, { ...BOTO3, environment: "staging" }, { like: first });
  const diagnosis = await analyze(second);
  const [piece] = await similarTo(second);
  expect(piece?.text).toContain("Confirmed cause (configuration): the worker image lost the extras");
  const reasons = diagnosis?.hypotheses.flatMap((hypothesis) => hypothesis.reasons);
  expect(reasons).toContain("The same failure was seen before (#1), and its cause was confirmed");
});
