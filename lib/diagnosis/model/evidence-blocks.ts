import type { EvidencePiece, FailureFacts, PieceOf } from "@/lib/diagnosis/engine/diagnosis-input";
import type { Hypothesis } from "@/lib/diagnosis/schemas";
import { excerptAround } from "@/lib/logs/retention/excerpt";
import { dataBlock, numberLines } from "@/lib/vendors/anthropic/data-block";

/** How much of the evidence a prompt may show, in characters. */
export interface Room {
  log: number;
  other: number;
  total: number;
}

/** The built-in engine's result, as the model sees it. */
export interface Prior {
  outcome: "diagnosed" | "inconclusive" | "no_failure";
  rootCause: string;
  category: string;
  confidence: number;
  hypotheses: readonly Hypothesis[];
}

export interface EvidenceBlocks {
  blocks: string[];
  /** The id of each piece by its name in the prompt. */
  names: Record<string, string>;
}

const MAX_LINE_CHARS = 2_000;
const MAX_FACT_CHARS = 3_000;
const MAX_NEW_LINES = 8;
const MAX_NEW_CHARS = 200;
const MIN_ROOM = 500;

/**
 * Shows the evidence to the model: each piece in boundary lines, with numbered lines, under its name (`nameOf`); a long log
 * is cut around its window. Logs come first. Expects redacted texts.
 */
export function evidenceBlocks(
  boundary: string,
  evidence: readonly EvidencePiece[],
  nameOf: ReadonlyMap<string, string>,
  room: Room,
): EvidenceBlocks {
  const names: Record<string, string> = {};
  const blocks: string[] = [];
  let left = room.total;
  for (const piece of inReadingOrder(evidence)) {
    const name = nameOf.get(piece.id);
    const body = describePiece(piece, { ...room, total: left });
    if (name === undefined || body === null) continue;
    names[name] = piece.id;
    left -= body.length;
    blocks.push(dataBlock(boundary, `evidence ${name}`, body));
  }
  return { blocks, names };
}

/** Names for the evidence that can be cited, the same in every prompt of an analysis: E1, E2, … */
export function nameEvidence(evidence: readonly EvidencePiece[]): Map<string, string> {
  const sorted = inReadingOrder(evidence);
  return new Map(sorted.map((piece, i) => [piece.id, `E${i + 1}`]));
}

/** The ids of the evidence by its names (`nameEvidence`). */
export function idsByName(nameOf: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...nameOf].map(([id, name]) => [name, id]));
}

/** A block that lists the missing evidence, or none. */
export function missingBlock(boundary: string, evidence: readonly EvidencePiece[]): string[] {
  const missing = evidence.filter((piece) => piece.status !== "ok");
  if (missing.length === 0) return [];
  const lines = missing.map((piece) => `${oneLine(piece.title || piece.kind, 200)}: ${piece.status}`);
  return [dataBlock(boundary, "evidence that could not be had", numberLines(lines.join("\n"), 1))];
}

/** A block with what the sender reported. */
export function failureBlock(boundary: string, failure: FailureFacts): string {
  const facts: [string, string | number | null | undefined][] = [
    ["orchestrator", failure.orchestrator],
    ["pipeline", failure.pipeline],
    ["task", failure.task],
    ["operator", failure.operator],
    ["state", failure.state],
    ["try", failure.tryNumber],
    ["of", failure.maxTries],
    ["exception", failure.exceptionType],
    ["message", failure.message?.slice(0, 4_000)],
  ];
  const lines = facts
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
  return dataBlock(boundary, "reported failure", numberLines(lines, 1));
}

/** A block with the built-in engine's ranked hypotheses: the prior. */
export function priorBlock(boundary: string, prior: Prior | null): string {
  const lines =
    prior === null
      ? ["none"]
      : [
          `${prior.outcome}, ${prior.category}, confidence ${prior.confidence}: ${oneLine(prior.rootCause, 500)}`,
          ...prior.hypotheses
            .slice(0, 4)
            .map(
              ({ category, confidence, rootCause, reasons }, i) =>
                `${i + 1}. ${category}, ${confidence}: ${oneLine(rootCause, 300)}${reasons.length > 0 ? ` (${oneLine(reasons.join("; "), 300)})` : ""}`,
            ),
        ];
  return dataBlock(boundary, "ranked hypotheses of the built-in engine", numberLines(lines.join("\n"), 1));
}

/** Logs first, the others as they are sorted: by relevance. */
function inReadingOrder(evidence: readonly EvidencePiece[]): EvidencePiece[] {
  const ok = evidence.filter((piece) => piece.status === "ok" && piece.text.trim() !== "");
  return [...ok.filter((piece) => piece.kind === "log"), ...ok.filter((piece) => piece.kind !== "log")];
}

function describePiece(piece: EvidencePiece, room: Room): string | null {
  const isFailedLog = piece.kind === "log" && piece.facts?.isEarlierTry !== true;
  const max = Math.min(isFailedLog ? room.log : room.other, room.total);
  if (max < MIN_ROOM) return null;
  const first = piece.startLine ?? 1;
  const excerpt = excerptAround(clipLines(piece.text), windowOf(piece, first), max);
  const lines = numberLines(excerpt.text, first + excerpt.startLine - 1);
  const about = [
    `kind: ${piece.kind}; collector: ${piece.collector}; title: ${oneLine(piece.title, 200)}`,
    ...(piece.provenance === "claim" ? ["Reported by the sender; not read from the system itself."] : []),
    ...(excerpt.isCut ? ["Only a part of it is shown."] : []),
    ...(piece.kind === "log" ? newLines(piece) : []),
    ...(piece.kind === "log" || piece.facts === null
      ? []
      : [`facts: ${oneLine(JSON.stringify(piece.facts), MAX_FACT_CHARS)}`]),
  ];
  return `${about.join("\n")}\n${lines}`;
}

/** The most telling lines that the log of the last good run does not have. */
function newLines({ facts }: PieceOf<"log">): string[] {
  const rows = facts?.comparison?.new.slice(0, MAX_NEW_LINES) ?? [];
  if (rows.length === 0) return [];
  const lines = rows.map(({ line, text }) => `${line}: ${oneLine(text, MAX_NEW_CHARS)}`);
  return ["Lines that the last good run did not log, most telling first:", ...lines];
}

/** The lines to keep if the text does not fit, 1-based within the text. */
function windowOf(piece: EvidencePiece, first: number): { startLine: number; endLine: number } {
  if (piece.kind !== "log" || piece.facts === null) return { startLine: 1, endLine: 1 };
  const { startLine, endLine } = piece.facts.window;
  return { startLine: Math.max(startLine - first + 1, 1), endLine: Math.max(endLine - first + 1, 1) };
}

function clipLines(text: string): string {
  return text
    .split("\n")
    .map((line) => (line.length > MAX_LINE_CHARS ? `${line.slice(0, MAX_LINE_CHARS)} [line cut]` : line))
    .join("\n");
}

function oneLine(text: string, max: number): string {
  return text.replaceAll(/\s+/g, " ").slice(0, max);
}
