/** A change that pages may follow. */
export interface LiveChange {
  incidentId: string | null;
  table: string;
}

const MAX_CHANGES = 500;

/**
 * A stream's pending events, bounded for slow readers: duplicates are merged, and beyond the limit a single `resync`
 * replaces them all. `resync`: live from here on, but existing data may be stale. `stale`: changes are currently not
 * delivered.
 */
export class LiveBuffer {
  private readonly changes = new Map<string, LiveChange>();
  private notice: "resync" | "stale" | null = null;
  private readonly maxChanges: number;

  constructor(maxChanges = MAX_CHANGES) {
    this.maxChanges = maxChanges;
  }

  /** Number of pending events. */
  get size(): number {
    return this.changes.size + (this.notice ? 1 : 0);
  }

  /** Whether something is pending that should not wait to be merged. */
  get isUrgent(): boolean {
    return this.notice !== null;
  }

  add(change: LiveChange): void {
    // A `resync` makes the reader refetch everything, including this change; one always follows a `stale`.
    if (this.notice) return;
    this.changes.set(`${change.incidentId}|${change.table}`, change);
    if (this.changes.size > this.maxChanges) this.announce("resync");
  }

  announce(notice: "resync" | "stale"): void {
    this.changes.clear();
    this.notice = notice;
  }

  /** Takes all pending events as Server-Sent Events; null if there are none. */
  take(): string | null {
    if (this.size === 0) return null;
    const notice = this.notice ? `event: ${this.notice}\ndata: {}\n\n` : "";
    const changes = [...this.changes.values()].map((change) => `data: ${JSON.stringify(change)}\n\n`);
    this.changes.clear();
    this.notice = null;
    return notice + changes.join("");
  }
}
