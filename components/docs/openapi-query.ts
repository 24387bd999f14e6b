import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { apiFetch } from "@/lib/platform/http/api-fetch";

/** JSON Schema, as far as it is shown. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  format?: string;
  default?: unknown;
}

const Schema = z.custom<JsonSchema>((value) => typeof value === "object" && value !== null);
const Content = z.object({ "application/json": z.object({ schema: Schema }) });

const ApiOperation = z.object({
  description: z.string(),
  parameters: z.array(
    z.object({ name: z.string(), in: z.enum(["path", "query"]), required: z.boolean(), schema: Schema }),
  ),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(
    z.string(),
    z.object({ description: z.string().optional(), content: Content.optional() }),
  ),
});
export type ApiOperation = z.infer<typeof ApiOperation>;

const OpenApi = z.object({
  paths: z.record(z.string(), z.record(z.string(), ApiOperation)),
  components: z.object({ schemas: z.record(z.string(), Schema) }),
});
export type OpenApi = z.infer<typeof OpenApi>;

/** The description of the API, as it is served. */
export const openApiQuery = () =>
  queryOptions({
    queryKey: ["openapi"],
    queryFn: ({ signal }) => apiFetch("/api/openapi.json", OpenApi, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The operation of a call, such as `GET /api/incidents/{id}`. */
export function operationOf({ paths }: OpenApi, call: string): ApiOperation | undefined {
  const [method = "", path = ""] = call.split(" ");
  return paths[path]?.[method.toLowerCase()];
}
