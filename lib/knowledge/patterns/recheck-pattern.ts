import type {
  PatternCitation,
  PatternFact,
  RecheckResult,
  Slots,
  SlotTemplate,
} from "@/lib/knowledge/patterns/schemas";
import { citeSeen, type SeenEvidence } from "@/lib/knowledge/patterns/seen-evidence";
import {
  bindSlots,
  fillSlots,
  matchBound,
  matchTemplate,
  segmentAt,
  slotsIn,
  templateText,
} from "@/lib/knowledge/patterns/template";

/** What of a pattern is looked for again. */
export interface RecheckedPattern {
  /** The failing line. */
  template: SlotTemplate;
  cause: SlotTemplate;
  /** The values of the example. */
  slots: Slots;
  facts: readonly PatternFact[];
}

export interface Recheck {
  result: RecheckResult;
  /** Whether something other than the failure itself shows the cause. */
  isSpecific: boolean;
  /** What was seen, in the evidence of now. */
  citations: PatternCitation[];
  /** One sentence. */
  reason: string;
  /** The cause with the names of now; null if one of them is not in the evidence. */
  cause: string | null;
  /** The values of now. */
  slots: Slots;
}

/** Evidence that need not be there again for the cause to be the same, such as the commit that introduced it. */
const MAY_BE_GONE: ReadonlySet<string> = new Set(["commit"]);
const MAX_LINES = 20_000;
const MAX_CITATIONS = 4;
const MAX_QUOTE = 160;

/**
 * Looks for a pattern's evidence in that of another failure. `holds`: what defines the cause is seen again, about the names of
 * now; `fails`: the sources that showed it were read and do not show it; `cannot_tell`: they could not be read, or say nothing
 * either way. `line` is the failing line of now, which says what the slots stand for. Pure; linear in the evidence.
 */
export function recheckPattern(
  pattern: RecheckedPattern,
  evidence: readonly SeenEvidence[],
  line: string | null = null,
): Recheck {
  const start = line === null ? null : matchTemplate(pattern.template, line);
  const defining = pattern.facts.filter(({ isDefining }) => isDefining);
  const own = pattern.facts.find(({ isDefining }) => !isDefining);
  const shown = seeFacts(own ? [own] : [], evidence, start ?? {});
  const seen = seeFacts(defining, evidence, shown.slots);
  const { result, reason } = judge({
    defining,
    own,
    seen: seen.facts,
    quote: seen.citations[0]?.quote.trim().slice(0, MAX_QUOTE) ?? "",
    shown: shown.facts,
    evidence,
  });
  const named = nameCause(pattern, evidence, seen.slots);
  const citations = [...seen.citations, ...shown.citations, ...named.citations].slice(0, MAX_CITATIONS);
  return {
    result: result === "holds" && citations.length === 0 ? "cannot_tell" : result,
    isSpecific: result === "holds" && seen.facts.length > 0,
    citations: result === "fails" ? insteadOf(defining, own, evidence) : citations,
    reason,
    cause: named.cause,
    slots: named.slots,
  };
}

interface Seen {
  facts: PatternFact[];
  citations: PatternCitation[];
  slots: Slots;
}

/** The facts that are seen now. What one of them names, the next must name too. */
function seeFacts(facts: readonly PatternFact[], evidence: readonly SeenEvidence[], bound: Slots): Seen {
  const seen: Seen = { facts: [], citations: [], slots: { ...bound } };
  for (const fact of facts) {
    const found = findFact(fact, evidence, seen.slots);
    if (found === null) continue;
    seen.facts.push(fact);
    seen.citations.push(found.citation);
    Object.assign(seen.slots, found.slots);
  }
  return seen;
}

function findFact(
  { kind, template }: PatternFact,
  evidence: readonly SeenEvidence[],
  bound: Slots,
): { citation: PatternCitation; slots: Slots } | null {
  const parts = bindSlots(template, bound);
  for (const piece of evidence) {
    if (piece.kind !== kind || piece.status !== "ok") continue;
    for (const [index, text] of piece.text.split("\n", MAX_LINES).entries()) {
      const slots = matchBound(parts, text);
      if (slots !== null) return { citation: citeSeen(piece, index, text), slots };
    }
  }
  return null;
}

