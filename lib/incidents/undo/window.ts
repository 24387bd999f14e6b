import type { Actor } from "@/lib/platform/context";

/** How long a change can be undone: long enough to notice a mistake, short enough that nothing was built on it. */
const UNDO_WINDOW_MS = 30 * 60_000;

/** Whether a person acts: signed in, or through an API token. Only their changes can be undone. */
export function isPerson({ type }: Pick<Actor, "type">): boolean {
  return type === "user" || type === "token";
}

/** When a change made at `at` can no longer be undone. Both ISO 8601. */
export function undoableUntil(at: string): string {
  return new Date(Date.parse(at) + UNDO_WINDOW_MS).toISOString();
}

/** Whether a timeline entry can still be undone at `now`, as far as the entry itself tells. */
export function isUndoable(entry: { undoableUntil: Date | null; undoneAt: Date | null }, now: Date): boolean {
  return entry.undoneAt === null && entry.undoableUntil !== null && entry.undoableUntil > now;
}
