import { describe, expect, it } from "vitest";
import { ACCESS, listRoutes, type Route } from "@/e2e/abuse/routes";
import { call, stage, type StagedWorkspace } from "@/e2e/abuse/stage";
import { ROLE_ORDER, hasRole, type RoleName } from "@/lib/platform/context";

const routes = listRoutes();
const nameOf = ({ method, path }: Route) => `${method} ${path}`;
const guarded = routes.flatMap((route) => {
  const access = ACCESS[nameOf(route)];
  return access !== undefined && isRole(access) ? [{ ...route, role: access }] : [];
});

const personal = routes.filter((route) => ACCESS[nameOf(route)] === "person");

function isRole(access: string): access is RoleName {
  return ROLE_ORDER.some((role) => role === access);
}

/** The kind of id that each route's path takes. */
const ID_OF: [prefix: string, id: keyof StagedWorkspace["ids"]][] = [
  ["/api/incidents/", "incident"],
  ["/api/deliveries/", "delivery"],
  ["/api/workflows/", "workflow"],
  ["/api/sources/", "source"],
  ["/api/integrations/", "integration"],
  ["/api/tokens/", "token"],
  ["/api/fixes/", "fix"],
];

/** The route's path with an id of `workspace`, or with an id that does not exist if there is none. */
function addressOf(path: string, workspace: StagedWorkspace): string {
  const known = ID_OF.find(([prefix]) => path.startsWith(prefix));
  return path.replace("[id]", known ? workspace.ids[known[1]] : "01nothing");
}

/** Valid bodies that change nothing the next test needs; all other routes are called with `{}`. */
const BODIES: Record<string, unknown> = {
  "PATCH /api/fixes/[id]": { patch: "not a patch" },
  "PATCH /api/incidents/[id]": { comment: "from an access test" },
  "PATCH /api/integrations/[id]": { name: "from an access test" },
  "PATCH /api/sources/[id]": { dagsFolder: "dags" },
  "POST /api/incidents/[id]/merge": { into: "01nothing" },
  "POST /api/incidents/[id]/split": { occurrenceIds: ["01nothing"] },
  "POST /api/tokens": { name: "from an access test", role: "viewer" },
};

function send(route: Route, workspace: StagedWorkspace, token: string | null) {
  const body = route.method === "GET" ? undefined : (BODIES[nameOf(route)] ?? {});
  return call<{ error?: { code: string; message: string } }>(addressOf(route.path, workspace), token, {
    method: route.method,
    body,
  });
}

/** Streams never end on their own. */
const isStream = ({ path }: Route) => path === "/api/live";

describe("access to routes", () => {
  it("is declared for exactly the existing routes", () => {
    expect(routes.map(nameOf).sort()).toEqual(Object.keys(ACCESS).sort());
    expect(guarded.length).toBeGreaterThan(30);
  });

  it.each(personal)("$method $path refuses anonymous callers and tokens of every role", async (route) => {
    const { home } = stage();
    expect((await send(route, home, null)).status).toBe(401);
    for (const role of ROLE_ORDER) expect((await send(route, home, home.tokens[role])).status).toBe(403);
  });

  it.each(guarded)("$method $path refuses anonymous callers and revoked or expired tokens", async (route) => {
    const { home, dead } = stage();
    for (const token of [null, dead.revoked, dead.expired, "pd_never-was-one", "undefined"]) {
      const answer = await send(route, home, token);
      expect([answer.status, answer.body.error?.code]).toEqual([401, "unauthenticated"]);
    }
  });

  it.each(guarded.filter(({ role }) => role !== "viewer"))(
    "$method $path is forbidden below $role",
    async (route) => {
      const { home } = stage();
      for (const role of ROLE_ORDER.filter((item) => !hasRole(item, route.role))) {
        const answer = await send(route, home, home.tokens[role]);
        expect([role, answer.status, answer.body.error?.code]).toEqual([role, 403, "forbidden"]);
      }
    },
  );

  // Routes that revoke or rotate are left to the tests of those verbs, because the stage needs its tokens and secrets.
  const harmless = guarded.filter((item) => !isStream(item) && item.method !== "DELETE");
  it.each(harmless)("$method $path accepts $role", async (route) => {
    const { home } = stage();
    const answer = await send(route, home, home.tokens[route.role]);
    expect([401, 403]).not.toContain(answer.status);
    expect(answer.status).toBeLessThan(500);
  });
});

// Every route is called with another workspace's ids in `app/api/another-workspace.db.test.ts`.
describe("another workspace", () => {
  it("cannot use its webhook secret here, nor we ours with its key", async () => {
    const { home, other } = stage();
    for (const [url, secret] of [
      [home.source.webhookUrl, other.source.secret],
      [other.source.webhookUrl, home.source.secret],
    ] as const) {
      const response = await fetch(url, {
        method: "POST",
        headers: { "x-webhook-secret": secret },
        body: JSON.stringify({ pipeline: "p", error: { message: "m" } }),
      });
      expect(response.status).toBe(401);
    }
  });

  it("cannot be reached by search, filters and cursors", async () => {
    const { home, other } = stage();
    const queries = [
      "q=billing_daily",
      `source=${home.ids.source}`,
      `assignee=${home.people.owner}`,
      `cursor=${home.ids.incident}`,
      "pipeline=billing_daily",
      "limit=200",
    ];
    for (const query of queries) {
      const answer = await call(`/api/incidents?${query}`, other.tokens.owner);
      expect([200, 422]).toContain(answer.status);
      expect(JSON.stringify(answer.body)).not.toContain(home.ids.incident);
    }
  });
});
