import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCESS, listRoutes, type Route } from "@/e2e/abuse/routes";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { env } from "@/lib/platform/env";
import {
  arrangeFullWorkspace,
  arrangeToken,
  everythingOf,
  type FullWorkspace,
} from "@/lib/workspaces/testing/full-workspace";

const APP = fileURLToPath(new URL("../", import.meta.url));

let db: TestDatabase;
let theirs: FullWorkspace;
let mine: FullWorkspace;
let token: string;
beforeAll(async () => {
  db = await testDatabase();
  theirs = await arrangeFullWorkspace(db);
  mine = await arrangeFullWorkspace(db);
  token = (await arrangeToken(db, { workspaceId: mine.ctx.workspaceId, role: "owner" })).token;
});
afterAll(() => db.close());

/** The id to put into each dynamic route. */
const IDS: [prefix: string, id: (workspace: FullWorkspace) => string][] = [
  ["/api/deliveries/[id]", (workspace) => workspace.deliveryId],
  ["/api/diagnoses/[id]", (workspace) => workspace.diagnosisId],
  ["/api/fixes/[id]", (workspace) => workspace.fixId],
  ["/api/incidents/[id]", (workspace) => workspace.incidentId],
  ["/api/integrations/[id]", (workspace) => workspace.integrationId],
  ["/api/me/sessions/[id]", (workspace) => workspace.sessionId],
  ["/api/noise-policies/[id]", (workspace) => workspace.noisePolicyId],
  ["/api/patterns/[id]", (workspace) => workspace.patternId],
  ["/api/pipelines/[id]", (workspace) => workspace.pipelineId],
  ["/api/sources/[id]", (workspace) => workspace.sourceId],
  ["/api/teams/[id]", (workspace) => workspace.teamId],
  ["/api/tokens/[id]", (workspace) => workspace.tokenId],
  ["/api/workflows/[id]", (workspace) => workspace.workflowId],
];

/** Valid bodies, so that only the workspace check can refuse them. */
const BODIES: Record<string, (their: FullWorkspace) => unknown> = {
  "PATCH /api/fixes/[id]": () => ({ patch: "--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-a\n+b\n" }),
  "PATCH /api/incidents/[id]": () => ({ comment: "c", severity: "low", status: "resolved" }),
  "PATCH /api/integrations/[id]": () => ({ name: "taken", enabled: true }),
  "PATCH /api/noise-policies/[id]": () => ({ name: "taken", isEnabled: false }),
  "PATCH /api/patterns/[id]": () => ({ name: "taken", state: "off" }),
  "PATCH /api/pipelines/[id]": () => ({ criticality: "low", deadline: { time: "07:30", zone: "UTC" } }),
  "PATCH /api/sources/[id]": () => ({ name: "taken", rotateSecret: true, enabled: false }),
  "PATCH /api/teams/[id]": () => ({ name: "taken", memberIds: [], owns: { pipelines: [] } }),
  "POST /api/incidents/[id]/merge": () => ({ into: mine.incidentId }),
  "POST /api/incidents/[id]/verdict": () => ({ verdict: "right" }),
  "POST /api/incidents/[id]/undo": () => ({ timelineEntryId: "t" }),
  "POST /api/incidents/[id]/split": (their) => ({ occurrenceIds: [their.occurrenceId] }),
};

/** Routes that take an id in the body, and the status they refuse a foreign id with. */
const IN_BODY: [route: string, body: (their: FullWorkspace) => unknown, status: number][] = [
  ["PATCH /api/incidents/[id]", ({ ctx }) => ({ assigneeId: ctx.actor.id }), 422],
  ["POST /api/incidents/[id]/merge", ({ incidentId }) => ({ into: incidentId }), 404],
  ["POST /api/incidents/[id]/split", ({ occurrenceId }) => ({ occurrenceIds: [occurrenceId] }), 422],
  ["POST /api/noise-policies", ({ sourceId }) => ({ kind: "mute", name: "m", sourceId }), 422],
  ["PATCH /api/noise-policies/[id]", ({ sourceId }) => ({ sourceId }), 422],
  ["PATCH /api/patterns/[id]", ({ patternId }) => ({ mergeInto: patternId }), 422],
  ["PATCH /api/pipelines/[id]", ({ teamId }) => ({ ownerTeamId: teamId }), 422],
  ["PATCH /api/incidents/[id]", ({ teamId }) => ({ ownerTeamId: teamId }), 422],
  ["POST /api/incidents/[id]/split", ({ incidentId }) => ({ symptomIds: [incidentId] }), 422],
  [
    "POST /api/incidents/bulk",
    ({ incidentId }) => ({ action: "merge", ids: [mine.incidentId], into: incidentId }),
    404,
  ],
  ["POST /api/me/workspace", ({ ctx }) => ({ workspaceId: ctx.workspaceId }), 404],
  ["POST /api/teams", ({ ctx }) => ({ name: "t", memberIds: [ctx.actor.id] }), 422],
  ["PATCH /api/teams/[id]", ({ ctx }) => ({ memberIds: [ctx.actor.id] }), 422],
];

