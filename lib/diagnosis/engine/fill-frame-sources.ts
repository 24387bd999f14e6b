import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import type { LogFacts } from "@/lib/evidence/schemas";

/**
 * Gives the frames that a log shows without source, as structured logs do, the line in the code evidence. Lines that are
 * known to be other code than what ran are not used. Pure.
 */
export function fillFrameSources(facts: LogFacts, evidence: readonly EvidencePiece[]): LogFacts {
  const lines = new Map(
    evidence
      .flatMap((piece) => (piece.kind === "code" && piece.status === "ok" ? (piece.facts?.frames ?? []) : []))
      .filter(({ isSameCode }) => isSameCode)
      .map(({ file, line, text }) => [`${file}:${line}`, text.trim()]),
  );
  if (lines.size === 0) return facts;
  const exceptions = facts.exceptions.map((exception) => ({
    ...exception,
    frames: exception.frames.map((frame) => ({
      ...frame,
      source: frame.source ?? lines.get(`${frame.file}:${frame.line}`) ?? null,
    })),
  }));
  return { ...facts, exceptions };
}
