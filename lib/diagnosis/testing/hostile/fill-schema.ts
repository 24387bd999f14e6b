/** The parts of JSON Schema that the API's requests use. */
export interface JsonSchema {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  minItems?: number;
  maximum?: number;
  minimum?: number;
}

/** What an answer is filled with. */
export interface Filling {
  /** For every text without a meaning of its own. */
  text: string;
  category: string;
  /** What the answer cites: evidence, line, and the text of that line. */
  evidence: string;
  line: number;
  quote: string;
}

/** The mark of a quote that the model made up. */
export const FORGED = "this quote was made up";

/**
 * A value of a schema that says what the filling says, wherever it can: the highest numbers, and of each list an item with a
 * true quote and one with a forged quote. Pure.
 */
export function fillSchema(schema: JsonSchema, filling: Filling): unknown {
  return fill(schema, "", { root: schema, filling, depth: 0 });
}

interface Scope {
  root: JsonSchema;
  filling: Filling;
  depth: number;
}

function fill(schema: JsonSchema, key: string, scope: Scope): unknown {
  const { root, filling, depth } = scope;
  const inner = { ...scope, depth: depth + 1 };
  if (depth > 12) return null;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return choose(schema.enum, filling);
  if (schema.$ref !== undefined) return fill(resolve(root, schema.$ref), key, inner);
  const [option] = schema.anyOf?.filter(({ type }) => type !== "null") ?? [];
  if (option !== undefined) return fill(option, key, inner);
  const type = Array.isArray(schema.type) ? schema.type.find((name) => name !== "null") : schema.type;
  switch (type) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, part]) => [name, fill(part, name, inner)]),
      );
    case "array": {
      const items = schema.items ?? { type: "string" };
      const forged = { ...filling, quote: `${FORGED}: ${filling.text}` };
      return [filling, forged].map((other) => fill(items, key, { ...inner, filling: other }));
    }
    case "number":
    case "integer":
      return /line$/i.test(key) ? filling.line : (schema.maximum ?? 1);
    case "boolean":
      return true;
    case "string":
      return textOf(key, filling);
    default:
      return null;
  }
}

function choose(options: readonly unknown[], { category }: Filling): unknown {
  const wanted = [category, "diagnosed", "transient", "fact", "high"];
  return wanted.find((option) => options.includes(option)) ?? options[0];
}

function textOf(key: string, { text, evidence, quote }: Filling): string {
  if (/^(?:evidence|evidenceId|source)$/.test(key)) return evidence;
  return key === "quote" ? quote : text;
}

function resolve(root: JsonSchema, ref: string): JsonSchema {
  return root.$defs?.[ref.split("/").at(-1) ?? ""] ?? {};
}
