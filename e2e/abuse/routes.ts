import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { RoleName } from "@/lib/platform/context";

const APP = fileURLToPath(new URL("../../app/", import.meta.url));
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof METHODS)[number];

/** A method of a route file; `path` in Next's notation, such as `/api/incidents/[id]`. */
export interface Route {
  path: string;
  method: Method;
}

/** Answers 404 for every path without a route. */
const CATCH_ALL = "/api/[...path]";

/** All route handlers, read from the files so that new ones are included. */
export function listRoutes(): Route[] {
  return readdirSync(APP, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("route.ts"))
    .sort()
    .flatMap((file) => {
      const path = `/${file.replace(/\/?route\.ts$/, "").replaceAll(/\([^/]*\)\//g, "")}`;
      return exportedMethods(readFileSync(`${APP}${file}`, "utf8")).map((method) => ({ path, method }));
    })
    .filter(({ path }) => path !== CATCH_ALL);
}

function exportedMethods(source: string): Method[] {
  const exported = source
    .split("\n")
    .filter((line) => line.startsWith("export "))
    .join("\n");
  return METHODS.filter((method) => new RegExp(`\\b${method}\\b`).test(exported));
}

/**
 * Who may call each route: the lowest role, `person` for any signed-in person but no token, or the reason why a route checks
 * no role. A route missing here fails the test, so every new route has to declare its access.
 */
export const ACCESS: Record<string, RoleName | "person" | "public" | "webhook" | "workflow-engine"> = {
  "POST /api/advice/retry": "webhook",
  "GET /api/audit": "admin",
  "GET /api/auth/[...nextauth]": "public",
  "POST /api/auth/[...nextauth]": "public",
  "GET /api/deliveries": "viewer",
  "GET /api/deliveries/[id]": "viewer",
  "POST /api/deliveries/[id]/replay": "responder",
  "GET /api/fixes/[id]": "viewer",
  "PATCH /api/fixes/[id]": "responder",
  "POST /api/fixes/[id]/pull-request": "responder",
  "POST /api/fixes/[id]/rerun": "responder",
  "GET /api/incidents": "viewer",
  "GET /api/incidents/[id]": "viewer",
  "PATCH /api/incidents/[id]": "responder",
  "DELETE /api/incidents/[id]": "admin",
  "POST /api/incidents/[id]/undo": "responder",
  "POST /api/incidents/[id]/verdict": "responder",
  "POST /api/incidents/bulk": "responder",
  "POST /api/incidents/[id]/analyze": "responder",
  "GET /api/incidents/[id]/diagnoses": "viewer",
  "GET /api/incidents/[id]/model-calls": "viewer",
  "POST /api/diagnoses/[id]/replay": "viewer",
  "GET /api/incidents/[id]/evidence": "viewer",
  "GET /api/incidents/[id]/fixes": "viewer",
  "POST /api/incidents/[id]/fixes": "responder",
  "POST /api/incidents/[id]/merge": "responder",
  "POST /api/incidents/[id]/split": "responder",
  "GET /api/incidents/[id]/timeline": "viewer",
  "GET /api/inngest": "workflow-engine",
  "POST /api/inngest": "workflow-engine",
  "PUT /api/inngest": "workflow-engine",
  "GET /api/integrations": "admin",
  "POST /api/integrations": "admin",
  "PATCH /api/integrations/[id]": "admin",
  "DELETE /api/integrations/[id]": "admin",
  "POST /api/integrations/[id]/test": "admin",
  "GET /api/live": "viewer",
  "GET /api/me": "viewer",
  "POST /api/me/password": "person",
  "POST /api/me/workspace": "person",
  "DELETE /api/me/sessions": "person",
  "GET /api/me/sessions": "viewer",
  "DELETE /api/me/sessions/[id]": "person",
  "GET /api/members": "viewer",
  "POST /api/mcp": "viewer",
  "GET /api/openapi.json": "public",
  "GET /api/patterns": "viewer",
  "GET /api/patterns/[id]": "viewer",
  "PATCH /api/patterns/[id]": "responder",
  "DELETE /api/patterns/[id]": "admin",
  "GET /api/noise-policies": "viewer",
  "POST /api/noise-policies": "responder",
  "PATCH /api/noise-policies/[id]": "responder",
  "DELETE /api/noise-policies/[id]": "responder",
  "POST /api/noise-policies/preview": "viewer",
  "GET /api/pipelines": "viewer",
  "GET /api/pipelines/[id]": "viewer",
  "PATCH /api/pipelines/[id]": "responder",
  "GET /api/source-kinds": "viewer",
  "GET /api/sources": "viewer",
  "POST /api/sources": "admin",
  "GET /api/sources/[id]": "viewer",
  "PATCH /api/sources/[id]": "admin",
  "GET /api/sources/[id]/secret": "admin",
  "GET /api/sources/[id]/snippets": "viewer",
  "POST /api/sources/[id]/test": "responder",
  "POST /api/sources/[id]/test-failure": "responder",
  "GET /api/stats": "viewer",
  "GET /api/usage": "viewer",
  "GET /api/teams": "viewer",
  "POST /api/teams": "admin",
  "PATCH /api/teams/[id]": "admin",
  "DELETE /api/teams/[id]": "admin",
  "GET /api/tokens": "admin",
  "POST /api/tokens": "admin",
  "DELETE /api/tokens/[id]": "admin",
  "POST /api/webhooks/[kind]/[sourceKey]": "webhook",
  "GET /api/workflows": "viewer",
  "GET /api/workflows/[id]": "viewer",
  "POST /api/workflows/[id]/cancel": "responder",
  "POST /api/workflows/[id]/retry": "responder",
  "GET /api/workspace": "viewer",
  "PATCH /api/workspace": "admin",
  "GET /clients/[file]": "public",
  "GET /health": "public",
  "GET /ready": "public",
  "POST /webhooks/airflow/failure": "webhook",
  "POST /webhooks/prefect/failure": "webhook",
  "POST /webhook/failure": "webhook",
  "POST /api/v1/lineage": "webhook",
};
