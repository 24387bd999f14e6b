import type { TestDatabase } from "@/e2e/database/test-database";
import { getIncident } from "@/lib/desk/data";
import type { Incident } from "@/lib/desk/schemas";
import type { IncidentRef } from "@/lib/incidents/data";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";
import { failureIdentity } from "@/lib/failures/identity";
import type { IncomingDelivery } from "@/lib/intake/webhooks/incoming-delivery";
import type { FailureReport } from "@/lib/failures/schemas";
import { normalisePrefect } from "@/lib/intake/sources/prefect/normalise";
import type { Meaning } from "@/lib/intake/sources/understand-body";
import { SCOPES, type Context } from "@/lib/platform/context";
import { encrypt, newId } from "@/lib/platform/crypto";
import { scopedClient } from "@/lib/platform/db/scoped-client";
import type { SourceKind } from "@/lib/sources/schemas";
import type { Repository } from "@/lib/code/schemas";

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

/** Creates a workspace with an owner and one source, so that tests on the same database do not interfere. */
export async function arrangeWorkspace(db: TestDatabase, source: SourceOptions = {}): Promise<Arranged> {
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
    scopes: SCOPES,
    db: scopedClient(db.prisma, workspaceId),
    pool: db.pool,
    now: () => new Date(),
  };
  return { ctx, sourceId };
}

/** Creates an open incident through intake, in a new workspace or that of `like`. */
export async function arrangeIncident(
  db: TestDatabase,
  report: FailureReport,
  options: SourceOptions & { like?: Arranged } = {},
): Promise<Arranged & { incidentId: string; workflowId: string }> {
  const arranged = options.like ?? (await arrangeWorkspace(db, options));
  const identity = failureIdentity(arranged.sourceId, report);
  // A new run, so that the same report again is another failure and not the same attempt.
  const delivery = incomingDelivery(arranged, { ok: true, reports: [{ report: withRun(report), identity }] });
  const incidentId = await acceptDelivery(db, delivery);
  const { workflowId } = await db.prisma.incident.findUniqueOrThrow({ where: { id: incidentId } });
  return { ...arranged, incidentId, workflowId: workflowId ?? "" };
}

/** Delivers a Prefect hook's report of a failed flow run with these fields. @returns the incident's id. */
export async function arrangePrefectFailure(
  db: TestDatabase,
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
  return acceptDelivery(db, incomingDelivery(arranged, result.report));
}

/** A signed delivery with this report or meaning, with the fields in `part` replaced. */
export function incomingDelivery(
  { ctx, sourceId }: Arranged,
  said: FailureReport | Meaning,
  part: Partial<IncomingDelivery> = {},
): IncomingDelivery {
  const body = part.body ?? "{}";
  return {
    id: newId(),
    workspaceId: ctx.workspaceId,
    sourceId,
    sourceName: "Airflow",
    environment: null,
    deliveryKey: newId(),
    headers: {},
    body,
    sizeBytes: body.length,
    sha256: "",
    authMethod: "signature",
    receivedAt: new Date(),
    meaning: "ok" in said ? said : meaningOf(sourceId, said),
    ...part,
  };
}

/** Accepts a delivery. @returns the id of the incident it opens or joins. */
export async function acceptDelivery(db: TestDatabase, delivery: IncomingDelivery): Promise<string> {
  const [accepted] = await acceptDeliveries(db.pool, [delivery], { analysisSteps: [] });
  if (!accepted?.incidentId) throw new Error("The delivery belongs to no incident.");
  return accepted.incidentId;
}

function withRun(report: FailureReport): FailureReport {
  const { subject } = report;
  return subject.kind === "task" && subject.run
    ? {
        ...report,
        subject: {
          ...subject,
          run: { ...subject.run, externalId: `${subject.run.externalId}-${newId()}` },
        },
      }
    : report;
}

/** The incident as displayed, after a verb changed it. */
export async function incidentAfter(ctx: Context, change: Promise<IncidentRef>): Promise<Incident> {
  return getIncident(ctx, (await change).id);
}

/** The meaning of a delivery with a single report. */
function meaningOf(sourceId: string, report: FailureReport): Meaning {
  return { ok: true, reports: [{ report, identity: failureIdentity(sourceId, report) }] };
}
