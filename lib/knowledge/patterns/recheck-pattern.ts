import { isAboutFailure, isBoundToFailure, isSameSubject } from "@/lib/knowledge/patterns/about-failure";
import { changedLines } from "@/lib/knowledge/patterns/changed-lines";
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
  textWithValues,
  segmentAt,
  slotsIn,
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
  /** What was seen, in the current evidence. */
  citations: PatternCitation[];
  /** One sentence. */
  reason: string;
  /** The cause with the current names; null if one of them is not in the evidence. */
  cause: string | null;
  /** The current values. */
  slots: Slots;
}

/** Evidence that need not be there again for the cause to be the same, such as the commit that introduced it. */
const MAY_BE_GONE: ReadonlySet<string> = new Set(["commit"]);
const MAX_LINES = 20_000;
const MAX_CITATIONS = 4;
const MAX_SAID = 160;

/**
 * Looks for a pattern's evidence in that of another failure. `holds`: what defines the cause is seen again, about the current
 * names; `fails`: the sources that showed it were read and do not show it; `cannot_tell`: they could not be read, or say nothing
 * either way. `line` is the current failing line, which says what the slots stand for. Pure; linear in the evidence.
 */
export function recheckPattern(
  pattern: RecheckedPattern,
  evidence: readonly SeenEvidence[],
  line: string | null = null,
): Recheck {
  const start = line === null ? null : matchTemplate(pattern.template, line);
  const own = pattern.facts.find(({ isDefining }) => !isDefining);
  const ofFailure = slotsIn([...pattern.template, ...(own?.template ?? [])]);
  const defining = pattern.facts.filter((fact) => fact.isDefining && isAboutFailure(fact, ofFailure));
  const shown = seeFacts(own ? [own] : [], evidence, { bound: start ?? {}, example: {} });
  const { slots: bound } = shown;
  const findable = defining.filter((fact) => isBoundToFailure(fact, bound));
  const seen = seeFacts(findable, evidence, { bound, example: pattern.slots });
  const { result, reason } = judge({ defining, own, seen, isShown: shown.facts.length > 0, evidence, bound });
  const named = nameCause(pattern, evidence, seen);
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
  /** The commit that shows the cause. */
  commit: string | null;
}

interface Known {
  /** The current values. */
  bound: Slots;
  /** The values of the example. */
  example: Slots;
}

/** The facts that are seen now. What one of them names, the next must name too. */
function seeFacts(
  facts: readonly PatternFact[],
  evidence: readonly SeenEvidence[],
  { bound, example }: Known,
): Seen {
  const seen: Seen = { facts: [], citations: [], slots: { ...bound }, commit: null };
  for (const fact of facts) {
    const found = findFact(fact, evidence, { bound: seen.slots, example });
    if (found === null) continue;
    seen.facts.push(fact);
    seen.citations.push(found.citation);
    if (fact.kind === "commit") seen.commit ??= commitIn(found.piece.text);
    Object.assign(seen.slots, found.slots);
  }
  return seen;
}

function findFact(
  { kind, template }: PatternFact,
  evidence: readonly SeenEvidence[],
  known: Known,
): { piece: SeenEvidence; citation: PatternCitation; slots: Slots } | null {
  const parts = bindSlots(template, known.bound);
  for (const piece of evidence) {
    if (piece.kind !== kind || piece.status !== "ok") continue;
    for (const { index, text } of linesOf(piece)) {
      const slots = matchBound(parts, text);
      if (slots !== null && isSameSubject(template, text, { ...known, found: slots }))
        return { piece, citation: citeSeen(piece, index, text), slots };
    }
  }
  return null;
}

/** Of a commit only what it changes. */
function linesOf({ kind, text }: SeenEvidence): Iterable<{ index: number; text: string }> {
  if (kind === "commit") return changedLines(text, MAX_LINES);
  return text.split("\n", MAX_LINES).map((line, index) => ({ index, text: line }));
}

function commitIn(text: string): string | null {
  return /^commit ([0-9a-f]{7,64})\b/.exec(text)?.[1] ?? null;
}

interface Looked {
  defining: readonly PatternFact[];
  /** The line that shows the failure. */
  own: PatternFact | undefined;
  seen: Pick<Seen, "facts" | "citations">;
  isShown: boolean;
  evidence: readonly SeenEvidence[];
  bound: Slots;
}

function judge({
  defining,
  own,
  seen,
  isShown,
  evidence,
  bound,
}: Looked): Pick<Recheck, "result" | "reason"> {
  const wasRead = (kind: string) =>
    evidence.some((piece) => piece.kind === kind && (piece.status === "ok" || piece.status === "empty"));
  if (defining.length === 0) {
    if (own === undefined)
      return { result: "cannot_tell", reason: "It is not known what would show this cause" };
    if (isShown) return { result: "holds", reason: "The same line shows the failure" };
    return wasRead(own.kind)
      ? { result: "fails", reason: `The log does not show “${quoteOf(own, bound)}” this time` }
      : { result: "cannot_tell", reason: "There is no log to look in" };
  }
  const [first] = seen.facts;
  if (first !== undefined) {
    const quote = seen.citations[0]?.quote.slice(0, MAX_SAID) ?? "";
    return { result: "holds", reason: `Seen again: ${wordOf(first.kind)} “${quote}”` };
  }
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
    reason: `No ${wordOf(wanted.kind).replace(/^an? /, "")} like “${quoteOf(wanted, bound)}” is there this time`,
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

/**
 * Fills in the cause. A name that no slot provides is kept if the current evidence contains it. A redacted secret never keeps a
 * cause from being stated.
 */
function nameCause(
  { cause, slots: example }: RecheckedPattern,
  evidence: readonly SeenEvidence[],
  { slots, commit }: Pick<Seen, "slots" | "commit">,
): { cause: string | null; citations: PatternCitation[]; slots: Slots } {
  const named: Slots = { ...slots };
  const citations: PatternCitation[] = [];
  for (const slot of slotsIn(cause)) {
    if (named[slot] !== undefined) continue;
    const value = example[slot];
    if (value === undefined) return { cause: null, citations: [], slots: named };
    const found = findValue(value, evidence);
    const unseen = found === null ? unseenValue(slot, value, commit) : value;
    if (unseen === null) return { cause: null, citations: [], slots: named };
    named[slot] = unseen;
    if (found !== null) citations.push(found);
  }
  return { cause: fillSlots(cause, named), citations, slots: named };
}

/** What a slot stands for although the evidence does not contain its earlier value: the current commit, or some secret. */
function unseenValue(slot: string, value: string, commit: string | null): string | null {
  if (/^commit(?:_\d+)?$/.test(slot)) return commit?.slice(0, value.length) ?? null;
  return /^secret(?:_\d+)?$/.test(slot) ? value.replace(/:[0-9a-f]{4,16}\]$/, "]") : null;
}

/** Where the evidence contains a value; what only quotes an earlier incident does not count. */
function findValue(value: string, evidence: readonly SeenEvidence[]): PatternCitation | null {
  for (const piece of evidence) {
    if (piece.status !== "ok" || piece.kind === "similar_incident" || piece.kind === "runbook") continue;
    for (const { index, text } of linesOf(piece)) {
      if (text.includes(value) && segmentAt(text, value) !== -1) return citeSeen(piece, index, text);
    }
  }
  return null;
}

const quoteOf = ({ template }: PatternFact, bound: Slots) =>
  textWithValues(template, bound).slice(0, MAX_SAID);

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
