import { afterAll, afterEach, beforeAll } from "vitest";
import { arrangeIncident } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { listDiagnoses } from "@/lib/diagnosis/data";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { startScriptedClaude, type ScriptedClaude } from "@/lib/diagnosis/model/testing/scripted-claude";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { storeEvidence } from "@/lib/evidence/store-evidence";
import { ORDERS, ORDERS_FAILURE } from "@/lib/failures/testing/orders-failure";
import type { FailureReport } from "@/lib/failures/schemas";
import type { Context } from "@/lib/platform/context";
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from "@/lib/vendors/git/testing/temporary-repository";

/** Incidents to analyze with a scripted Claude at this port, for the calling test file. */
export function useModelIncidents(port: number) {
  let database: TestDatabase | undefined;
  let scripted: ScriptedClaude | undefined;
  let repository: TemporaryRepository | undefined;
  const started = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error("The test has not started yet.");
    return part;
  };
  beforeAll(async () => {
    database = await testDatabase();
    scripted = await startScriptedClaude(port);
    repository = createTemporaryRepository({
      "dags/orders.py": ORDERS,
      "dags/settings.py": "KEY = 'customer'\n",
    });
  });
  afterEach(() => scripted?.reset());
  afterAll(async () => {
    await scripted?.close();
    repository?.remove();
    await database?.close();
  });
  return {
    db: () => started(database),
    claude: () => started(scripted),
    /** An incident with evidence and the built-in diagnosis. */
    diagnosed: (report: FailureReport = ORDERS_FAILURE) =>
      diagnosed(started(database), started(repository).path, report),
    /** The same, with more to read than one call shows, and two causes as likely as each other. */
    unclear: async () =>
      unclear(started(database), await diagnosed(started(database), started(repository).path)),
    /** The incident's current diagnosis. */
    current: (ctx: Context, incidentId: string) => current(started(database), ctx, incidentId),
  };
}

async function diagnosed(db: TestDatabase, path: string, report: FailureReport = ORDERS_FAILURE) {
  const arranged = await arrangeIncident(db, report, {
    repository: { kind: "local", path },
    dagsFolder: "dags",
  });
  const { ctx, incidentId, workflowId } = arranged;
  await collectEvidence(ctx, { incidentId });
  await diagnoseIncident(ctx, { incidentId, workflowId });
  return arranged;
}

async function unclear(db: TestDatabase, arranged: Awaited<ReturnType<typeof diagnosed>>) {
  const { ctx, incidentId, workflowId } = arranged;
  const text = Array.from(
    { length: 400 },
    (_, i) => `step ${i}: check the id of the customer in the batch`,
  ).join("\n");
  const piece = {
    key: "main",
    kind: "runbook" as const,
    status: "ok" as const,
    title: "Orders",
    text,
    facts: null,
    provenance: "fact" as const,
    relevance: 0.5,
    relevanceReason: null,
    startLine: null,
    truncated: false,
    message: null,
  };
  await storeEvidence(ctx.pool, [
    {
      workspaceId: ctx.workspaceId,
      incidentId,
      collector: "runbooks",
      pieces: [piece],
      durationMs: 1,
      collectedAt: ctx.now(),
    },
  ]);
  await db.prisma.diagnosis.updateMany({ where: { workflowId }, data: { confidence: 0.41 } });
  return arranged;
}

async function current(db: TestDatabase, ctx: Context, incidentId: string) {
  const { diagnosisId } = await db.prisma.incident.findUniqueOrThrow({ where: { id: incidentId } });
  const { items } = await listDiagnoses(ctx, incidentId);
  const found = items.find(({ id }) => id === diagnosisId);
  if (!found) throw new Error("the incident has no diagnosis");
  return found;
}
