import type { testDatabase } from "@/e2e/database/test-database";
import { acceptDeliveries } from "@/lib/intake/accept-deliveries";
import { failureIdentity } from "@/lib/intake/identity";
import type { FailureReport, SourceKind } from "@/lib/intake/schemas";
import { normalisePrefect } from "@/lib/intake/sources/prefect/normalise";
import type { Context } from "@/lib/platform/context";
import { encrypt, newId } from "@/lib/platform/crypto";
import type { Repository } from "@/lib/sources/schemas";

type Database = Awaited<ReturnType<typeof testDatabase>>;

interface SourceOptions {
  kind?: SourceKind;
  apiBaseUrl?: string;
  repository?: Repository;
  dagsFolder?: string;
}

export interface Arranged {
  ctx: Context;
  sourceId: string;
}

/** A workspace of its own with an owner and one source, so that tests on one database do not meet. */
export async function arrangeWorkspace(db: Database, source: SourceOptions = {}): Promise<Arranged> {
  const workspaceId = newId();
  const userId = newId();
  await db.prisma.workspace.create({ data: { id: workspaceId, slug: workspaceId, name: "Test" } });
  await db.prisma.user.create({ data: { id: userId, email: `${userId}@example.com`, name: "Ada" } });
  await db.prisma.membership.create({ data: { workspaceId, userId, role: "owner" } });
  const { id: sourceId } = await db.prisma.source.create({
    data: {
      id: newId(),
      workspaceId,
      kind: source.kind ?? "airflow",
      name: "Airflow",
      key: newId(),
      secretEnc: encrypt("whsec_c2VjcmV0"),
      apiBaseUrl: source.apiBaseUrl ?? null,
      repository: source.repository,
      dagsFolder: source.dagsFolder ?? null,
    },
  });
  const ctx: Context = {
    workspaceId,
    actor: { type: "user", id: userId, name: "Ada" },
    role: "owner",
    db: db.prisma,
    pool: db.pool,
    now: () => new Date(),
  };
  return { ctx, sourceId };
}

/** An open incident of its own workspace (or of `like`'s), as intake makes it. */
export async function arrangeIncident(
  db: Database,
  report: FailureReport,
  options: SourceOptions & { like?: Arranged } = {},
): Promise<Arranged & { incidentId: string; workflowId: string }> {
  const arranged = options.like ?? (await arrangeWorkspace(db, options));
  // A run of its own, so that the same report again is another failure and not the same try.
  return accepted(db, arranged, withRun(report), failureIdentity(arranged.sourceId, report));
}

/** What Prefect's hook reports of a failed flow run, with these fields. @returns the incident it opens or joins. */
export async function arrangePrefectFailure(
  db: Database,
  arranged: Arranged,
  fields: Record<string, string>,
): Promise<string> {
  const result = normalisePrefect({
    event: "on_failure",
    scope: "flow",
    run_count: 1,
    state: { type: "FAILED", name: "Failed", timestamp: "2026-11-21T07:27:50Z" },
    exception: { type: "builtins.ValueError", message: "no rows for 2026-11-20", traceback: null },
    ...fields,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const identity = failureIdentity(arranged.sourceId, result.report);
  return (await accepted(db, arranged, result.report, identity)).incidentId;
}

/** Takes a report in as a signed webhook's. */
async function accepted(
  db: Database,
  arranged: Arranged,
  report: FailureReport,
  identity: ReturnType<typeof failureIdentity>,
): Promise<Arranged & { incidentId: string; workflowId: string }> {
  const { ctx, sourceId } = arranged;
  const [delivery] = await acceptDeliveries(
    db.pool,
    [
      {
        id: newId(),
        workspaceId: ctx.workspaceId,
        sourceId,
        environment: null,
        deliveryKey: newId(),
        headers: {},
        body: "{}",
        sizeBytes: 2,
        sha256: "",
        authMethod: "signature",
        receivedAt: new Date(),
        meaning: { ok: true, report, identity },
      },
    ],
    { analysisSteps: [] },
  );
  if (!delivery?.incidentId) throw new Error("the report opened no incident");
  const { workflowId } = await db.prisma.incident.findUniqueOrThrow({ where: { id: delivery.incidentId } });
  return { ctx, sourceId, incidentId: delivery.incidentId, workflowId: workflowId ?? "" };
}

function withRun(report: FailureReport): FailureReport {
  return report.run
    ? { ...report, run: { ...report.run, externalId: `${report.run.externalId}-${newId()}` } }
    : report;
}
