/** Counts events per key in a moving window, in memory, with a bound on the number of keys. */
export class SlidingWindow {
  private readonly hits = new Map<string, number[]>();
  private readonly limit: number;
  private readonly windowMs: number;
  private readonly maxKeys: number;

  constructor(options: { limit: number; windowMs: number; maxKeys?: number }) {
    this.limit = options.limit;
    this.windowMs = options.windowMs;
    this.maxKeys = options.maxKeys ?? 10_000;
  }

  /** Whether the limit is reached in the window that ends at `nowMs`. */
  isFull(key: string, nowMs: number): boolean {
    return this.recent(key, nowMs).length >= this.limit;
  }

  /** Counts one event at `nowMs`. */
  add(key: string, nowMs: number): void {
    const recent = [...this.recent(key, nowMs), nowMs];
    this.hits.delete(key);
    this.hits.set(key, recent);
    if (this.hits.size <= this.maxKeys) return;
    const oldest = this.hits.keys().next().value;
    if (oldest !== undefined) this.hits.delete(oldest);
  }

  private recent(key: string, nowMs: number): number[] {
    return (this.hits.get(key) ?? []).filter((at) => at > nowMs - this.windowMs);
  }
}
