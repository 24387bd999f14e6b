import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ENDPOINT_GROUPS } from "@/components/docs/endpoints";
import { RepositoryInput } from "@/lib/code/schemas";
import { IncidentFilter } from "@/lib/desk/schemas";
import { PERMISSIONS, type Permission } from "@/lib/platform/auth/permissions";
import { CreateSource, Credentials } from "@/lib/sources/schemas";
import { UpdateWorkspace } from "@/lib/workspaces/schemas";

const APP = fileURLToPath(new URL("../../app/", import.meta.url));

/** Not part of the API: sign-in routes, the workflow runner's, and the catch-all. */
const INTERNAL = /^\/api\/(auth\b|inngest\b|\{path\})/;

/** `GET /api/incidents/{id}` for every method a route file exports. */
function routes(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return routes(path);
    if (entry.name !== "route.ts") return [];
    const url = `/${relative(APP, folder)}`.replaceAll(/\[(?:\.\.\.)?(\w+)\]/g, "{$1}");
    const text = readFileSync(path, "utf8");
    const methods = [
      ...text.matchAll(/export (?:const|async function|function) (GET|POST|PATCH|PUT|DELETE)\b/g),
    ];
    return INTERNAL.test(url) ? [] : methods.map((match) => `${match[1]} ${url}`);
  });
}

function wordsOf(call: string): Set<string> {
  const endpoint = ENDPOINT_GROUPS.flatMap((group) => group.endpoints).find((other) => other.call === call);
  return new Set(endpoint?.does.split(/[^\w-]+/));
}

describe("the API reference", () => {
  it("lists exactly the routes that exist", () => {
    const listed = ENDPOINT_GROUPS.flatMap((group) => group.endpoints.map(({ call }) => call));
    expect(listed.toSorted()).toEqual(routes(APP).toSorted());
  });

  it("lists every filter and sort order of incidents", () => {
    const { sort, ...filters } = IncidentFilter.shape;
    const words = wordsOf("GET /api/incidents");
    const expected = [...Object.keys(filters), ...sort.unwrap().options];
    expect(expected.filter((name) => !words.has(name))).toEqual([]);
  });

  it.each([
    ["POST /api/sources", CreateSource],
    ["PATCH /api/workspace", UpdateWorkspace],
  ])("lists every field of %s", (call, body) => {
    const words = wordsOf(call);
    expect(Object.keys(body.shape).filter((name) => !words.has(name))).toEqual([]);
  });

  it("lists the fields of a repository and of credentials", () => {
    const words = wordsOf("POST /api/sources");
    const shapes = [...RepositoryInput.options, ...Credentials.options];
    const fields = shapes.flatMap((shape) => Object.keys(shape.shape));
    const kinds = RepositoryInput.options.map(({ shape }) => shape.kind.value);
    expect([...fields, ...kinds].filter((name) => !words.has(name))).toEqual([]);
  });

  it("explains how resends without an id are recognized", () => {
    const webhook = ENDPOINT_GROUPS.flatMap((group) => group.endpoints).find(({ call }) =>
      call.startsWith("POST /api/webhooks/"),
    );
    expect(webhook?.does).toMatch(
      /without a `webhook-id`.*within five minutes.*after the incident was resolved/,
    );
  });

  it("lists the role and scope that each route requires", () => {
    for (const { call, role, scope = "read" } of ENDPOINT_GROUPS.flatMap((group) => group.endpoints)) {
      const [method, url = ""] = call.split(" ");
      const file = join(APP, url.replaceAll(/\{(\w+)\}/g, "[$1]"), "route.ts");
      const text = readFileSync(file, "utf8");
      const own = new RegExp(`export const ${method} = withRoute\\(\\{\\s*permission: "([^"]+)"`).exec(
        text,
      )?.[1];
      if (!own) continue;
      const needed = PERMISSIONS[own as Permission];
      expect(`${call} ${role} ${scope}`).toBe(`${call} ${needed.role} ${needed.scope ?? "read"}`);
    }
  });
});
