import { z } from "zod";

/** What a value must be, as a predicate: "must be a whole number from 1 to 200". */
export function describeExpected(schema: z.ZodType): string {
  const nouns = new Set(nounsOf(schema));
  return nouns.size === 0 ? "is not valid" : `must be ${[...nouns].join(" or ")}`;
}

function nounsOf(schema: z.ZodType): string[] {
  if (schema instanceof z.ZodNumber) return [numberNoun(schema)];
  if (schema instanceof z.ZodString)
    return [`text${sizeOf(schema.minLength ?? 0, schema.maxLength, "character")}`];
  if (schema instanceof z.ZodBoolean) return ["true or false"];
  if (schema instanceof z.ZodEnum) return [choice(schema.options)];
  if (schema instanceof z.ZodLiteral) return [choice([...schema.values])];
  if (schema instanceof z.ZodArray) return [`a list${sizeOf(...lengthsOf(schema), "item")}`];
  if (schema instanceof z.ZodObject || schema instanceof z.ZodRecord) return ["an object"];
  if (schema instanceof z.ZodNull) return ["null"];
  if (schema instanceof z.ZodNullable) return [...nounsOf(schema.unwrap() as z.ZodType), "null"];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return nounsOf(schema.unwrap() as z.ZodType);
  }
  if (schema instanceof z.ZodUnion) {
    const options = schema.options.map((option) => option as z.ZodType);
    const values = options.flatMap((option) => (option instanceof z.ZodLiteral ? [...option.values] : []));
    return values.length === options.length ? [choice(values)] : options.flatMap(nounsOf);
  }
  return [];
}

function choice(values: readonly unknown[]): string {
  const distinct = [...new Set(values.map((value) => String(value)))];
  return distinct.length === 1 ? (distinct[0] ?? "") : `one of ${distinct.join(", ")}`;
}

function numberNoun({ minValue, maxValue, isInt }: z.ZodNumber): string {
  const noun = isInt ? "a whole number" : "a number";
  const min = isLimit(minValue) ? minValue : null;
  const max = isLimit(maxValue) ? maxValue : null;
  if (min !== null && max !== null) return `${noun} from ${min} to ${max}`;
  if (min !== null) return `${noun}, ${min} or more`;
  return max === null ? noun : `${noun}, at most ${max}`;
}

/** Whole numbers are limited to what JSON can represent exactly, which goes without saying. */
function isLimit(value: number | null): value is number {
  return value !== null && Math.abs(value) < Number.MAX_SAFE_INTEGER;
}

function sizeOf(min: number, max: number | null, unit: string): string {
  const plural = (count: number) => `${count} ${unit}${count === 1 ? "" : "s"}`;
  if (max !== null) return min > 0 ? ` of ${min} to ${plural(max)}` : ` of at most ${plural(max)}`;
  return min > 0 ? ` of at least ${plural(min)}` : "";
}

/** The limits of a list; zod shows them only for text and numbers. */
function lengthsOf(schema: z.ZodArray): [min: number, max: number | null] {
  let [min, max]: [number, number | null] = [0, null];
  for (const { _zod } of schema.def.checks ?? []) {
    const { minimum, maximum } = _zod.def as { minimum?: number; maximum?: number };
    if (minimum !== undefined) min = Math.max(min, minimum);
    if (maximum !== undefined) max = Math.min(max ?? maximum, maximum);
  }
  return [min, max];
}
