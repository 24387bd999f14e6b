import { z } from "zod";
import type { Endpoint, EndpointGroup } from "@/components/docs/endpoint";
import { ROLE_ORDER, type RoleName } from "@/lib/platform/context";
import type { RouteContract } from "@/lib/platform/http/route-contract";

type Json = Record<string, unknown>;

interface Input {
  groups: readonly EndpointGroup[];
  /** By call, such as `GET /api/incidents/{id}`; without an entry for a route that is not made of schemas. */
  contracts: ReadonlyMap<string, RouteContract>;
  /** Schemas that become components, by name. */
  named: ReadonlyMap<string, z.ZodType>;
}

const METHODS_WITH_BODY = new Set(["post", "put", "patch"]);

/**
 * The description of the API (OpenAPI 3.1), from the schemas that check its routes and the words of the reference.
 * https://spec.openapis.org/oas/v3.1.1. Pure.
 * @throws an error for an endpoint whose path parameters its schema does not have
 */
export function buildDocument({ groups, contracts, named }: Input): Json {
  const paths: Record<string, Json> = {};
  const outputs = outputSchemas(contracts, named);
  for (const group of groups)
    for (const endpoint of group.endpoints) {
      const [method = "", path = ""] = endpoint.call.split(" ");
      paths[path] = {
        ...paths[path],
        [method.toLowerCase()]: operation(endpoint, group.title, {
          contract: contracts.get(endpoint.call),
          output: outputs.routes.get(endpoint.call),
        }),
      };
    }
  return {
    openapi: "3.1.0",
    info: { title: "Pipeline Debugger", version: "1", description: INTRODUCTION },
    tags: groups.map(({ title, note }) => ({ name: title, ...(note && { description: note }) })),
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "An API token, `pd_…`." },
        session: { type: "apiKey", in: "cookie", name: "next-auth.session-token" },
      },
      responses: RESPONSES,
      schemas: { ...outputs.components, Error: ERROR },
    },
  };
}

const INTRODUCTION =
  "Fields may be added at any time; none is renamed or removed. Unknown query parameters and body fields are refused.";

const ERROR = {
  type: "object",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["code", "message"],
      properties: {
        code: { type: "string" },
        message: { type: "string" },
        issues: {
          type: "array",
          items: {
            type: "object",
            required: ["path", "message"],
            properties: { path: { type: "string" }, message: { type: "string" } },
          },
        },
      },
    },
  },
};

const failure = (description: string, headers?: Json) => ({
  description,
  ...(headers && { headers }),
  content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
});

const RETRY_AFTER = {
  "Retry-After": { description: "Seconds to wait.", schema: { type: "integer" } },
};

const RESPONSES = {
  Malformed: failure("Malformed: not JSON."),
  Unauthorized: failure("Not signed in, or a token that is not valid."),
  Forbidden: failure("The role or the token's scopes do not allow it."),
  NotFound: failure("There is no such thing in the workspace."),
  Conflict: failure("It contradicts the present state."),
  TooLarge: failure("The body is too large."),
  Invalid: failure("Invalid; `issues` names each field."),
  TooMany: failure("Too many requests.", RETRY_AFTER),
  Unavailable: failure("A part of the server is not available; the message names it.", RETRY_AFTER),
};

const isRole = (text: string): text is RoleName => (ROLE_ORDER as readonly string[]).includes(text);

interface Parts {
  contract: RouteContract | undefined;
  output: Json | undefined;
}

function operation(endpoint: Endpoint, tag: string, { contract, output }: Parts): Json {
  const { call, title, does, role } = endpoint;
  const [method = "", path = ""] = call.split(" ");
  return {
    tags: [tag],
    operationId: operationId(method, path),
    summary: title,
    description: `${does}\n\n${access(endpoint)}`,
    ...(!isRole(role) && { security: [] }),
    parameters: [...pathParameters(path), ...queryParameters(contract?.query)],
    ...(contract?.body &&
      METHODS_WITH_BODY.has(method.toLowerCase()) && { requestBody: body(contract.body) }),
    responses: responses(contract, output),
  };
}

