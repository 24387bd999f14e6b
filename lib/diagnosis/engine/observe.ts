import type { DiagnosisInput } from "@/lib/diagnosis/engine/diagnosis-input";
import { fillFrameSources } from "@/lib/diagnosis/engine/fill-frame-sources";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { subjectsOfLog, type ObservedLog, type ObservedSubject } from "@/lib/diagnosis/engine/log-subjects";
import type { Surroundings } from "@/lib/diagnosis/signatures/match-signatures";

/** Everything known about a failure. */
export interface Observed {
  input: DiagnosisInput;
  logs: ObservedLog[];
  subjects: ObservedSubject[];
  surroundings: Surroundings;
}

/** How much of the end of a log counts as the failure's surroundings. */
const AROUND_CHARS = 60_000;

/** Collects the texts that may say what failed, the best first, from logs and report. */
export function observe(input: DiagnosisInput): Observed {
  const logs = input.evidence.flatMap((piece) => (piece.kind === "log" ? observeLog(piece, input) : []));
  const logged = logs.flatMap((log) => subjectsOfLog(log));
  const subjects = [...logged, ...reportedSubjects(input, logged.length > 0)];
  return {
    input,
    logs,
    subjects: subjects.sort((a, b) => b.weight - a.weight),
    surroundings: surroundingsOf(input, logs),
  };
}

function observeLog(evidence: ObservedLog["evidence"], input: DiagnosisInput): ObservedLog[] {
  const { status, text, facts, startLine } = evidence;
  if (status !== "ok" || text === "" || facts === null) return [];
  const findings = fillFrameSources(facts, input.evidence);
  return [{ evidence, findings, lines: text.split("\n"), firstLine: startLine ?? 1 }];
}

/** Subjects from the webhook: the only ones if no log shows a failure, otherwise with a low weight. */
function reportedSubjects(input: DiagnosisInput, isLogged: boolean): ObservedSubject[] {
  const { exceptionType, message, reported } = input.failure;
  const base = {
    evidenceId: null,
    logger: null,
    startLine: 0,
    endLine: 0,
    ownLength: Number.POSITIVE_INFINITY,
  };
  const subjects: ObservedSubject[] = [];
  if (reported && !isLogged) {
    const logSubjects = observeLog(logPiece(reported), input).flatMap((log) => subjectsOfLog(log));
    subjects.push(...logSubjects.map((subject) => ({ ...subject, ...base, role: "reported" as const })));
  }
  const type = exceptionType ?? null;
  const text = [type, message]
    .filter((part) => part !== null && part !== undefined && part !== "")
    .join(": ");
  if (text !== "") {
    subjects.push({
      ...base,
      role: "reported",
      weight: isLogged ? 0.4 : 0.95,
      type,
      text,
      frames: [],
      exception: null,
    });
  }
  return subjects;
}

function surroundingsOf(input: DiagnosisInput, logs: readonly ObservedLog[]): Surroundings {
  const exit = logs.map(({ findings }) => findings.exit).find((found) => found !== null) ?? null;
  return {
    logKind: logs[0]?.findings.logKind ?? null,
    around: logs.map(({ evidence }) => evidence.text.slice(-AROUND_CHARS)).join("\n"),
    exitCode: exit?.code ?? null,
    signal: exit?.signal ?? null,
    state: input.failure.state ?? null,
    evidence: input.evidence
      .filter((piece) => piece.status === "ok" && piece.kind !== "log")
      .map((piece) => ({ kind: piece.kind, text: piece.text })),
  };
}
