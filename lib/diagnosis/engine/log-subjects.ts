import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import type { Subject } from "@/lib/diagnosis/signatures/match-signatures";
import type { LogException, LogRecord, ParsedLog } from "@/lib/logs/schemas";

/** A text that may say what failed, with where it stands and how much it counts. */
export interface ObservedSubject extends Subject {
  role: "root" | "chain" | "wrapper" | "line" | "reported";
  /** 0..1: how likely this text is the one that explains the failure. */
  weight: number;
  /** Null for what the orchestrator's message alone said. */
  evidenceId: string | null;
  /** Lines of the evidence's text, 1-based. */
  startLine: number;
  endLine: number;
  exception: LogException | null;
  /** Length of the part of `text` that is the failing record itself; lines that follow come after it. */
  ownLength: number;
}

export interface ReadLog {
  evidence: EvidencePiece;
  parsed: ParsedLog;
  lines: string[];
}

const CHAIN_WEIGHT = { root: 1, chain: 0.62, wrapper: 0.3 } as const;
const FOLLOWING_RECORDS = 4;

/** Texts of one log that may say what failed: exceptions, ranked lines, the way the process ended. */
export function subjectsOfLog(log: ReadLog): ObservedSubject[] {
  const exceptions = exceptionSubjects(log);
  return [...exceptions, ...lineSubjects(log, exceptions), ...exitSubjects(log)];
}

/** Exit codes that say more than "it failed": not executable, not found, or ended by a signal. */
const TELLING_EXIT = (code: number): boolean =>
  code < 0 || code === 126 || code === 127 || (code > 128 && code < 160);
const EXIT = /(?:return|exit|status) ?code:? ?(?<code>-?\d{1,3})\b|Negsignal\.(?<signal>SIG[A-Z]+)/i;
/** With an exception in the log the exit only confirms it; without one it may be all that is said. */
const EXIT_WEIGHT = { beside: 0.6, alone: 0.95 } as const;

/** The line that states how the process ended, where the code or signal says something. */
function exitSubjects(log: ReadLog): ObservedSubject[] {
  const { exit, outcome, outcomeReason, exceptions, records } = log.parsed;
  const line = exit?.line ?? (outcome === "failure" ? outcomeReason.line : null);
  if (line === null) return [];
  const record = recordAt(records, line)?.record ?? null;
  const message = record?.message ?? log.lines[line - 1] ?? "";
  const ending = tellingEnd(message, log.parsed.exit);
  if (ending === null) return [];
  return [
    {
      role: "line",
      weight: exceptions.length === 0 ? EXIT_WEIGHT.alone : EXIT_WEIGHT.beside,
      evidenceId: log.evidence.id,
      type: null,
      text: `${message}\n${ending}`,
      logger: record?.logger ?? null,
      frames: [],
      startLine: line,
      endLine: line,
      exception: null,
      ownLength: Number.POSITIVE_INFINITY,
    },
  ];
}

/** `SIGKILL` or `exit code 127`; null for an end that says nothing. */
function tellingEnd(message: string, exit: ParsedLog["exit"]): string | null {
  const said = EXIT.exec(message)?.groups;
  const code = exit?.code ?? Number(said?.["code"] ?? 0);
  const signal = exit?.signal ?? said?.["signal"] ?? null;
  if (signal !== null && code <= 0) return signal;
  return TELLING_EXIT(code) ? `exit code ${code}` : signal;
}

function exceptionSubjects(log: ReadLog): ObservedSubject[] {
  const ranks = new Map(log.parsed.failingLines.map((ranked, at) => [ranked.line, at]));
  return log.parsed.exceptions.map((exception) => {
    const role = exception.isWrapper ? "wrapper" : exception.isRoot ? "root" : "chain";
    const rank = rankWithin(ranks, exception);
    const isLeader = rank === 0 && leads(log.parsed, exception);
    // The reader's ranking of lines knows what a chain alone does not: attempts, echoes, callbacks.
    const weight = isLeader
      ? 1
      : CHAIN_WEIGHT[role] *
        (rank === null ? 0.45 : 0.9 ** Math.min(Math.max(rank, 1), 5)) *
        nearness(log.parsed, exception);
    return {
      role,
      weight,
      evidenceId: log.evidence.id,
      type: exception.type,
      text: exception.type === null ? exception.message : `${exception.type}: ${exception.message}`,
      logger: null,
      frames: exception.frames.map((frame) => frame.file),
      startLine: exception.messageLine,
      endLine: exception.messageLine,
      exception,
      ownLength: Number.POSITIVE_INFINITY,
    };
  });
}

/** A structured log holds a whole chain on one line: then the best line is that of one exception of several. */
function leads({ exceptions, failingLines }: ParsedLog, exception: LogException): boolean {
  const rivals = exceptions.filter((one) => one.messageLine === exception.messageLine);
  const head = `${exception.type ?? ""}: ${exception.message.split("\n", 1)[0] ?? ""}`.slice(0, 500);
  return rivals.length === 1 || failingLines[0]?.text === head;
}

