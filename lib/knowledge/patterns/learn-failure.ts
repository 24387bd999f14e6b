import type { LearnedFailure, PatternFact, SlotTemplate } from "@/lib/knowledge/patterns/schemas";
import type { SeenEvidence } from "@/lib/knowledge/patterns/seen-evidence";
import { isAboutFailure } from "@/lib/knowledge/patterns/about-failure";
import { changedLines } from "@/lib/knowledge/patterns/changed-lines";
import {
  isTelling,
  segmentAt,
  slotsIn,
  SlotNames,
  templateKey,
  toTemplate,
} from "@/lib/knowledge/patterns/template";

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
/** Of one quote. */
const MAX_CHANGES = 4;
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
    // A changed line of code may consist of names alone.
    const isKept = kind === "commit" || isTelling(template);
    return isKept ? [{ kind, template, isDefining: DEFINING_KINDS.has(kind) }] : [];
  });
  const own = facts.find(({ isDefining }) => !isDefining);
  const ofFailure = slotsIn([...line, ...(own?.template ?? [])]);
  const cause = toTemplate(failure.cause, names);
  return renumbered({
    fingerprint: failure.fingerprint,
    signature: failure.signature,
    category: failure.category,
    line,
    templateKey: templateKey(line),
    places: [...failure.places],
    cause,
    slots: names.slots(),
    facts: distinct(facts.filter((fact) => isAboutFailure(fact, ofFailure))).slice(0, MAX_FACTS),
  });
}

/** The same with slots that are numbered in the order of the error, the cause and the evidence, as people read them. */
function renumbered(learned: LearnedFailure): LearnedFailure {
  const { line, cause, facts, slots } = learned;
  const counts = new Map<string, number>();
  const names = new Map<string, string>();
  for (const slot of slotsIn([...line, ...cause, ...facts.flatMap(({ template }) => template)])) {
    const kind = slot.replace(/_\d+$/, "");
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    names.set(slot, count === 1 ? kind : `${kind}_${count}`);
  }
  const rename = (template: SlotTemplate): SlotTemplate =>
    template.map((part) => (typeof part === "string" ? part : { slot: names.get(part.slot) ?? part.slot }));
  return {
    ...learned,
    line: rename(line),
    cause: rename(cause),
    facts: facts.map((fact) => ({ ...fact, template: rename(fact.template) })),
    slots: Object.fromEntries(
      Object.entries(slots).flatMap(([slot, value]) => {
        const name = names.get(slot);
        return name === undefined ? [] : [[name, value]];
      }),
    ),
  };
}

interface KnownLine {
  kind: string;
  text: string;
}

/** The first line of each quote, with the kind of its evidence; what only repeats earlier incidents is left out. */
function citedLines({ cited, evidence }: ConfirmedFailure): KnownLine[] {
  const pieces = new Map(evidence.map((piece) => [piece.id, piece]));
  return cited.flatMap(({ evidenceId, quote }) => {
    const piece = pieces.get(evidenceId);
    const quoted = quote.split("\n").flatMap((line) => line.trim() || []);
    if (piece === undefined || !(piece.kind === "log" || DEFINING_KINDS.has(piece.kind))) return [];
    const { kind } = piece;
    if (kind !== "commit") return quoted.slice(0, 1).map((text) => ({ kind, text }));
    return changedLines(piece.text, MAX_LINES)
      .filter(({ text }) => quoted.some((line) => text.includes(line)))
      .slice(0, MAX_CHANGES)
      .map(({ text }) => ({ kind, text: text.trim() }));
  });
}

/** The lines of a piece that can show a cause. */
function linesOf({ kind, text }: SeenEvidence): string[] {
  return kind === "commit"
    ? changedLines(text, MAX_LINES).map((line) => line.text)
    : text.split("\n", MAX_LINES);
}

/** Lines of evidence other than the log that contain a name from the cause, those with the most names first. */
function linesNamedBy(cause: string, evidence: readonly SeenEvidence[]): KnownLine[] {
  const names = namesIn(cause);
  if (names.length === 0) return [];
  return evidence
    .filter(({ kind, status }) => status === "ok" && DEFINING_KINDS.has(kind))
    .flatMap((piece) =>
      linesOf(piece)
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
