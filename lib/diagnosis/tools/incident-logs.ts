import { noText, type ReadPiece, type ToolAnswer } from "@/lib/diagnosis/tools/tool";
import type { Evidence, LogEvidence } from "@/lib/evidence/schemas";

/** A stored log of the incident, or the part of it that is stored. */
export interface StoredLog {
  piece: LogEvidence;
  lines: string[];
  /** The number of the first line; within the log, not within the stored text. */
  firstLine: number;
  lastLine: number;
}

/** The incident's logs that have a text: of the failed try first, then the others by relevance. Pure. */
export function storedLogs(evidence: readonly Evidence[]): StoredLog[] {
  const logs = evidence.flatMap((piece) =>
    piece.kind === "log" && piece.status === "ok" && piece.text !== "" ? [toStoredLog(piece)] : [],
  );
  const rank = ({ piece }: StoredLog) => (piece.facts?.isEarlierTry === true ? 1 : 0);
  return logs.toSorted((a, b) => rank(a) - rank(b) || b.piece.relevance - a.piece.relevance);
}

function toStoredLog(piece: LogEvidence): StoredLog {
  const lines = piece.text.split("\n");
  const firstLine = piece.startLine ?? 1;
  return { piece, lines, firstLine, lastLine: firstLine + lines.length - 1 };
}

/** Lines of a stored log, by their numbers in the log; numbers outside of what is stored are left out. Pure. */
export function logLines(log: StoredLog, from: number, to: number): ReadPiece {
  const startLine = Math.max(from, log.firstLine);
  return {
    evidenceId: log.piece.id,
    kind: "log",
    title: log.piece.title,
    text: log.lines.slice(startLine - log.firstLine, to - log.firstLine + 1).join("\n"),
    startLine,
    provenance: log.piece.provenance,
  };
}

/** What is stored of a log, as a sentence. Pure. */
export function describeStored({ piece, firstLine, lastLine }: StoredLog): string {
  const total = piece.facts?.lineCount ?? null;
  const isPart = piece.truncated || (total !== null && (firstLine > 1 || lastLine < total));
  const of = total === null || !isPart ? "" : ` of ${total}`;
  return `Lines ${firstLine} to ${lastLine}${of} are stored${isPart ? "; the rest cannot be read" : ""}.`;
}

/** For an incident without a stored log. */
export const NO_LOG: ToolAnswer = noText("No log of this incident is stored.");
