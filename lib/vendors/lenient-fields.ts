import { z } from "zod";

/** Fields of vendors' answers. Each is null if the API omits the value or sends another type. */
export const textField = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);

export const numberField = z
  .number()
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);

export const flagField = z
  .boolean()
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);

/** An id, which some APIs send as a number and others as a string. */
export const idField = z
  .union([z.string(), z.number()])
  .nullish()
  .catch(null)
  .transform((value) => (value == null ? null : String(value)));

/** ISO 8601, with `T` or a space, as ISO 8601 in milliseconds with `Z`. */
export const timeField = textField.transform((value) => {
  const date = value === null ? null : new Date(value);
  return date === null || Number.isNaN(date.getTime()) ? null : date.toISOString();
});

/** Skips rows that do not parse, so that one bad row does not hide the others; empty for what is no list. */
export function rowsField<T>(schema: z.ZodType<T>) {
  return z
    .unknown()
    .optional()
    .transform((value) => {
      const listed: readonly unknown[] = Array.isArray(value) ? value : [];
      return listed.flatMap((row) => {
        const parsed = schema.safeParse(row);
        return parsed.success ? [parsed.data] : [];
      });
    });
}