interface Looked {
  defining: readonly PatternFact[];
  /** The line that shows the failure. */
  own: PatternFact | undefined;
  seen: readonly PatternFact[];
  /** The line that shows the first of them now. */
  quote: string;
  shown: readonly PatternFact[];
  evidence: readonly SeenEvidence[];
}

function judge({ defining, own, seen, quote, shown, evidence }: Looked): Pick<Recheck, "result" | "reason"> {
  const wasRead = (kind: string) =>
    evidence.some((piece) => piece.kind === kind && (piece.status === "ok" || piece.status === "empty"));
  if (defining.length === 0) {
    if (own === undefined)
      return { result: "cannot_tell", reason: "Nothing is known that would show this cause" };
    if (shown.length > 0) return { result: "holds", reason: "The same line shows the failure" };
    return wasRead(own.kind)
      ? { result: "fails", reason: `The log does not show “${quoteOf(own)}” this time` }
      : { result: "cannot_tell", reason: "There is no log to look for it" };
  }
  const [first] = seen;
  if (first !== undefined) return { result: "holds", reason: `Seen again: ${wordOf(first.kind)} “${quote}”` };
  const missing =
    defining.find(({ kind }) => !wasRead(kind)) ?? defining.find(({ kind }) => MAY_BE_GONE.has(kind));
  const [wanted] = defining;
  if (missing !== undefined || wanted === undefined)
    return {
      result: "cannot_tell",
      reason: `It was made by ${wordOf((missing ?? defining[0])?.kind ?? "")}, which ${wasRead(missing?.kind ?? "") ? "is not there now" : "could not be read now"}`,
    };
  return {
    result: "fails",
    reason: `No ${wordOf(wanted.kind).replace(/^an? /, "")} like “${quoteOf(wanted)}” is there this time`,
  };
}

/** What the sources show instead, or else the failure itself. */
function insteadOf(
  defining: readonly PatternFact[],
  own: PatternFact | undefined,
  evidence: readonly SeenEvidence[],
): PatternCitation[] {
  const kinds = new Set((defining.length > 0 ? defining : own ? [own] : []).map(({ kind }) => kind));
  const piece = evidence.find(({ kind, status, text }) => kinds.has(kind) && status === "ok" && text !== "");
  if (piece === undefined) return [];
  const lines = piece.text.split("\n", MAX_LINES);
  const index = lines.findIndex((text) => text.trim() !== "");
  return index === -1 ? [] : [citeSeen(piece, index, lines[index] ?? "")];
}

/** Fills in the cause. A name that no slot of the evidence gives is kept if the evidence of now contains it. */
function nameCause(
  { cause, slots: example }: RecheckedPattern,
  evidence: readonly SeenEvidence[],
  slots: Slots,
): { cause: string | null; citations: PatternCitation[]; slots: Slots } {
  const named: Slots = { ...slots };
  const citations: PatternCitation[] = [];
  for (const slot of slotsIn(cause)) {
    if (named[slot] !== undefined) continue;
    const value = example[slot];
    const found = value === undefined ? null : findValue(value, evidence);
    if (value === undefined || found === null) return { cause: null, citations: [], slots: named };
    named[slot] = value;
    citations.push(found);
  }
  return { cause: fillSlots(cause, named), citations, slots: named };
}

/** Where the evidence contains a value; what only quotes an earlier incident does not count. */
function findValue(value: string, evidence: readonly SeenEvidence[]): PatternCitation | null {
  for (const piece of evidence) {
    if (piece.status !== "ok" || piece.kind === "similar_incident" || piece.kind === "runbook") continue;
    for (const [index, text] of piece.text.split("\n", MAX_LINES).entries()) {
      if (text.includes(value) && segmentAt(text, value) !== -1) return citeSeen(piece, index, text);
    }
  }
  return null;
}

const quoteOf = ({ template }: PatternFact) => templateText(template).slice(0, MAX_QUOTE);

const KIND_WORDS: Readonly<Record<string, string>> = {
  schema_change: "a schema change",
  code: "a line of code",
  commit: "a commit",
  upstream: "an upstream state",
  no_log: "an event of the scheduler",
  deploy: "a deployment",
  metric: "a metric",
  event: "an event",
};

function wordOf(kind: string): string {
  return KIND_WORDS[kind] ?? "a line";
}
