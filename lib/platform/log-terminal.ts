const INTERVAL_MS = 60_000;
const MAX_CHARS = 400;

interface Entry {
  level: number;
  msg?: string;
  err?: { message?: string; outage?: string };
}

/**
 * What a person at the terminal sees of the log: one line per entry, and of an outage of the database one line a
 * minute, whatever runs into it.
 */
export class TerminalLines {
  /** When each outage may be told again. */
  private readonly outages = new Map<string, number>();

  /** The line to print for an entry (JSON), null for none. */
  lineFor(line: string, now: number): string | null {
    const entry = JSON.parse(line) as Entry;
    const { outage } = entry.err ?? {};
    if (outage === undefined) return humanLine(entry);
    if ((this.outages.get(outage) ?? 0) > now) return null;
    this.outages.set(outage, now + INTERVAL_MS);
    return humanLine(entry);
  }
}

/** Level and message of an entry, and the error behind it, on one line. */
function humanLine({ level, msg = "", err }: Entry): string {
  const word = level >= 50 ? "error" : "warning";
  if (err?.outage !== undefined) return `${word}: ${err.outage}\n`;
  const [message, cause] = [shorten(msg), shorten(err?.message ?? "")];
  const parts = cause === message ? [message] : [message, cause];
  return `${word}: ${parts.filter((part) => part !== "").join(": ")}\n`;
}

/** A text on one line. Prisma says first what was called, where and how, and last what happened. */
function shorten(text: string): string {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const isPrisma = lines.length > 1 && (lines[0] ?? "").startsWith("Invalid `");
  const line = (isPrisma ? lines.at(-1) : lines.join(" ")) ?? "";
  return line.length > MAX_CHARS ? `${line.slice(0, MAX_CHARS)} …` : line;
}
