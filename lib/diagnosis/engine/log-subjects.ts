import { splitHead, withoutEscapes } from "@/lib/diagnosis/engine/failure-text";
import type { PieceOf } from "@/lib/diagnosis/engine/diagnosis-input";
import type { ReportedFailure } from "@/lib/diagnosis/signatures/match-signatures";
import { LOGGED_AS_CRITICAL, LOGGED_AS_ERROR } from "@/lib/logs/ranking/specificity";
import type { LogException, LogFindings } from "@/lib/logs/schemas";

/** A text that may say what failed, with its location and weight. */
export interface ObservedSubject extends ReportedFailure {
  role: "root" | "chain" | "wrapper" | "line" | "reported";
  /** 0..1: how likely this text explains the failure. */
  weight: number;
  /** Null for the orchestrator's message. */
  evidenceId: string | null;
  /** Line numbers of the evidence. */
  startLine: number;
  endLine: number;
  exception: LogException | null;
  /** Whether the log marks the line as an error, whatever it says. */
  isLoggedAsError: boolean;
  /** Length of the part of `text` that is the failing record; the lines that follow come after it. */
  ownLength: number;
}

/** A log in the evidence with the findings stored for it. */
export interface ObservedLog {
  evidence: PieceOf<"log">;
  findings: LogFindings;
  /** The lines of its text; the first is line `firstLine` in the findings. */
  lines: string[];
  firstLine: number;
}

/** The log that shows a subject; null if it was only reported. */
export function logOfSubject(
  logs: readonly ObservedLog[],
  subject: Pick<ObservedSubject, "evidenceId"> | null | undefined,
): ObservedLog | null {
  return logs.find(({ evidence }) => evidence.id === subject?.evidenceId) ?? null;
}

/** What a subject says, without the exception type in front of it. */
export function messageOfSubject({ type, text }: Pick<ObservedSubject, "type" | "text">): string {
  return type === null ? text : splitHead(text).message;
}

const CHAIN_WEIGHT = { root: 1, chain: 0.62, wrapper: 0.3 } as const;

/** The texts of a log that may say what failed: exceptions, ranked lines, how the process ended. */
export function subjectsOfLog(log: ObservedLog): ObservedSubject[] {
  const exceptions = exceptionSubjects(log);
  return [...exceptions, ...lineSubjects(log, exceptions), ...exitSubjects(log)];
}

/** Whether an exit code is informative: not executable, not found, or killed by a signal. */
const isInformativeExit = (code: number): boolean =>
  code < 0 || code === 126 || code === 127 || (code > 128 && code < 160);
const EXIT = /(?:return|exit|status) ?code:? ?(?<code>-?\d{1,3})\b|Negsignal\.(?<signal>SIG[A-Z]+)/i;
/** Next to an exception the exit only confirms it; alone it may be the only information. */
const EXIT_WEIGHT = { beside: 0.6, alone: 0.95 } as const;

/** The record that states how the process ended, if the exit code or signal is informative. */
function exitSubjects({ evidence, findings }: ObservedLog): ObservedSubject[] {
  const { exit, ending: end, exceptions } = findings;
  const ending = end && informativeEnd(end.message, exit);
  if (!end || !ending) return [];
  return [
    {
      role: "line",
      weight: exceptions.length === 0 ? EXIT_WEIGHT.alone : EXIT_WEIGHT.beside,
      evidenceId: end.line === null ? null : evidence.id,
      type: null,
      text: `${end.message.trim()}${/\bsignal$/i.test(end.message.trim()) ? " " : "\n"}${ending}`,
      logger: end.logger,
      frames: [],
      startLine: end.line ?? 0,
      endLine: end.line ?? 0,
      exception: null,
      ownLength: Number.POSITIVE_INFINITY,
      isLoggedAsError: true,
    },
  ];
}

/** `SIGKILL` or `exit code 127`; null if the end is not informative. */
function informativeEnd(message: string, exit: LogFindings["exit"]): string | null {
  const stated = EXIT.exec(message)?.groups;
  const code = exit?.code ?? Number(stated?.["code"] ?? 0);
  const signal = exit?.signal ?? stated?.["signal"] ?? null;
  if (signal !== null && code <= 0) return signal;
  return isInformativeExit(code) ? `exit code ${code}` : signal;
}

