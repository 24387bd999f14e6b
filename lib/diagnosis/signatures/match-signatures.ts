import { boundText, errorTypesIn } from "@/lib/diagnosis/engine/failure-text";
import { indexLiterals, ownersIn, type LiteralIndex } from "@/lib/logs/matching/literal-index";
import { requiredLiterals } from "@/lib/logs/matching/required-literals";
import type { Signature, SignatureMatch } from "@/lib/diagnosis/signatures/signature";
import type { LogKind } from "@/lib/logs/schemas";

/** One reported failure: an exception in the log, a failing line, or the orchestrator's own message. */
export interface ReportedFailure {
  /** Qualified exception type, or null for a bare line. */
  type: string | null;
  /** `Type: message` or the line; several lines if the tool prints several. */
  text: string;
  logger: string | null;
  /** Files of the stack frames. */
  frames: string[];
}

/** Context of the whole failure, the same for every subject. */
export interface Surroundings {
  logKind: LogKind | null;
  /** Text of the last records of the log. */
  around: string;
  exitCode: number | null;
  signal: string | null;
  state: string | null;
  /** What our reconciler found, such as `missing`; then nothing but its signatures explains it. */
  finding?: string | null;
  evidence: { kind: string; text: string }[];
}

export interface SignatureMatchFound {
  signature: Signature;
  captures: Record<string, string>;
  /** How narrow the conditions are; on one subject the highest wins. */
  specificity: number;
  /** Offset of the match in the subject's text. */
  offset: number;
  /** The matched text; empty if the signature has no message pattern. */
  found: string;
}

interface Entry {
  signature: Signature;
  types: string[];
}

export interface SignatureIndex {
  entries: Entry[];
  literals: LiteralIndex;
}

const MAX_TEXT = 4_000;
const MAX_AROUND = 60_000;

/** Prepares signatures for matching: the literals that a text must contain before a pattern is tried. */
export function indexSignatures(signatures: readonly Signature[]): SignatureIndex {
  return {
    entries: signatures.map((signature) => ({
      signature,
      types: (signature.match.types ?? []).map((type) => type.toLowerCase()),
    })),
    literals: indexLiterals(
      signatures.map(({ match }) => (match.message === undefined ? null : literalsOfAll(match.message))),
    ),
  };
}

function literalsOfAll(patterns: RegExp[]): string[] | null {
  const literals: string[] = [];
  for (const pattern of patterns) {
    const found = requiredLiterals(pattern);
    if (found === null) return null;
    literals.push(...found);
  }
  return literals;
}

/**
 * Signatures that match one subject, the most specific first.
 * A pattern sees at most 4,000 characters of the subject and 60,000 of its surroundings.
 */
export function matchSubject(
  index: SignatureIndex,
  subject: ReportedFailure,
  surroundings: Surroundings,
): SignatureMatchFound[] {
  const text = boundText(subject.text, MAX_TEXT);
  const lower = text.toLowerCase();
  const types = errorTypesIn(subject.type, text);
  const found: SignatureMatchFound[] = [];
  for (const position of ownersIn(index.literals, lower)) {
    const entry = index.entries[position];
    if (entry === undefined) continue;
    if (entry.types.length > 0 && !entry.types.some((suffix) => hasType(types, suffix))) continue;
    const hit = matchText(entry.signature.match, text, subject, surroundings);
    if (hit === null) continue;
    const { patternLength, ...where } = hit;
    found.push({
      signature: entry.signature,
      specificity: specificity(entry.signature, patternLength),
      ...where,
    });
  }
  return found.sort((a, b) => b.specificity - a.specificity);
}

function hasType(types: string[], suffix: string): boolean {
  return types.some((type) => type === suffix || type.endsWith(`.${suffix}`) || type.endsWith(`$${suffix}`));
}

