import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCESS, listRoutes } from "@/e2e/abuse/routes";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { FixReceipt, FixRerunReceipt } from "@/lib/fixes/schemas";
import { DeliveryReceipt } from "@/lib/intake/schemas";
import {
  arrangeFullWorkspace,
  arrangeToken,
  type FullWorkspace,
} from "@/lib/workspaces/testing/full-workspace";

const APP = fileURLToPath(new URL("../", import.meta.url));

let db: TestDatabase;
let workspace: FullWorkspace;
let token: string;
beforeAll(async () => {
  db = await testDatabase();
  workspace = await arrangeFullWorkspace(db);
  const { workspaceId } = workspace.ctx;
  const scopes = ["triage", "write"] as const;
  token = (await arrangeToken(db, { workspaceId, role: "owner", scopes })).token;
});
afterAll(() => db.close());

/** What a write may answer without the scope `read`: ids, addresses and states. */
const RECEIPT = new Set(
  [
    "id number status state severity snoozedUntil availableTransitions availableActions changeIds url",
    "results",
    "incidentId incidentNumber replays deliveryId deduplicated workflowId pullRequest",
    "workflow_id type",
    "kind key webhookUrl enabled secret credentialsCleared slug updatedAt ok detail revokedAt",
    // A new token is the caller's own.
    "name preview role scopes isFirstRun createdAt expiresAt lastUsedAt token",
  ].flatMap((names) => names.split(" ")),
);

const BODIES: Record<string, () => unknown> = {
  "PATCH /api/fixes/[id]": () => ({ patch: "--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-a\n+b\n" }),
  "PATCH /api/incidents/[id]": () => ({ comment: "c", severity: "low" }),
  "PATCH /api/noise-policies/[id]": () => ({ name: "Renamed" }),
  "PATCH /api/patterns/[id]": () => ({ name: "Renamed" }),
  "PATCH /api/pipelines/[id]": () => ({ criticality: "high" }),
  "POST /api/incidents/[id]/verdict": () => ({ verdict: "right" }),
  "POST /api/incidents/bulk": () => ({ action: "acknowledge", ids: [workspace.incidentId] }),
  "PATCH /api/teams/[id]": () => ({ name: "Renamed" }),
  "PATCH /api/workspace": () => ({ name: "Renamed" }),
  "POST /api/noise-policies": () => ({ kind: "mute", name: "m" }),
  "POST /api/integrations": () => ({ kind: "slack", name: "s", credentials: { token: "x" } }),
  "POST /api/sources": () => ({ kind: "generic", name: "s" }),
  "POST /api/teams": () => ({ name: "t" }),
  "POST /api/tokens": () => ({ name: "t", role: "responder", scopes: ["triage"] }),
};

function idFor(path: string): string {
  if (path.startsWith("/api/deliveries/")) return workspace.deliveryId;
  if (path.startsWith("/api/fixes/")) return workspace.fixId;
  if (path.startsWith("/api/integrations/")) return workspace.integrationId;
  if (path.startsWith("/api/noise-policies/")) return workspace.noisePolicyId;
  if (path.startsWith("/api/patterns/")) return workspace.patternId;
  if (path.startsWith("/api/pipelines/")) return workspace.pipelineId;
  if (path.startsWith("/api/sources/")) return workspace.sourceId;
  if (path.startsWith("/api/teams/")) return workspace.teamId;
  if (path.startsWith("/api/tokens/")) return workspace.tokenId;
  if (path.startsWith("/api/workflows/")) return workspace.workflowId;
  return workspace.incidentId;
}

type Handler = (request: Request, segment: { params: Promise<{ id: string }> }) => Promise<Response>;

describe("a write with a token that may not read", () => {
  // They need another incident or a change, and share the incident's receipt; a deletion answers its id and number.
  const NOT_CALLED = new Set([
    "DELETE /api/incidents/[id]",
    "POST /api/incidents/[id]/merge",
    "POST /api/incidents/[id]/split",
    "POST /api/incidents/[id]/undo",
  ]);
  // The arranged delivery and fix are too plain; their receipts are checked by shape.
  const REFUSED = new Set([
    "PATCH /api/fixes/[id]",
    "POST /api/deliveries/[id]/replay",
    "POST /api/fixes/[id]/pull-request",
    "POST /api/fixes/[id]/rerun",
    "POST /api/workflows/[id]/retry",
  ]);
  const ROLES = new Set(["owner", "admin", "responder"]);
  const writes = listRoutes().filter(({ method, path }) => {
    const name = `${method} ${path}`;
    return method !== "GET" && ROLES.has(ACCESS[name] ?? "") && !NOT_CALLED.has(name);
  });

  it.each(writes.toSorted((a, b) => Number(a.method === "DELETE") - Number(b.method === "DELETE")))(
    "$method $path answers ids and states only",
    async ({ method, path }) => {
      const module = (await import(join(APP, path, "route.ts"))) as Record<string, Handler>;
      const request = new Request(`http://127.0.0.1:3000${path}`, {
        method,
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify(BODIES[`${method} ${path}`]?.() ?? {}),
      });
      const response = await module[method]?.(request, { params: Promise.resolve({ id: idFor(path) }) });
      const answer = (await response?.json()) as Record<string, unknown>;
      if (REFUSED.has(`${method} ${path}`)) expect([409, 422]).toContain(response?.status);
      else expect(response?.status).toBeLessThan(300);
      if (response?.status !== 200 && response?.status !== 201) return;
      expect(Object.keys(answer).filter((name) => !RECEIPT.has(name))).toEqual([]);
    },
  );

  it("has receipts of ids and states for what the calls above refuse", () => {
    const names = [DeliveryReceipt, FixReceipt, FixRerunReceipt].flatMap(({ shape }) => Object.keys(shape));
    expect(names.filter((name) => !RECEIPT.has(name))).toEqual([]);
  });

  it("still shows everything to one that may", async () => {
    const { workspaceId } = workspace.ctx;
    const reader = await arrangeToken(db, { workspaceId, role: "owner", scopes: ["read", "triage"] });
    const { PATCH } = await import("@/app/api/incidents/[id]/route");
    const request = new Request("http://127.0.0.1:3000/api/incidents/1", {
      method: "PATCH",
      headers: { authorization: `Bearer ${reader.token}` },
      body: JSON.stringify({ comment: "seen" }),
    });
    const response = await PATCH(request, { params: Promise.resolve({ id: workspace.incidentId }) });
    expect(await response.json()).toMatchObject({ title: expect.any(String), diagnosis: expect.anything() });
  });
});
