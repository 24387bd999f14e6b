import type { PieceOf } from "@/lib/diagnosis/engine/diagnosis-input";
import type { Subject } from "@/lib/diagnosis/signatures/match-signatures";
import type { LogException, LogFindings } from "@/lib/logs/schemas";

/** A text that may say what failed, with where it stands and how much it counts. */
export interface ObservedSubject extends Subject {
  role: "root" | "chain" | "wrapper" | "line" | "reported";
  /** 0..1: how likely this text is the one that explains the failure. */
  weight: number;
  /** Null for what the orchestrator's message alone said. */
  evidenceId: string | null;
  /** Lines of the evidence, by its own numbering. */
  startLine: number;
  endLine: number;
  exception: LogException | null;
  /** Length of the part of `text` that is the failing record itself; lines that follow come after it. */
  ownLength: number;
}

/** A log of the evidence, as it was read when it was stored. */
export interface ObservedLog {
  evidence: PieceOf<"log">;
  findings: LogFindings;
  /** Lines of its text; the first has the number `firstLine` in what was found. */
  lines: string[];
  firstLine: number;
}

const CHAIN_WEIGHT = { root: 1, chain: 0.62, wrapper: 0.3 } as const;

/** Texts of one log that may say what failed: exceptions, ranked lines, the way the process ended. */
export function subjectsOfLog(log: ObservedLog): ObservedSubject[] {
  const exceptions = exceptionSubjects(log);
  return [...exceptions, ...lineSubjects(log, exceptions), ...exitSubjects(log)];
}

/** Exit codes that say more than "it failed": not executable, not found, or ended by a signal. */
const TELLING_EXIT = (code: number): boolean =>
  code < 0 || code === 126 || code === 127 || (code > 128 && code < 160);
const EXIT = /(?:return|exit|status) ?code:? ?(?<code>-?\d{1,3})\b|Negsignal\.(?<signal>SIG[A-Z]+)/i;
/** With an exception in the log the exit only confirms it; without one it may be all that is said. */
const EXIT_WEIGHT = { beside: 0.6, alone: 0.95 } as const;

/** The record that states how the process ended, where the code or signal says something. */
function exitSubjects({ evidence, findings }: ObservedLog): ObservedSubject[] {
  const { exit, ending: end, exceptions } = findings;
  const ending = end && tellingEnd(end.message, exit);
  if (!end || !ending) return [];
  return [
    {
      role: "line",
      weight: exceptions.length === 0 ? EXIT_WEIGHT.alone : EXIT_WEIGHT.beside,
      evidenceId: end.line === null ? null : evidence.id,
      type: null,
      text: `${end.message}\n${ending}`,
      logger: end.logger,
      frames: [],
      startLine: end.line ?? 0,
      endLine: end.line ?? 0,
      exception: null,
      ownLength: Number.POSITIVE_INFINITY,
    },
  ];
}

/** `SIGKILL` or `exit code 127`; null for an end that says nothing. */
function tellingEnd(message: string, exit: LogFindings["exit"]): string | null {
  const said = EXIT.exec(message)?.groups;
  const code = exit?.code ?? Number(said?.["code"] ?? 0);
  const signal = exit?.signal ?? said?.["signal"] ?? null;
  if (signal !== null && code <= 0) return signal;
  return TELLING_EXIT(code) ? `exit code ${code}` : signal;
}

function exceptionSubjects(log: ObservedLog): ObservedSubject[] {
  const ranks = new Map(log.findings.failingLines.map((ranked, at) => [ranked.line, at]));
  return log.findings.exceptions.map((exception) => {
    const role = exception.isWrapper ? "wrapper" : exception.isRoot ? "root" : "chain";
    const rank = rankWithin(ranks, exception);
    const isLeader = rank === 0 && leads(log.findings, exception);
    // The reader's ranking of lines knows what a chain alone does not: attempts, echoes, callbacks.
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
function leads({ exceptions, failingLines }: LogFindings, exception: LogException): boolean {
  const rivals = exceptions.filter((one) => one.messageLine === exception.messageLine);
  const head = `${exception.type ?? ""}: ${exception.message.split("\n", 1)[0] ?? ""}`.slice(0, 500);
  return rivals.length === 1 || failingLines[0]?.text === head;
}

/** 0..1: another chain that the ranking puts far below the best line (an earlier try, a warning) counts less. */
function nearness({ exceptions, failingLines }: LogFindings, exception: LogException): number {
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

function lineSubjects(log: ObservedLog, exceptions: ObservedSubject[]): ObservedSubject[] {
  const taken = new Set(exceptions.map((subject) => subject.startLine));
  const best = log.findings.failingLines[0]?.score ?? 0;
  return log.findings.failingLines.flatMap((ranked, rank) => {
    if (
      taken.has(ranked.line) &&
      exceptions.some((each) => each.startLine === ranked.line && each.weight >= 0.9)
    ) {
      return [];
    }
    return [
      {
        role: "line" as const,
        weight: 0.97 * 0.82 ** rank * trustIn(ranked.score) * Math.max(0, ranked.score / best || 0),
        evidenceId: log.evidence.id,
        type: null,
        text: ranked.statement,
        ownLength: ranked.ownLength,
        logger: ranked.logger,
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
