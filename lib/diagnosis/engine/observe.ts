import type { DiagnosisInput, EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import type { Surroundings } from "@/lib/diagnosis/signatures/match-signatures";
import { subjectsOfLog, type ObservedSubject, type ReadLog } from "@/lib/diagnosis/engine/log-subjects";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { parseLog } from "@/lib/logs/parse-log";
import type { LogKind } from "@/lib/logs/schemas";
import { LOG_KINDS } from "@/lib/logs/schemas";

/** All that is known of one failure, read once. */
export interface Observed {
  input: DiagnosisInput;
  logs: ReadLog[];
  subjects: ObservedSubject[];
  surroundings: Surroundings;
}

const AROUND_RECORDS = 400;

/** Reads the logs of the evidence and lists, best first, the texts that may say what failed. */
export function observe(input: DiagnosisInput): Observed {
  const logs = input.evidence
    .filter((piece) => piece.kind === "log" && piece.status === "ok" && piece.text !== "")
    .map((piece) => readLog(piece, input));
  const logged = logs.flatMap((log) => subjectsOfLog(log));
  const subjects = [...logged, ...reportedSubjects(input, logged.length > 0)];
  return {
    input,
    logs,
    subjects: subjects.sort((a, b) => b.weight - a.weight),
    surroundings: surroundingsOf(input, logs),
  };
}

function readLog(evidence: EvidencePiece, input: DiagnosisInput): ReadLog {
  const kind = kindOf(input.failure.orchestrator);
  const parsed = input.parsedLogs?.get(evidence.id) ?? parseLog(evidence.text, kind === null ? {} : { kind });
  return { evidence, parsed, lines: evidence.text.split("\n") };
}

function kindOf(orchestrator: string): LogKind | null {
  return LOG_KINDS.find((logKind) => logKind === orchestrator && logKind !== "generic") ?? null;
}

/** What the webhook itself said: all there is where no log says anything, a reminder beside one that does. */
function reportedSubjects(input: DiagnosisInput, isLogged: boolean): ObservedSubject[] {
  const { exceptionType, message, traceback } = input.failure;
  const base = {
    evidenceId: null,
    logger: null,
    startLine: 0,
    endLine: 0,
    ownLength: Number.POSITIVE_INFINITY,
  };
  const subjects: ObservedSubject[] = [];
  if (traceback !== null && traceback !== undefined && traceback !== "" && !isLogged) {
    const log = {
      evidence: logPiece(traceback),
      parsed: parseLog(traceback, {}),
      lines: traceback.split("\n"),
    };
    subjects.push(...subjectsOfLog(log).map((each) => ({ ...each, ...base, role: "reported" as const })));
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

function surroundingsOf(input: DiagnosisInput, logs: ReadLog[]): Surroundings {
  const parsed = logs.map((log) => log.parsed);
  const exit = parsed.map((log) => log.exit).find((found) => found !== null) ?? null;
  return {
    logKind: parsed[0]?.kind ?? null,
    around: parsed
      .flatMap((log) => log.records.slice(-AROUND_RECORDS).map((record) => record.message))
      .join("\n"),
    exitCode: exit?.code ?? null,
    signal: exit?.signal ?? null,
    state: input.failure.state ?? null,
    evidence: input.evidence
      .filter((piece) => piece.status === "ok" && piece.kind !== "log")
      .map((piece) => ({ kind: piece.kind, text: piece.text })),
  };
}
