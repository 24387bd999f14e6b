/** One change that a page may want to follow. */
export interface LiveChange {
  incidentId: string | null;
  table: string;
}

const MAX_CHANGES = 500;

/**
 * What one stream still has to be told, however slowly it reads: equal changes once, and past a bound one `resync`
 * in place of them all. `resync` says "you are live from here on, what you hold may be old", `stale` says "changes
 * do not arrive at present".
 */
export class LiveBuffer {
  private readonly changes = new Map<string, LiveChange>();
  private notice: "resync" | "stale" | null = null;
  private readonly maxChanges: number;

  constructor(maxChanges = MAX_CHANGES) {
    this.maxChanges = maxChanges;
  }

  /** How many events wait. */
  get size(): number {
    return this.changes.size + (this.notice ? 1 : 0);
  }

  /** Whether something waits that should not be held back to be merged with more. */
  get isUrgent(): boolean {
    return this.notice !== null;
  }

  add(change: LiveChange): void {
    // Whoever reads a `resync` asks anew for everything, this change included; one always follows a `stale`.
    if (this.notice) return;
    this.changes.set(`${change.incidentId}|${change.table}`, change);
    if (this.changes.size > this.maxChanges) this.announce("resync");
  }

  announce(notice: "resync" | "stale"): void {
    this.changes.clear();
    this.notice = notice;
  }

  /** All that waits, as Server-Sent Events; null when nothing does. */
  take(): string | null {
    if (this.size === 0) return null;
    const notice = this.notice ? `event: ${this.notice}\ndata: {}\n\n` : "";
    const changes = [...this.changes.values()].map((change) => `data: ${JSON.stringify(change)}\n\n`);
    this.changes.clear();
    this.notice = null;
    return notice + changes.join("");
  }
}
