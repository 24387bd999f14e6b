import type { LearnedFailure, PatternFact } from "@/lib/knowledge/patterns/schemas";
import type { SeenEvidence } from "@/lib/knowledge/patterns/seen-evidence";
import { isTelling, segmentAt, SlotNames, templateKey, toTemplate } from "@/lib/knowledge/patterns/template";

/** A failure whose cause was confirmed. */
export interface ConfirmedFailure {
  fingerprint: string;
  signature: string | null;
  /** Of the engine's own diagnosis. */
  category: string;
  /** The failing line; null if there is only a generic message. */
  line: string | null;
  places: readonly string[];
  /** The confirmed cause. */
  cause: string;
  /** Whether a person gave it, so that the diagnosis's claims are about something else. */
  isCorrection: boolean;
  /** What the diagnosis cites. */
  cited: readonly { evidenceId: string; quote: string }[];
  evidence: readonly SeenEvidence[];
}

/** Evidence that shows a cause, rather than the failure itself. */
export const DEFINING_KINDS: ReadonlySet<string> = new Set([
  "schema_change",
  "code",
  "commit",
  "upstream",
  "no_log",
  "deploy",
  "metric",
  "event",
]);

const MAX_FACTS = 12;
const MAX_LINES = 4_000;
const MIN_NAME = 3;

/**
 * What can be recognized again of a failure: its line, the evidence that makes its cause, and the cause itself, with the same
 * slots for what varies. For a cause that a person gave, the evidence is every line that names what the cause names. Pure.
 */
export function learnFailure(failure: ConfirmedFailure): LearnedFailure {
  const names = new SlotNames();
  const line = toTemplate(failure.line ?? "", names);
  const named = failure.isCorrection ? linesNamedBy(failure.cause, failure.evidence) : [];
  const cited = failure.isCorrection
    ? citedLines(failure).filter(({ kind }) => !DEFINING_KINDS.has(kind))
    : citedLines(failure);
  const facts = [...named, ...cited].flatMap(({ kind, text }): PatternFact[] => {
    const template = toTemplate(text, names);
    return isTelling(template) ? [{ kind, template, isDefining: DEFINING_KINDS.has(kind) }] : [];
  });
  const cause = toTemplate(failure.cause, names);
  return {
    fingerprint: failure.fingerprint,
    signature: failure.signature,
    category: failure.category,
    line,
    templateKey: templateKey(line),
    places: [...failure.places],
    cause,
    slots: names.slots(),
    facts: distinct(facts).slice(0, MAX_FACTS),
  };
}

interface KnownLine {
  kind: string;
  text: string;
}

/** The first line of each quote, with the kind of its evidence; what only repeats earlier incidents is left out. */
function citedLines({ cited, evidence }: ConfirmedFailure): KnownLine[] {
  const kinds = new Map(evidence.map((piece) => [piece.id, piece.kind]));
  return cited.flatMap(({ evidenceId, quote }) => {
    const kind = kinds.get(evidenceId);
    const text = quote.split("\n").find((line) => line.trim() !== "");
    if (kind === undefined || text === undefined || !(kind === "log" || DEFINING_KINDS.has(kind))) return [];
    return [{ kind, text: text.trim() }];
  });
}

/** Lines of evidence other than the log that contain a name from the cause, those with the most names first. */
function linesNamedBy(cause: string, evidence: readonly SeenEvidence[]): KnownLine[] {
  const names = namesIn(cause);
  if (names.length === 0) return [];
  return evidence
    .filter(({ kind, status }) => status === "ok" && DEFINING_KINDS.has(kind))
    .flatMap((piece) =>
      piece.text
        .split("\n", MAX_LINES)
        .map((text) => ({
          kind: piece.kind,
          text: text.trim(),
          count: names.filter((name) => segmentAt(text, name) !== -1).length,
        }))
        .filter(({ count }) => count > 0),
    )
    .toSorted((a, b) => b.count - a.count)
    .slice(0, MAX_FACTS / 2)
    .map(({ kind, text }) => ({ kind, text }));
}

/** Identifiers in a sentence, and the last parts of dotted ones. Pure. */
function namesIn(cause: string): string[] {
  const names = new SlotNames();
  toTemplate(cause, names);
  const values = names.values().filter((value) => /[A-Za-z]/.test(value));
  return [...new Set(values.flatMap((value) => [value, value.split(/[./]/).at(-1) ?? ""]))].filter(
    (name) => name.length >= MIN_NAME,
  );
}

function distinct(facts: readonly PatternFact[]): PatternFact[] {
  return [...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()];
}
