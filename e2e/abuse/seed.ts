import { setTimeout as sleep } from "node:timers/promises";
import { hash } from "bcryptjs";
import type { StagedWorkspace } from "@/e2e/abuse/stage";
import { sendWebhook } from "@/e2e/send-webhook";
import { ROLE_ORDER, SCOPES, type RoleName } from "@/lib/platform/context";
import { encrypt, hashToken, newId, newToken, newWebhookSecret } from "@/lib/platform/crypto";
import type { PrismaClient } from "@/lib/platform/db/generated/client";
import { newSourceKey } from "@/lib/sources/first-run/ensure-first-run";

const PASSWORD = "correct horse battery staple";

/** A workspace with a person and a token per role, a generic source, and an analyzed incident. */
export async function seedWorkspace(db: PrismaClient, url: string, slug: string): Promise<StagedWorkspace> {
  const id = newId();
  await db.workspace.create({ data: { id, slug, name: `Workspace ${slug}` } });
  const tokens = {} as Record<RoleName, string>;
  const people = {} as Record<RoleName, string>;
  let tokenId = "";
  const passwordHash = await hash(PASSWORD, 4);
  for (const role of ROLE_ORDER) {
    const userId = newId();
    people[role] = `${role}@${slug}.example`;
    await db.user.create({
      data: { id: userId, email: people[role], name: `${slug} ${role}`, passwordHash },
    });
    await db.membership.create({ data: { workspaceId: id, userId, role } });
    tokens[role] = newToken("pd_");
    tokenId = await createToken(db, id, { token: tokens[role], role, userId });
  }
  const source = { id: newId(), key: newSourceKey(), secret: newWebhookSecret() };
  await db.source.create({
    data: {
      id: source.id,
      workspaceId: id,
      kind: "generic",
      name: `${slug} generic`,
      key: source.key,
      secretEnc: encrypt(source.secret),
    },
  });
  const integration = newId();
  await db.integration.create({
    data: {
      id: integration,
      workspaceId: id,
      kind: "slack",
      name: `${slug} Slack`,
      config: { apiUrl: "http://127.0.0.1:9" },
      credentialsEnc: encrypt(JSON.stringify({ token: `xoxb-of-${slug}` })),
      createdAt: new Date(),
    },
  });
  const webhookUrl = `${url}/api/webhooks/generic/${source.key}`;
  const incident = await openIncident(url, tokens.owner, { secret: source.secret, webhookUrl });
  const fix = await createFix(db, id, incident.incident);
  return {
    id,
    tokens,
    people,
    password: PASSWORD,
    source: { ...source, webhookUrl },
    ids: { ...incident, fix, source: source.id, integration, token: tokenId },
  };
}

/** A revoked and an expired token of the workspace's owner. */
export async function seedDeadTokens(db: PrismaClient, workspaceId: string) {
  const past = new Date(Date.now() - 60_000);
  const dead = { revoked: newToken("pd_"), expired: newToken("pd_") };
  await createToken(db, workspaceId, { token: dead.revoked, role: "owner", revokedAt: past });
  await createToken(db, workspaceId, { token: dead.expired, role: "owner", expiresAt: past });
  return dead;
}

async function createToken(
  db: PrismaClient,
  workspaceId: string,
  part: { token: string; role: RoleName; userId?: string; revokedAt?: Date; expiresAt?: Date },
): Promise<string> {
  const { token, ...rest } = part;
  const id = newId();
  await db.apiToken.create({
    data: {
      id,
      workspaceId,
      name: part.role,
      hash: hashToken(token),
      preview: token.slice(0, 8),
      scopes: [...SCOPES],
      ...rest,
    },
  });
  return id;
}

/** A proposed patch, like the analysis saves if a repository is connected. */
async function createFix(db: PrismaClient, workspaceId: string, incidentId: string): Promise<string> {
  const diagnosis = await db.diagnosis.findFirstOrThrow({ where: { incidentId } });
  const id = newId();
  const at = new Date();
  await db.fix.create({
    data: {
      id,
      workspaceId,
      incidentId,
      diagnosisId: diagnosis.id,
      kind: "patch",
      engine: "builtin",
      title: "Read the key that the source sends",
      rationale: "The key was renamed.",
      patch: "--- a/load.py\n+++ b/load.py\n@@ -1 +1 @@\n-row['invoice_id']\n+row['id']\n",
      files: [{ path: "load.py", additions: 1, deletions: 1 }],
      risk: { level: "low", reasons: [] },
      blastRadius: { files: 1, pipelines: [], tasks: [], text: "one task" },
      verification: { status: "unverified", reason: "nothing was run", log: "" },
      status: "proposed",
      createdAt: at,
      updatedAt: at,
    },
  });
  return id;
}

interface Answer {
  status: string;
  workflow: { id: string; status: string } | null;
  occurrences: { id: string }[];
}

async function openIncident(url: string, token: string, target: { secret: string; webhookUrl: string }) {
  const failure = {
    pipeline: "billing_daily",
    task: "load",
    runId: "run-1",
    error: { type: "KeyError", message: "'invoice_id'" },
  };
  const { status, body } = await sendWebhook(target, failure);
  if (status !== 202 || !body.incidentId) throw new Error(`no incident was opened: ${status}`);
  const headers = { authorization: `Bearer ${token}` };
  for (let i = 0; ; i++) {
    const response = await fetch(`${url}/api/incidents/${body.incidentId}`, { headers });
    const incident = (await response.json()) as Answer;
    const workflow = incident.workflow;
    if (workflow?.status === "COMPLETED") {
      return {
        incident: body.incidentId,
        delivery: body.deliveryId ?? "",
        workflow: workflow.id,
        occurrence: incident.occurrences[0]?.id ?? "",
      };
    }
    if (i > 300) throw new Error(`the analysis did not end: ${JSON.stringify(workflow)}`);
    await sleep(100);
  }
}