/** 0..1: another chain that the ranking puts far below the best line (an earlier try, a warning) counts less. */
function nearness({ exceptions, failingLines }: ParsedLog, exception: LogException): number {
  const best = failingLines[0];
  const leader = exceptions.find((one) => one.messageLine === best?.line);
  if (best === undefined || leader === undefined || leader.chainId === exception.chainId) return 1;
  const own = failingLines.find((one) => one.line === exception.messageLine);
  return own === undefined ? 1 : Math.min(1, Math.max(0, own.score) / best.score) ** 2;
}

function rankWithin(ranks: Map<number, number>, exception: LogException): number | null {
  const own = ranks.get(exception.messageLine);
  if (own !== undefined) return own;
  const inside = [...ranks].filter(([line]) => line >= exception.startLine && line <= exception.endLine);
  return inside.length === 0 ? null : Math.min(...inside.map(([, rank]) => rank)) + 1;
}

function lineSubjects(log: ReadLog, exceptions: ObservedSubject[]): ObservedSubject[] {
  const taken = new Set(exceptions.map((subject) => subject.startLine));
  const best = log.parsed.failingLines[0]?.score ?? 0;
  return log.parsed.failingLines.flatMap((ranked, rank) => {
    if (
      taken.has(ranked.line) &&
      exceptions.some((each) => each.startLine === ranked.line && each.weight >= 0.9)
    ) {
      return [];
    }
    const text = textFrom(log, ranked.line, ranked.text);
    return [
      {
        role: "line" as const,
        weight: 0.97 * 0.82 ** rank * trustIn(ranked.score) * Math.max(0, ranked.score / best || 0),
        evidenceId: log.evidence.id,
        type: null,
        ...text,
        logger: recordAt(log.parsed.records, ranked.line)?.record.logger ?? null,
        frames: [],
        startLine: ranked.line,
        endLine: ranked.line,
        exception: null,
      },
    ];
  });
}

/** Points from which a line's words are taken as they stand; a setting or an echo has fewer. */
const TRUSTED_POINTS = 12;
const LEAST_TRUST = 0.25;

function trustIn(score: number): number {
  return Math.max(LEAST_TRUST, Math.min(1, score / TRUSTED_POINTS) ** 2);
}

/** The record's text from that line on, with what the same tool printed right after it, up to a blank line. */
function textFrom(log: ReadLog, line: number, fallback: string): { text: string; ownLength: number } {
  const at = recordAt(log.parsed.records, line, fallback);
  if (at === null) {
    return joined([fallback], untilBlank(log.lines.slice(line, line + FOLLOWING_RECORDS)));
  }
  const { record, index } = at;
  const own = record.message.split("\n").slice(line - record.startLine);
  const following = log.parsed.records
    .slice(index + 1, index + 1 + FOLLOWING_RECORDS)
    .filter((next) => next.logger === record.logger && next.location === record.location)
    .map((next) => next.message);
  // Heads inside the record (a program's own, relayed) are no part of what it says.
  const isHeaded = fallback !== "" && own[0]?.endsWith(fallback) === true;
  const first =
    own[0]?.trim() === "" || own.length === 0 ? [fallback] : isHeaded ? [fallback, ...own.slice(1)] : own;
  const isWhole = first.slice(1).every((text) => text.trim() !== "");
  return joined(
    isWhole ? first : [first[0] ?? "", ...untilBlank(first.slice(1))],
    isWhole ? untilBlank(following) : [],
  );
}

function joined(own: string[], following: string[]): { text: string; ownLength: number } {
  const ownText = own.join("\n").trim();
  return { text: [ownText, ...following].join("\n").trimEnd(), ownLength: ownText.length };
}

function untilBlank(lines: readonly string[]): string[] {
  const blank = lines.findIndex((line) => line.trim() === "");
  return blank === -1 ? [...lines] : lines.slice(0, blank);
}

/**
 * The record that covers a line; records are in order, so a binary search finds it. Where several stand on that
 * line (a document without line breaks), the one that says `text`.
 */
function recordAt(
  records: readonly LogRecord[],
  line: number,
  text = "",
): { record: LogRecord; index: number } | null {
  let low = 0;
  let high = records.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const record = records[middle];
    if (record === undefined) return null;
    if (line < record.startLine) high = middle - 1;
    else if (line > record.endLine) low = middle + 1;
    else return text === "" ? { record, index: middle } : sayingRecord(records, middle, text);
  }
  return null;
}

const MOST_ON_ONE_LINE = 2_000;

function sayingRecord(
  records: readonly LogRecord[],
  index: number,
  text: string,
): { record: LogRecord; index: number } | null {
  const record = records[index];
  if (record === undefined) return null;
  const head = text.slice(0, 80);
  const isThere = (at: number): boolean => records[at]?.startLine === record.startLine;
  for (let away = 0; away < MOST_ON_ONE_LINE; away += 1) {
    const found = [index - away, index + away].find(
      (at) => isThere(at) && records[at]?.message.includes(head),
    );
    const hit = found === undefined ? undefined : records[found];
    if (found !== undefined && hit !== undefined) return { record: hit, index: found };
    if (!isThere(index - away) && !isThere(index + away)) break;
  }
  return { record, index };
}