function matchText(
  match: SignatureMatch,
  text: string,
  subject: ReportedFailure,
  around: Surroundings,
): { captures: Record<string, string>; patternLength: number; offset: number; found: string } | null {
  if (!matchesSurroundings(match, subject, around)) return null;
  const captures: Record<string, string> = {};
  let patternLength = 0;
  let offset = 0;
  let found = "";
  if (match.not?.some((pattern) => pattern.test(text)) === true) return null;
  if (match.message !== undefined) {
    const hit = firstHit(match.message, text);
    if (hit === null) return null;
    keepGroups(captures, hit.found);
    patternLength = hit.pattern.source.length;
    offset = hit.found.index;
    found = hit.found[0];
  }
  for (const pattern of match.also ?? []) {
    const hit = pattern.exec(text);
    if (hit === null) return null;
    keepGroups(captures, hit);
  }
  const wide = around.around.slice(-MAX_AROUND);
  for (const pattern of match.anywhere ?? []) {
    const hit = pattern.exec(wide) ?? pattern.exec(text);
    if (hit === null) return null;
    keepGroups(captures, hit);
  }
  keepNames(captures, match.names ?? [], text);
  keepNames(captures, match.namesAnywhere ?? [], wide);
  return { captures, patternLength, offset, found };
}

function matchesSurroundings(match: SignatureMatch, subject: ReportedFailure, around: Surroundings): boolean {
  const { loggers, logKinds, frames, exitCodes, signals, states, findings, evidence } = match;
  if (!fitsFinding(findings, around.finding ?? null)) return false;
  if (loggers !== undefined && !loggers.some((part) => subject.logger?.includes(part) === true)) return false;
  if (logKinds !== undefined && (around.logKind === null || !logKinds.includes(around.logKind))) return false;
  if (frames !== undefined && !frames.some((part) => subject.frames.some((file) => file.includes(part))))
    return false;
  if (exitCodes !== undefined && (around.exitCode === null || !exitCodes.includes(around.exitCode)))
    return false;
  if (signals !== undefined && (around.signal === null || !signals.includes(around.signal))) return false;
  if (states !== undefined && (around.state === null || !states.includes(around.state))) return false;
  return (
    evidence === undefined ||
    evidence.every((wanted) =>
      around.evidence.some(
        (piece) => piece.kind === wanted.kind && (wanted.text === undefined || wanted.text.test(piece.text)),
      ),
    )
  );
}

/** A finding is explained only by signatures of its kind, and those explain nothing else. */
function fitsFinding(findings: readonly string[] | undefined, finding: string | null): boolean {
  if (finding === null) return findings === undefined;
  return findings?.includes(finding) === true;
}

function firstHit(patterns: RegExp[], text: string): { pattern: RegExp; found: RegExpExecArray } | null {
  for (const pattern of patterns) {
    const found = pattern.exec(text);
    if (found !== null) return { pattern, found };
  }
  return null;
}

function keepGroups(captures: Record<string, string>, hit: RegExpExecArray): void {
  for (const [name, value] of Object.entries(hit.groups ?? {})) {
    if (value !== undefined && value !== "" && captures[name] === undefined)
      captures[name] = withoutPunctuation(value.trim());
  }
}

function keepNames(captures: Record<string, string>, patterns: RegExp[], text: string): void {
  for (const pattern of patterns) {
    const hit = pattern.exec(text);
    if (hit !== null) keepGroups(captures, hit);
  }
}

/** A captured name without the punctuation that ended its sentence. */
function withoutPunctuation(value: string): string {
  return value.length > 1 && /[\w'"`)\]/][.,;]$/.test(value) ? value.slice(0, -1) : value;
}

const STRENGTH_SPECIFICITY = { certain: 20, strong: 10, hint: 0 } as const;

function specificity({ match, strength }: Signature, patternLength: number): number {
  // A pattern that also matches nothing only looks for a name; it says nothing about the failure.
  const also = (match.also ?? [])
    .filter((pattern) => !pattern.test(""))
    .reduce((sum, pattern) => sum + 10 + Math.min(20, pattern.source.length / 2), 0);
  const others = [
    match.loggers,
    match.frames,
    match.exitCodes,
    match.signals,
    match.states,
    match.findings,
    match.evidence,
  ];
  return (
    STRENGTH_SPECIFICITY[strength] +
    (match.types === undefined ? 0 : 12) +
    Math.min(30, patternLength / 3) +
    also +
    (match.anywhere === undefined ? 0 : 12) +
    others.filter((condition) => condition !== undefined).length * 20
  );
}
