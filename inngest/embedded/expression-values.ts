import { isRecord } from "./json";
import { canonicalJson } from "./signature";

/** Functions callable by name. */
export const FUNCTIONS: Record<string, (value: unknown) => unknown> = {
  has: (value) => value !== null,
  size: sizeOf,
  string: (value) => (typeof value === "string" ? value : value === null ? null : canonicalJson(value)),
  int: (value) => (isNumeric(value) ? Math.trunc(Number(value)) : null),
  double: (value) => (isNumeric(value) ? Number(value) : null),
};
/** Methods callable on a value. */
export const METHODS: Record<string, (value: unknown, argument: unknown) => unknown> = {
  contains: both((value, argument) => value.includes(argument)),
  startsWith: both((value, argument) => value.startsWith(argument)),
  endsWith: both((value, argument) => value.endsWith(argument)),
};
/** Binary operators; a higher `power` binds tighter. */
export const BINARY: Record<string, { power: number; apply: (left: unknown, right: unknown) => unknown }> = {
  "==": { power: 3, apply: (a, b) => isSame(a, b) },
  "!=": { power: 3, apply: (a, b) => !isSame(a, b) },
  "<": { power: 3, apply: ordered((a, b) => a < b) },
  ">": { power: 3, apply: ordered((a, b) => a > b) },
  "<=": { power: 3, apply: ordered((a, b) => a <= b) },
  ">=": { power: 3, apply: ordered((a, b) => a >= b) },
  in: { power: 3, apply: isIn },
  "+": { power: 4, apply: add },
  "-": { power: 4, apply: numeric((a, b) => a - b) },
  "*": { power: 5, apply: numeric((a, b) => a * b) },
  "/": { power: 5, apply: numeric((a, b) => a / b) },
  "%": { power: 5, apply: numeric((a, b) => a % b) },
};

/** A member of an object or list; null if missing. */
export function memberOf(owner: unknown, key: unknown): unknown {
  if (Array.isArray(owner)) return typeof key === "number" ? (owner[key] ?? null) : null;
  if (!isRecord(owner) || typeof key !== "string" || !Object.hasOwn(owner, key)) return null;
  return owner[key] ?? null;
}

/** Number of characters, items or members. */
export function sizeOf(value: unknown): number {
  if (typeof value === "string" || Array.isArray(value)) return value.length;
  return isRecord(value) ? Object.keys(value).length : 0;
}

function isSame(left: unknown, right: unknown): boolean {
  return left === right || canonicalJson(left) === canonicalJson(right);
}

function isIn(item: unknown, container: unknown): boolean {
  if (Array.isArray(container)) return container.some((other) => isSame(item, other));
  return isRecord(container) && typeof item === "string" && Object.hasOwn(container, item);
}

function add(left: unknown, right: unknown): unknown {
  if (typeof left === "string" && typeof right === "string") return left + right;
  if (Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
  return numeric((a, b) => a + b)(left, right);
}

function isNumeric(value: unknown): boolean {
  return (
    (typeof value === "number" || (typeof value === "string" && value.trim() !== "")) &&
    Number.isFinite(Number(value))
  );
}

/** Arithmetic on two numbers; null for anything else or a non-finite result. */
export function numeric(
  apply: (left: number, right: number) => number,
): (left: unknown, right: unknown) => number | null {
  return (left, right) => {
    const result = typeof left === "number" && typeof right === "number" ? apply(left, right) : Number.NaN;
    return Number.isFinite(result) ? result : null;
  };
}

function ordered(apply: (left: number | string, right: number | string) => boolean) {
  return (left: unknown, right: unknown): boolean => {
    if (typeof left === "number" && typeof right === "number") return apply(left, right);
    return typeof left === "string" && typeof right === "string" && apply(left, right);
  };
}

function both(apply: (value: string, argument: string) => boolean) {
  return (value: unknown, argument: unknown): boolean =>
    typeof value === "string" && typeof argument === "string" && apply(value, argument);
}