const nameOf = ({ method, path }: Route) => `${method} ${path}`;
const accessOf = (route: Route) => ACCESS[nameOf(route)] ?? "unlisted";
/** Access kinds without a session or API token; their routes belong to no workspace. */
const OPEN = new Set(["public", "webhook", "workflow-engine"]);
const guarded = listRoutes().filter((route) => !OPEN.has(accessOf(route)));

async function call(route: Route, target: FullWorkspace, body?: unknown): Promise<Response> {
  const id = IDS.find(([prefix]) => route.path.startsWith(prefix))?.[1](target);
  const module = (await import(join(APP, route.path, "route.ts"))) as Record<string, Handler>;
  const url = `http://127.0.0.1:3000${route.path.replace(/\[\w+\]/, id ?? "")}`;
  const init = {
    method: route.method,
    headers: await credentials(route),
    body: route.method === "GET" ? undefined : JSON.stringify(body ?? {}),
  };
  const handler = module[route.method];
  if (!handler) throw new Error(`${nameOf(route)} has no handler`);
  const params: Record<string, string> = id ? { id } : {};
  return handler(new Request(url, init), { params: Promise.resolve(params) });
}

type Handler = (
  request: Request,
  segment: { params: Promise<Record<string, string>> },
) => Promise<Response> | Response;

/** Credentials of another workspace's owner: a token, or a session where tokens are not allowed. */
async function credentials(route: Route): Promise<Record<string, string>> {
  if (accessOf(route) !== "person") return { authorization: `Bearer ${token}` };
  const secret = env().NEXTAUTH_SECRET;
  const cookie = await encode({ token: { sid: mine.sessionSecret }, secret });
  return { cookie: `next-auth.session-token=${cookie}` };
}

describe("a route called by another workspace's owner", () => {
  it("is covered by this test", () => {
    const uncovered = guarded.filter(
      ({ path }) => path.includes("[") && !IDS.some(([prefix]) => path.startsWith(prefix)),
    );
    expect(uncovered.map(nameOf)).toEqual([]);
    expect(guarded.filter((route) => accessOf(route) === "unlisted").map(nameOf)).toEqual([]);
    expect(guarded.filter(({ path }) => path.split("[").length > 2)).toEqual([]);
  });

  it.each(guarded.filter(({ path }) => path.includes("[")))(
    "$method $path: returns 404 for foreign ids and changes nothing",
    async (route) => {
      const before = await everythingOf(db, theirs.ctx.workspaceId);
      const response = await call(route, theirs, BODIES[nameOf(route)]?.(theirs));
      expect([response.status, await response.json()]).toMatchObject([404, { error: { code: "not_found" } }]);
      expect(await everythingOf(db, theirs.ctx.workspaceId)).toEqual(before);
    },
  );

  it.each(IN_BODY)("%s: refuses foreign ids in the body", async (name, body, status) => {
    const route = guarded.find((known) => nameOf(known) === name);
    if (!route) throw new Error(`no route ${name}`);
    const before = await everythingOf(db, theirs.ctx.workspaceId);
    expect((await call(route, mine, body(theirs))).status).toBe(status);
    expect(await everythingOf(db, theirs.ctx.workspaceId)).toEqual(before);
  });

  const lists = guarded.filter(
    ({ method, path }) => method === "GET" && !path.includes("[") && path !== "/api/live",
  );
  it.each(lists)("$method $path: lists nothing of another workspace", async (route) => {
    const response = await call(route, mine);
    expect(response.status).toBe(200);
    const text = await response.text();
    const { ctx, sessionSecret: _, ...ids } = theirs;
    for (const id of [ctx.workspaceId, ctx.actor.id ?? "", ...Object.values(ids)])
      expect(text).not.toContain(id);
  });

  it("finds ids of its own workspace", async () => {
    const reads = guarded.filter(({ method, path }) => method === "GET" && path.includes("["));
    expect(reads.length).toBeGreaterThan(8);
    for (const route of reads) {
      expect([nameOf(route), (await call(route, mine)).status]).toEqual([nameOf(route), 200]);
    }
  });
});