function exceptionSubjects(log: ObservedLog): ObservedSubject[] {
  const ranks = new Map(log.findings.failingLines.map((ranked, at) => [ranked.line, at]));
  return log.findings.exceptions.map((exception) => {
    const role = exception.isWrapper ? "wrapper" : exception.isRoot ? "root" : "chain";
    const rank = rankWithin(ranks, exception);
    const isLeader = rank === 0 && leads(log.findings, exception);
    // The line ranking takes attempts, echoes and callbacks into account, which a chain does not.
    const weight = isLeader
      ? 1
      : CHAIN_WEIGHT[role] *
        (rank === null ? 0.45 : 0.9 ** Math.min(Math.max(rank, 1), 5)) *
        nearness(log.findings, exception);
    return {
      role,
      weight,
      evidenceId: log.evidence.id,
      type: exception.type,
      text: withoutEscapes(
        exception.type === null ? exception.message : `${exception.type}: ${exception.message}`,
      ),
      logger: null,
      frames: exception.frames.map((frame) => frame.file),
      startLine: exception.messageLine,
      endLine: exception.messageLine,
      exception,
      isLoggedAsError: true,
      ownLength: Number.POSITIVE_INFINITY,
    };
  });
}

/** Whether the best line is this exception's; in structured logs several exceptions share one line. */
function leads({ exceptions, failingLines }: LogFindings, exception: LogException): boolean {
  const rivals = exceptions.filter((other) => other.messageLine === exception.messageLine);
  const head = `${exception.type ?? ""}: ${exception.message.split("\n", 1)[0] ?? ""}`.slice(0, 500);
  return rivals.length === 1 || failingLines[0]?.text === head;
}

/** 0..1: reduces the weight of chains ranked far below the best line (an earlier attempt, a warning). */
function nearness({ exceptions, failingLines }: LogFindings, exception: LogException): number {
  const best = failingLines[0];
  const leader = exceptions.find((other) => other.messageLine === best?.line);
  if (best === undefined || leader === undefined || leader.chainId === exception.chainId) return 1;
  const own = failingLines.find((ranked) => ranked.line === exception.messageLine);
  return own === undefined ? 1 : Math.min(1, Math.max(0, own.score) / best.score) ** 2;
}

function rankWithin(ranks: Map<number, number>, exception: LogException): number | null {
  const own = ranks.get(exception.messageLine);
  if (own !== undefined) return own;
  const inside = [...ranks].filter(([line]) => line >= exception.startLine && line <= exception.endLine);
  return inside.length === 0 ? null : Math.min(...inside.map(([, rank]) => rank)) + 1;
}

function lineSubjects(log: ObservedLog, exceptions: ObservedSubject[]): ObservedSubject[] {
  const taken = new Set(exceptions.map((subject) => subject.startLine));
  const best = log.findings.failingLines[0]?.score ?? 0;
  return log.findings.failingLines.flatMap((ranked, rank) => {
    if (
      taken.has(ranked.line) &&
      exceptions.some((exception) => exception.startLine === ranked.line && exception.weight >= 0.9)
    ) {
      return [];
    }
    return [
      {
        role: "line" as const,
        weight: 0.97 * 0.82 ** rank * trustIn(ranked.score) * Math.max(0, ranked.score / best || 0),
        evidenceId: log.evidence.id,
        type: null,
        text: withoutEscapes(ranked.statement),
        ownLength: ranked.ownLength,
        isLoggedAsError: ranked.reasons.some((reason) => LOUD.has(reason)),
        logger: ranked.logger,
        frames: [],
        startLine: ranked.line,
        endLine: ranked.line,
        exception: null,
      },
    ];
  });
}

const LOUD: ReadonlySet<string> = new Set([LOGGED_AS_ERROR, LOGGED_AS_CRITICAL]);

/** Score at which a line is fully trusted; settings and echoes score lower. */
const TRUSTED_POINTS = 12;
const MIN_TRUST = 0.25;

function trustIn(score: number): number {
  return Math.max(MIN_TRUST, Math.min(1, score / TRUSTED_POINTS) ** 2);
}
