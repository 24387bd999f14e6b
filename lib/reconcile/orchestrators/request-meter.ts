/** Counts the answers of an orchestrator and compares its clock with ours. */
export class RequestMeter {
  private count = 0;
  private aheadMs = 0;
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  /** Notes an answer by its headers. A `Date` header has whole seconds, so smaller differences are none. */
  note(headers: Headers): void {
    this.count += 1;
    const date = Date.parse(headers.get("date") ?? "");
    if (Number.isNaN(date)) return;
    const ahead = date - this.now();
    this.aheadMs = Math.abs(ahead) < 2_000 ? 0 : ahead;
  }

  requests(): number {
    return this.count;
  }

  clockAheadMs(): number {
    return this.aheadMs;
  }
}
