import { z } from "zod";
import { safeUrl } from "@/lib/failures/safe-url";
import type { FieldIssue } from "@/lib/failures/schemas";

/** Longest identifier stored and indexed; Airflow's own limit is 250 characters. */
export const MAX_ID_LENGTH = 500;
const MAX_NAME_LENGTH = 500;
const MAX_URL_LENGTH = 2_000;
const MAX_TEXT_LENGTH = 20_000;
/** Enough for any traceback or log that fits the webhook's size limit. */
const MAX_LONG_TEXT_LENGTH = 1_000_000;
const MAX_INT = 2_147_483_647;

/** What orchestrator templates print for missing values. */
const NOTHING = new Set(["", "none", "null", "undefined", "nan"]);

/** Removes NUL characters and lone surrogates, which PostgreSQL can store neither as text nor as JSON. */
function storable(text: string): string {
  if (text.isWellFormed() && !text.includes("\u0000")) return text;
  return text.replaceAll("\u0000", "").replaceAll(/\p{Surrogate}/gu, "\uFFFD");
}

function clip(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`;
}

/** Text of a scalar; null if missing, empty or not a scalar. */
export function lenientText(value: unknown, maxLength = MAX_NAME_LENGTH): string | null {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "string") return null;
  const text = storable(value.length > maxLength * 2 ? value.slice(0, maxLength * 2) : value).trim();
  return NOTHING.has(text.toLowerCase()) ? null : clip(text, maxLength);
}

/** Text with its line breaks and indentation; null if empty. */
function longTextOf(value: unknown, maxLength: number): string | null {
  if (typeof value !== "string") return lenientText(value, maxLength);
  return lenientText(value, maxLength) === null ? null : clip(storable(value), maxLength);
}

/** A 32-bit integer from a number or a string of digits; null otherwise. */
export function intOf(value: unknown): number | null {
  const number =
    typeof value === "string" && /^\s{0,9}[+-]?\d{1,10}\s{0,9}$/.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isInteger(number)) return null;
  return Math.abs(number) <= MAX_INT ? number : null;
}

const ISO_TIME =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * A time as ISO 8601 with `Z`, in millisecond precision. Accepts ISO 8601 with `T` or a space, with or without an offset
 * (default UTC), and Unix seconds or milliseconds as a number; null otherwise.
 */
export function timeOf(value: unknown): string | null {
  if (typeof value === "number") return timeOfEpoch(value);
  if (typeof value !== "string" || value.length > 60) return null;
  const match = ISO_TIME.exec(value.trim());
  if (!match) return null;
  const [, day, time = "00:00", offset = "Z"] = match;
  const date = new Date(`${day}T${time}${offset.toUpperCase()}`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

function timeOfEpoch(value: number): string | null {
  const ms = Math.abs(value) < 1e11 ? value * 1000 : value;
  // Years 1970 to 9999, which ISO 8601 and PostgreSQL write with four digits.
  return Number.isFinite(ms) && ms > 0 && ms < 253_402_300_800_000 ? new Date(ms).toISOString() : null;
}

/** A list's scalars, joined by commas; null if there are none. */
export function listOf(value: unknown): string | null {
  if (!Array.isArray(value)) return lenientText(value);
  const parts = value.slice(0, 50).flatMap((item) => lenientText(item, 100) ?? []);
  return parts.length === 0 ? null : clip(parts.join(","), MAX_NAME_LENGTH);
}

/** The value as a JSON object, or null. */
export function objectOf(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

const lenient = <T>(read: (value: unknown) => T) => z.unknown().optional().transform(read);

/** Lenient wire fields: null if unreadable. */
export const Text = lenient((value) => lenientText(value));
/** Null unless it is an http(s) address. */
export const Url = lenient((value) => safeUrl(lenientText(value, MAX_URL_LENGTH)));
export const Message = lenient((value) => longTextOf(value, MAX_TEXT_LENGTH));
export const LongText = lenient((value) => longTextOf(value, MAX_LONG_TEXT_LENGTH));
export const Int = lenient(intOf);
export const Time = lenient(timeOf);
export const List = lenient(listOf);

/** A lenient object field; null for anything else. */
export function Obj<T extends z.ZodType>(schema: T) {
  return lenient((value): z.output<T> | null => {
    const object = objectOf(value);
    const parsed = object === null ? null : schema.safeParse(object);
    return parsed?.success ? parsed.data : null;
  });
}

/** A required identifier of bounded length, or an issue describing the problem. */
export function identifier(
  body: Record<string, unknown>,
  path: string,
  meaning: string,
): { value: string } | { issue: FieldIssue } {
  const raw = body[path];
  const value =
    typeof raw === "string" || typeof raw === "number" ? lenientText(raw, MAX_ID_LENGTH + 1) : null;
  if (value === null) {
    const found = raw === undefined ? "it is missing" : `found ${describe(raw)}`;
    return { issue: { path, message: `expected ${meaning} (a non-empty string), but ${found}` } };
  }
  if (value.length > MAX_ID_LENGTH) {
    return {
      issue: {
        path,
        message: `expected ${meaning} of at most ${MAX_ID_LENGTH} characters, but it is longer`,
      },
    };
  }
  return { value };
}

/** Describes a payload value's type, safe to show. */
export function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string")
    return lenientText(value) === null ? `the empty value "${value.slice(0, 20)}"` : "a string";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** The issue for a body that is not a JSON object. */
export function notAnObject(body: unknown): FieldIssue {
  return { path: "", message: `expected a JSON object, but found ${describe(body)}` };
}
