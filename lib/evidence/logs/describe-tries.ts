import type { TrySummary } from "@/lib/evidence/logs/schemas";
import type { EvidenceDraft, LogFacts } from "@/lib/evidence/schemas";
import type { TryReading } from "@/lib/evidence/orchestrators/reader";
import { normaliseMessage } from "@/lib/logs/fingerprints/normalise-message";

const MAX_ERROR = 300;

type Piece = { facts: Pick<LogFacts, "tryNumber" | "failingLines" | "exceptions"> };

/** All tries, the failed one last, with what changed from try to try. Pure. */
export function describeTries(
  tries: readonly Omit<TryReading, "readLog">[],
  pieces: readonly (Piece | EvidenceDraft | null)[],
): TrySummary[] {
  const byTry = new Map(
    pieces.flatMap((piece) => {
      const facts = piece?.facts;
      return facts && "failingLines" in facts ? [[facts.tryNumber ?? -1, facts] as const] : [];
    }),
  );
  let before: string | null = null;
  return tries.map(({ tryNumber, state, startedAt, endedAt, hostname }) => {
    const error = errorOf(byTry.get(tryNumber));
    const isSameError = error === null || before === null ? null : isSame(error, before);
    before = error;
    return { tryNumber, state, startedAt, endedAt, hostname, error, isSameError };
  });
}

/** The line that explains the failure best, else the exception that ended the try. */
function errorOf(facts: Piece["facts"] | undefined): string | null {
  const line = facts?.failingLines[0]?.text.trim();
  if (line) return line.slice(0, MAX_ERROR);
  const root = facts?.exceptions.find((exception) => exception.isRoot);
  if (!root) return null;
  const message = root.message.split("\n", 1)[0] ?? "";
  return [root.type, message].filter(Boolean).join(": ").slice(0, MAX_ERROR);
}

/** Equal but for times, ids and numbers. */
function isSame(a: string, b: string): boolean {
  return normaliseMessage(a) === normaliseMessage(b);
}
