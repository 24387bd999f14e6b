import type { JsonSchema } from "@/components/docs/openapi-query";

type Schemas = Readonly<Record<string, JsonSchema>>;

const REF = "#/components/schemas/";
const MAX_WIDTH = 90;

/** A schema as readable text, in TypeScript's notation, followed by the named schemas that it refers to. Pure. */
export function schemaText(schema: JsonSchema, schemas: Schemas): string {
  const name = nameOf(schema);
  const top = name === null ? schema : (schemas[name] ?? {});
  const text = typeText(top, 0);
  const others = referredTo(top).filter((other) => other !== name);
  return [text, ...others.map((other) => `${other}: ${typeText(schemas[other] ?? {}, 0)}`)].join("\n\n");
}

const nameOf = ({ $ref }: JsonSchema): string | null =>
  $ref?.startsWith(REF) ? $ref.slice(REF.length) : null;

function typeText(schema: JsonSchema, depth: number): string {
  const name = nameOf(schema);
  if (name !== null) return name;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum)
    return union(
      schema.enum.map((value) => JSON.stringify(value)),
      depth,
    );
  const options = schema.anyOf ?? schema.oneOf;
  if (options)
    return union(
      options.map((option) => typeText(option, depth)),
      depth,
    );
  if (schema.allOf) return schema.allOf.map((part) => typeText(part, depth)).join(" & ");
  if (Array.isArray(schema.type))
    return union(
      schema.type.map((type) => typeText({ ...schema, type }, depth)),
      depth,
    );
  if (schema.properties) return objectText(schema, depth);
  if (schema.type === "array") return arrayText(schema.items ?? {}, depth);
  if (schema.type === "object")
    return typeof schema.additionalProperties === "object"
      ? `{ [name]: ${typeText(schema.additionalProperties, depth)} }`
      : "object";
  const format = schema.format ? ` (${schema.format})` : "";
  return `${schema.type ?? "any"}${format}`;
}

function arrayText(items: JsonSchema, depth: number): string {
  const text = typeText(items, depth);
  return text.includes(" | ") && !text.startsWith("{") ? `(${text})[]` : `${text}[]`;
}

function objectText({ properties = {}, required = [] }: JsonSchema, depth: number): string {
  const entries = Object.entries(properties);
  if (entries.length === 0) return "{}";
  const indent = "  ".repeat(depth + 1);
  const lines = entries.map(
    ([name, schema]) =>
      `${indent}${name}${required.includes(name) ? "" : "?"}: ${typeText(schema, depth + 1)}`,
  );
  return `{\n${lines.join("\n")}\n${"  ".repeat(depth)}}`;
}

/** On one line if it fits. */
function union(options: readonly string[], depth: number): string {
  const line = options.join(" | ");
  if (line.length <= MAX_WIDTH || options.some((option) => option.includes("\n"))) return line;
  const indent = "  ".repeat(depth + 1);
  return `\n${options.map((option) => `${indent}| ${option}`).join("\n")}`;
}

/** The names of the schemas that it refers to, in order of appearance. */
function referredTo(schema: JsonSchema): string[] {
  const found = JSON.stringify(schema).matchAll(/"#\/components\/schemas\/([^"]+)"/g);
  return [...new Set([...found].map(([, name = ""]) => name))];
}

/** A starting value to fill in: the required fields of a schema, with empty or default values. Pure. */
export function exampleOf(schema: JsonSchema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  const [option] = schema.anyOf ?? schema.oneOf ?? [];
  if (option) return exampleOf(option);
  if (schema.properties) {
    const { properties, required = [] } = schema;
    return Object.fromEntries(required.map((name) => [name, exampleOf(properties[name] ?? {})]));
  }
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case "string":
      return "";
    case "number":
    case "integer":
      return 0;
    case "boolean":
      return false;
    case "array":
      return [];
    case "null":
      return null;
    default:
      return {};
  }
}
