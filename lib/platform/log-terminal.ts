const INTERVAL_MS = 60_000;
const MAX_CHARS = 400;

interface Entry {
  level: number;
  msg?: string;
  err?: { message?: string; outage?: string };
}

/**
 * Formats the log for the terminal: one line per entry, and one line per minute for a database outage.
 */
export class TerminalLines {
  /** When each outage may be printed again. */
  private readonly outages = new Map<string, number>();

  /** The line to print for a JSON entry, or null. */
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

/** Shortens a message to one line. Prisma puts the call first and the actual error last. */
function shorten(text: string): string {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const isPrisma = lines.length > 1 && (lines[0] ?? "").startsWith("Invalid `");
  const line = (isPrisma ? lines.at(-1) : lines.join(" ")) ?? "";
  return line.length > MAX_CHARS ? `${line.slice(0, MAX_CHARS)} …` : line;
}