function access({ role, scope = "read" }: Endpoint): string {
  if (role === "anybody") return "For anybody.";
  if (!isRole(role)) return `Proof: ${role}.`;
  return `Needs the role ${role}; a token needs the scope ${scope} too.`;
}

/** `GET /api/incidents/{id}/evidence` is `getIncidentsByIdEvidence`. */
function operationId(method: string, path: string): string {
  const words = path
    .replace(/^\/api\//, "")
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => `by-${name}`)
    .split(/[^a-zA-Z]+/)
    .filter(Boolean);
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function queryParameters(query: z.ZodType | undefined): Json[] {
  if (!query) return [];
  const { properties = {}, required = [] } = inputSchema(query) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
    ...(schema["type"] === "array" && { style: "form", explode: true }),
  }));
}

const body = (schema: z.ZodType): Json => ({
  required: true,
  content: { "application/json": { schema: inputSchema(schema) } },
});

function responses(contract: RouteContract | undefined, output: Json | undefined): Json {
  const success = contract
    ? contract.statuses.map((status) => [
        String(status),
        { description: "Done.", ...(output && { content: { "application/json": { schema: output } } }) },
      ])
    : [["default", { description: "See the description." }]];
  if (!contract) return Object.fromEntries(success);
  const ref = (name: keyof typeof RESPONSES) => ({ $ref: `#/components/responses/${name}` });
  return {
    ...Object.fromEntries(success),
    ...(contract.body && { "400": ref("Malformed"), "413": ref("TooLarge") }),
    "401": ref("Unauthorized"),
    "403": ref("Forbidden"),
    ...(contract.params && { "404": ref("NotFound") }),
    ...(contract.body && { "409": ref("Conflict") }),
    "422": ref("Invalid"),
    "429": ref("TooMany"),
    "503": ref("Unavailable"),
  };
}

/** What a request may contain. Transformations are described by what they accept. */
function inputSchema(schema: z.ZodType): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Json;
  return json;
}

/** The answers of routes, with named schemas as components. */
function outputSchemas(
  contracts: Input["contracts"],
  named: Input["named"],
): { components: Json; routes: Map<string, Json> } {
  const registry = z.registry<{ id: string }>();
  const ids = new Map<z.ZodType, string>();
  const add = (schema: z.ZodType, id: string) => {
    if (ids.has(schema)) return;
    ids.set(schema, id);
    registry.add(schema, { id });
  };
  for (const [name, schema] of named) add(schema, name);
  for (const [call, { output }] of contracts) add(output, call);
  const { schemas } = z.toJSONSchema(registry, {
    io: "output",
    unrepresentable: "any",
    uri: (id) => `#/components/schemas/${id}`,
  }) as unknown as { schemas: Record<string, Json> };
  const routes = new Map<string, Json>();
  for (const [call, { output }] of contracts) {
    const id = ids.get(output) ?? call;
    routes.set(call, named.has(id) ? { $ref: `#/components/schemas/${id}` } : plain(schemas[id] ?? {}));
  }
  return { components: reachable(routes, named, schemas), routes };
}

function plain({ $schema: _schema, $id: _id, ...json }: Json): Json {
  return json;
}

/** The named schemas that answers refer to, directly or through others. */
function reachable(
  routes: ReadonlyMap<string, Json>,
  named: Input["named"],
  schemas: Record<string, Json>,
): Json {
  const found = new Set<string>();
  const visit = (json: Json) => {
    for (const [, name = ""] of JSON.stringify(json).matchAll(/"#\/components\/schemas\/(\w+)/g)) {
      if (found.has(name) || !named.has(name)) continue;
      found.add(name);
      visit(schemas[name] ?? {});
    }
  };
  for (const json of routes.values()) visit(json);
  return Object.fromEntries([...found].toSorted().map((name) => [name, plain(schemas[name] ?? {})]));
}
