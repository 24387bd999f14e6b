import { z } from "zod";
import type { ErrorIssue } from "@/lib/platform/errors";
import { describeExpected } from "@/lib/platform/http/describe-expected";

/** Where an input came from, as the messages call it. */
export type InputPlace = "query" | "body";

type Path = readonly PropertyKey[];

const MAX_UNKNOWN = 20;

/**
 * Parses an input of the API. Every key must be known, at any depth; the messages are predicates for the path beside them,
 * such as "must be a whole number from 1 to 200". A schema's own messages are kept.
 */
export function parseInput<T>(
  schema: z.ZodType<T>,
  value: unknown,
  place: InputPlace,
): { ok: true; data: T } | { ok: false; issues: ErrorIssue[]; cause?: z.ZodError } {
  const unknown = unknownKeys(schema, value, place);
  const parsed = schema.safeParse(value, {
    error: (issue) => describeIssue({ schema, value, place }, issue.path ?? []),
  });
  if (parsed.success && unknown.length === 0) return { ok: true, data: parsed.data };
  // Strict objects report unknown keys themselves.
  const others = (parsed.error?.issues ?? []).filter((issue) => issue.code !== "unrecognized_keys");
  const issues = others.map(({ path, message }) => ({ path: pathIn(place, path), message }));
  return { ok: false, issues: [...unknown, ...issues], ...(parsed.error && { cause: parsed.error }) };
}

/** A query has no depth: `status[1]` is one of the values of `status`. */
function pathIn(place: InputPlace, path: Path): string {
  return z.core.toDotPath([...(place === "query" ? path.slice(0, 1) : path)]);
}

interface Input {
  schema: z.ZodType;
  value: unknown;
  place: InputPlace;
}

function describeIssue({ schema, value, place }: Input, path: Path): string {
  const found = valueAt(value, path);
  // The values of a list in one parameter have no place of their own in the query.
  const owner = valueAt(value, path.slice(0, -1));
  const isField = path.length > 0 && typeof owner === "object" && !Array.isArray(owner);
  if (isField && found === undefined) return "is required";
  const expected = schemaAt(schema, value, path);
  if (typeof found === "string" && found.trim() === "" && expected instanceof z.ZodString)
    return "must not be empty";
  if (expected === null) return "is not valid";
  const isRepeated = place === "query" && Array.isArray(found) && !(expected instanceof z.ZodArray);
  return isRepeated ? `${describeExpected(expected)}, given once` : describeExpected(expected);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => fieldOf(inner, key), value);
}

function fieldOf(value: unknown, key: PropertyKey): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<PropertyKey, unknown>)[key];
}

/** The part of a schema that describes the value at a path; null if the schema does not say. */
function schemaAt(schema: z.ZodType, value: unknown, path: Path): z.ZodType | null {
  const inner = unwrap(schema);
  const [key, ...rest] = path;
  if (key === undefined) return inner;
  const next = fieldOf(value, key);
  if (inner instanceof z.ZodObject) {
    const field: unknown = fieldOf(inner.shape, key);
    return field instanceof z.ZodType ? schemaAt(field, next, rest) : null;
  }
  if (inner instanceof z.ZodArray) return schemaAt(inner.element as z.ZodType, next, rest);
  if (inner instanceof z.ZodUnion) {
    const fields = optionsFor(inner, value).map((option) => schemaAt(option, value, path));
    const known = fields.filter((field) => field !== null);
    return known.length > 1 && rest.length === 0 ? z.union(known) : (known[0] ?? null);
  }
  return null;
}

/** The schema of the value itself, without what surrounds it. */
function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return unwrap(schema.unwrap() as z.ZodType);
  }
  if (schema instanceof z.ZodPipe) {
    const isPrepared = schema.in instanceof z.ZodTransform;
    return unwrap((isPrepared ? schema.out : schema.in) as z.ZodType);
  }
  return schema;
}

/** The options a value can be of: the one that its discriminator names, or all of them. */
function optionsFor(union: z.ZodUnion, value: unknown): z.ZodType[] {
  const options = union.options.map((option) => unwrap(option as z.ZodType));
  if (!(union instanceof z.ZodDiscriminatedUnion)) return options;
  const name: string = union.def.discriminator;
  const chosen = options.filter((option) => {
    const tag: unknown = option instanceof z.ZodObject ? fieldOf(option.shape, name) : null;
    return tag instanceof z.ZodType && tag.safeParse(fieldOf(value, name)).success;
  });
  return chosen.length > 0 ? chosen : options;
}

function unknownKeys(schema: z.ZodType, value: unknown, place: InputPlace, path: Path = []): ErrorIssue[] {
  const inner = unwrap(schema);
  if (Array.isArray(value)) {
    if (!(inner instanceof z.ZodArray)) return [];
    const element = inner.element as z.ZodType;
    return value.flatMap((item, index) => unknownKeys(element, item, place, [...path, index]));
  }
  if (typeof value !== "object" || value === null) return [];
  const shapes = shapesOf(inner, value);
  if (shapes === null) return [];
  const accepted = [...new Set(shapes.flatMap((shape) => Object.keys(shape)))];
  const issues = Object.keys(value).flatMap((key): ErrorIssue[] => {
    const shape = shapes.find((shape) => Object.hasOwn(shape, key));
    const at = [...path, key];
    return shape
      ? unknownKeys(shape[key] as z.ZodType, fieldOf(value, key), place, at)
      : [{ path: pathIn(place, clipLast(at)), message: refusalOf(accepted, place, path.length) }];
  });
  return issues.slice(0, MAX_UNKNOWN);
}

/** The fields of the objects that a value can be; null if it can have any key. */
function shapesOf(schema: z.ZodType, value: unknown): z.ZodRawShape[] | null {
  if (schema instanceof z.ZodObject) {
    const { catchall, shape } = schema.def;
    return catchall && !(catchall instanceof z.ZodNever) ? null : [shape];
  }
  // Of a union without a discriminator only a complete match says which fields count.
  const isUnion = schema instanceof z.ZodUnion;
  if (!isUnion || !(schema instanceof z.ZodDiscriminatedUnion || schema.safeParse(value).success))
    return null;
  const shapes = optionsFor(schema, value)
    .filter((option) => option instanceof z.ZodObject)
    .map((option) => shapesOf(option, value));
  const known = shapes.filter((shape) => shape !== null).flat();
  return known.length === 0 || shapes.includes(null) ? null : known;
}

function clipLast(path: Path): Path {
  return path.map((key) => (typeof key === "string" && key.length > 100 ? `${key.slice(0, 99)}…` : key));
}

function refusalOf(accepted: string[], place: InputPlace, depth: number): string {
  const what = place === "query" ? "a query parameter of this route" : "a field of this body";
  const where = depth > 0 ? "a field of this object" : what;
  if (accepted.length === 0) return `is not ${where}, which takes none`;
  return `is not ${where}; it accepts ${accepted.map((name) => `\`${name}\``).join(", ")}`;
}
