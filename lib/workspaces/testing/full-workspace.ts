import { arrangeIncident } from "@/e2e/database/arrange";
import type { TestDatabase } from "@/e2e/database/test-database";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { failureReport } from "@/lib/failures/testing/report";
import { createNoisePolicy } from "@/lib/incidents/noise/save-noise-policy";
import { createIntegration } from "@/lib/integrations/save-integration";
import { saveFix, type FixDraft } from "@/lib/fixes/save-fix";
import { SCOPES, type Context } from "@/lib/platform/context";
import { hashToken, newId, newToken } from "@/lib/platform/crypto";
import { createTeam } from "@/lib/workspaces/teams/create-team";

/** A workspace with one row of each kind, and their ids. */
export interface FullWorkspace {
  ctx: Context;
  incidentId: string;
  workflowId: string;
  sourceId: string;
  deliveryId: string;
  occurrenceId: string;
  diagnosisId: string;
  fixId: string;
  pipelineId: string;
  noisePolicyId: string;
  patternId: string;
  integrationId: string;
  sessionId: string;
  /** The value of the session's cookie. */
  sessionSecret: string;
  teamId: string;
  tokenId: string;
}

export const DRAFT: FixDraft = {
  kind: "patch",
  engine: "builtin",
  title: "t",
  rationale: "r",
  patch: "--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-a\n+b\n",
  files: [{ path: "x.py", kind: "modified", additions: 1, deletions: 1 }],
  baseCommit: null,
  risk: { level: "low", reasons: [] },
  blastRadius: { files: 1, pipelines: [], tasks: [], text: "x" },
  verification: { status: "unverified", reason: "x", log: "", checks: [] },
};

/** Creates a workspace with one row of each kind. */
export async function arrangeFullWorkspace(db: TestDatabase): Promise<FullWorkspace> {
  const arranged = await arrangeIncident(db, failureReport());
  const { ctx, incidentId, workflowId } = arranged;
  await collectEvidence(ctx, { incidentId });
  await diagnoseIncident(ctx, { incidentId, workflowId });
  const { workspaceId } = ctx;
  const occurrence = await db.prisma.occurrence.findFirstOrThrow({ where: { workspaceId } });
  const delivery = await db.prisma.delivery.findFirstOrThrow({ where: { workspaceId } });
  const diagnosis = await db.prisma.diagnosis.findFirstOrThrow({ where: { workspaceId } });
  const fixId = await saveFix(ctx, { incidentId, workflowId, diagnosisId: diagnosis.id, draft: DRAFT });
  const token = await arrangeToken(db, { workspaceId, role: "viewer" });
  const sessionId = newId();
  const sessionSecret = newToken("");
  await db.prisma.session.create({
    data: {
      id: sessionId,
      userId: ctx.actor.id ?? "",
      workspaceId,
      hash: hashToken(sessionSecret),
      method: "password",
      userAgent: "",
      network: "",
      createdAt: new Date(),
      lastSeenAt: new Date(),
      expiresAt: new Date(Date.now() + 3_600_000),
    },
  });
  const team = await createTeam(ctx, {
    name: "Data Platform",
    memberIds: [ctx.actor.id ?? ""],
    owns: { pipelines: ["orders_*"] },
  });
  const pipeline = await db.prisma.pipeline.findFirstOrThrow({ where: { workspaceId } });
  // About another environment, so that it suppresses nothing here.
  const noisePolicy = await createNoisePolicy(ctx, {
    kind: "mute",
    name: "Quiet",
    environments: ["sandbox"],
  });
  const pattern = await db.prisma.pattern.create({
    data: {
      id: newId(),
      workspaceId,
      name: "Known",
      category: "code_bug",
      rootCause: "a bug",
      fingerprint: "f",
      incidentId: "",
      createdAt: ctx.now(),
    },
  });
  const integration = await createIntegration(ctx, {
    kind: "slack",
    name: "Slack",
    // Nothing listens there, so a call that should have been refused fails at once.
    config: { apiUrl: "http://127.0.0.1:9" },
    credentials: { token: "xoxb-of-this-workspace" },
  });
  return {
    ...arranged,
    integrationId: integration.id,
    teamId: team.id,
    deliveryId: delivery.id,
    occurrenceId: occurrence.id,
    diagnosisId: diagnosis.id,
    fixId,
    pipelineId: pipeline.id,
    noisePolicyId: noisePolicy.id,
    patternId: pattern.id,
    sessionId,
    sessionSecret,
    tokenId: token.id,
  };
}

/** Creates an API token, with all scopes by default. */
export async function arrangeToken(
  db: TestDatabase,
  part: { workspaceId: string; role: Context["role"]; scopes?: Context["scopes"] },
): Promise<{ id: string; token: string }> {
  const token = newToken("pd_");
  const { id } = await db.prisma.apiToken.create({
    data: {
      name: "t",
      preview: "pd_",
      ...part,
      scopes: [...(part.scopes ?? SCOPES)],
      id: newId(),
      hash: hashToken(token),
    },
  });
  return { id, token };
}

/** Tables to search for rows of other workspaces that reference this one's incidents. */
const TABLES_OF_INCIDENTS = [
  "timeline_entries",
  "workflow_runs",
  "occurrences",
  "evidence",
  "diagnoses",
  "fixes",
  "attempts",
  "verdicts",
  "confirmations",
  "pattern_matches",
  "stale_lessons",
  "model_calls",
];

/** Every row of a workspace in every table, plus rows of other workspaces that reference its incidents. */
export async function everythingOf(
  db: TestDatabase,
  workspaceId: string,
): Promise<Record<string, unknown[]>> {
  const { rows } = await db.pool.query<{ table_name: string }>(
    "SELECT table_name FROM information_schema.columns WHERE column_name = 'workspace_id' AND table_schema = 'public' ORDER BY 1",
  );
  if (rows.length <= 15) throw new Error("found too few workspace tables");
  const found: Record<string, unknown[]> = {};
  for (const { table_name: table } of rows) {
    const own = await db.pool.query(
      `SELECT t::text AS row FROM "${table}" t WHERE workspace_id = $1 ORDER BY 1`,
      [workspaceId],
    );
    found[table] = own.rows;
  }
  const { rows: people } = await db.pool.query(
    "SELECT u::text AS row FROM users u JOIN memberships m ON m.user_id = u.id WHERE m.workspace_id = $1 ORDER BY 1",
    [workspaceId],
  );
  found["users"] = people;
  for (const table of TABLES_OF_INCIDENTS) {
    const strays = await db.pool.query(
      `SELECT t::text AS row FROM "${table}" t JOIN incidents n ON n.id = t.incident_id
       WHERE n.workspace_id = $1 AND t.workspace_id <> $1`,
      [workspaceId],
    );
    found[`strays in ${table}`] = strays.rows;
  }
  return found;
}
