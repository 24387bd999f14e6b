/** The fields needed to tell lines apart. */
interface Entry {
  level: number;
  time?: string;
  msg?: string;
  /** `outage`: the database is unavailable, however the message puts it. */
  err?: { type?: string; code?: string; message?: string; outage?: string };
}

interface Repeated {
  entry: Entry;
  count: number;
  until: number;
}

const WARNING = 40;
const INTERVAL_MS = 60_000;
const MAX_KINDS = 200;

/**
 * Keeps an outage from flooding the log: the first of equal warnings and errors is written, repeats within a minute are
 * counted. Numbers are ignored, so "no answer for 4 s" and "for 5 s" are equal, and so is the call that hit the outage.
 */
export class LogRepeats {
  private readonly kinds = new Map<string, Repeated>();

  /** The lines to write for a new `line` (a JSON entry). */
  admit(line: string, now: number): string[] {
    const due = this.due(now);
    const entry = parseEntry(line);
    if (!entry || entry.level < WARNING) return [...due, line];
    const kind = kindOf(entry);
    const known = this.kinds.get(kind);
    if (known) {
      known.count += 1;
      return due;
    }
    const evicted = this.kinds.size < MAX_KINDS ? [] : this.due(Infinity);
    this.kinds.set(kind, { entry, count: 0, until: now + INTERVAL_MS });
    return [...due, ...evicted, line];
  }

  /** A summary line for each kind whose minute is over. */
  due(now: number): string[] {
    const lines: string[] = [];
    for (const [kind, { entry, count, until }] of this.kinds) {
      // Kinds are in start order.
      if (until > now) break;
      this.kinds.delete(kind);
      if (count > 0) lines.push(summaryOf(entry, count, until));
    }
    return lines;
  }

  /** When the next summary is due; null if nothing is counted. */
  nextDue(): number | null {
    return this.kinds.values().next().value?.until ?? null;
  }
}

function parseEntry(line: string): Entry | null {
  try {
    return JSON.parse(line) as Entry;
  } catch {
    return null;
  }
}

function kindOf({ level, msg, err }: Entry): string {
  const cause = err?.outage === undefined ? [err?.type, err?.code, err?.message] : [err.outage];
  return `${level} ${JSON.stringify([msg, ...cause]).replace(/\d+/g, "#")}`;
}

function summaryOf({ level, msg, err }: Entry, count: number, at: number): string {
  const text = msg ?? err?.message ?? "";
  const summary = {
    level,
    time: new Date(at).toISOString(),
    repeated: count,
    ...(err && { err: { type: err.type, code: err.code, message: err.message, outage: err.outage } }),
    msg: `${text} (${count} more in ${INTERVAL_MS / 1000} s)`,
  };
  return `${JSON.stringify(summary)}\n`;
}
