/** A stored snapshot of a dataset's columns; times in milliseconds since 1970. */
export interface KnownSnapshot {
  /** Null if it is not stored yet. */
  id: string | null;
  hash: string;
  takenAt: number;
  lastSeenAt: number;
}

/** How the snapshots of a dataset change. */
export type SnapshotChange =
  | { kind: "none" }
  | { kind: "insert"; takenAt: number; lastSeenAt: number }
  /** The columns of `of` were seen at these times too. */
  | { kind: "move"; of: KnownSnapshot; takenAt: number; lastSeenAt: number }
  /** Other columns were seen while `of` seemed to be current: it ended before, and began again afterwards. */
  | { kind: "split"; of: KnownSnapshot; at: number };

/** `lastSeenAt` moves in steps, so that a frequently described dataset is not written with each event. */
export const LAST_SEEN_STEP_MS = 60_000;

/**
 * What a sighting of columns at `at` means for the known snapshots (of one dataset and origin, oldest first), in any order of
 * arrival: a snapshot begins with its first sighting and lasts until its last one. Pure.
 */
export function placeSighting(
  known: readonly KnownSnapshot[],
  sighting: { hash: string; at: number },
): SnapshotChange {
  const { hash, at } = sighting;
  const current = known.findLast((snapshot) => snapshot.takenAt <= at);
  const next = known.find((snapshot) => snapshot.takenAt > at);
  if (current?.hash === hash) {
    const isNews = at - current.lastSeenAt >= LAST_SEEN_STEP_MS;
    return isNews
      ? { kind: "move", of: current, takenAt: current.takenAt, lastSeenAt: at }
      : { kind: "none" };
  }
  if (current && at === current.takenAt) return { kind: "none" };
  if (current && at < current.lastSeenAt) return { kind: "split", of: current, at };
  if (next?.hash === hash) return { kind: "move", of: next, takenAt: at, lastSeenAt: next.lastSeenAt };
  return { kind: "insert", takenAt: at, lastSeenAt: at };
}
