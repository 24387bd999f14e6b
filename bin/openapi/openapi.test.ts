import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Validator } from "@seriousme/openapi-schema-validator";
import { beforeAll, describe, expect, it } from "vitest";
import { buildDocument } from "@/bin/openapi/build-document";
import { readContracts, readNamedSchemas } from "@/bin/openapi/read-routes";
import { ENDPOINT_GROUPS } from "@/components/docs/endpoints";
import type { RouteContract } from "@/lib/platform/http/route-contract";

interface Operation {
  operationId: string;
  parameters: { name: string; in: string }[];
  requestBody?: unknown;
  responses: Record<string, unknown>;
  security?: unknown[];
}

const FILE = fileURLToPath(new URL("../../components/docs/openapi.json", import.meta.url));
let contracts: Map<string, RouteContract>;
let made: ReturnType<typeof buildDocument>;
let operations: Map<string, Operation>;

beforeAll(async () => {
  contracts = await readContracts();
  made = buildDocument({ groups: ENDPOINT_GROUPS, contracts, named: await readNamedSchemas() });
  const paths = made["paths"] as Record<string, Record<string, Operation>>;
  operations = new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, value]) => [`${method.toUpperCase()} ${path}`, value] as const),
    ),
  );
}, 120_000);

describe("the description of the API", () => {
  it("is the one that is served; if not, run `npm run openapi`", () => {
    expect(JSON.parse(readFileSync(FILE, "utf8"))).toEqual(JSON.parse(JSON.stringify(made)));
  });

  it("is valid OpenAPI 3.1", async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(made));
    expect(errors ?? []).toEqual([]);
    expect([valid, validator.version]).toEqual([true, "3.1"]);
  });

  it("has an entry for every route with schemas, and refers to nothing that is missing", () => {
    expect([...contracts.keys()].filter((call) => !operations.has(call))).toEqual([]);
    const { schemas, responses } = made["components"] as Record<string, Record<string, unknown>>;
    const refs = [...JSON.stringify(made).matchAll(/"#\/components\/(schemas|responses)\/([^"]+)"/g)];
    expect(refs.length).toBeGreaterThan(100);
    const missing = refs.filter(
      ([, part, name = ""]) => !((part === "schemas" ? schemas : responses) ?? {})[name],
    );
    expect(missing.map(([ref]) => ref)).toEqual([]);
  });

  it("names every operation once", () => {
    const ids = [...operations.values()].map(({ operationId }) => operationId);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  it("says what requests and answers look like", () => {
    const list = operations.get("GET /api/incidents");
    expect(list?.parameters.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["status", "q", "cursor"]),
    );
    const change = operations.get("PATCH /api/incidents/{id}");
    expect(change?.parameters).toMatchObject([{ name: "id", in: "path", required: true }]);
    expect(JSON.stringify(change?.requestBody)).toContain("snoozedUntil");
    expect(Object.keys(operations.get("POST /api/fixes/{id}/pull-request")?.responses ?? {})).toEqual(
      expect.arrayContaining(["200", "202", "401", "403", "404", "409", "422"]),
    );
    expect(operations.get("GET /health")?.security).toEqual([]);
    expect(list?.security).toBeUndefined();
  });
});
