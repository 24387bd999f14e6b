import type { DiagnosisInput } from "@/lib/diagnosis/engine/diagnosis-input";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { subjectsOfLog, type ObservedLog, type ObservedSubject } from "@/lib/diagnosis/engine/log-subjects";
import type { Surroundings } from "@/lib/diagnosis/signatures/match-signatures";

/** All that is known of one failure. */
export interface Observed {
  input: DiagnosisInput;
  logs: ObservedLog[];
  subjects: ObservedSubject[];
  surroundings: Surroundings;
}

/** Of the end of a log this much is looked at as the surroundings of the failure. */
const AROUND_CHARS = 60_000;

/** Takes what was found in the logs of the evidence and lists, best first, the texts that may say what failed. */
export function observe(input: DiagnosisInput): Observed {
  const logs = input.evidence.flatMap((piece) => (piece.kind === "log" ? observeLog(piece) : []));
  const logged = logs.flatMap((log) => subjectsOfLog(log));
  const subjects = [...logged, ...reportedSubjects(input, logged.length > 0)];
  return {
    input,
    logs,
    subjects: subjects.sort((a, b) => b.weight - a.weight),
    surroundings: surroundingsOf(input, logs),
  };
}

function observeLog(evidence: ObservedLog["evidence"]): ObservedLog[] {
  const { status, text, facts: findings, startLine } = evidence;
  if (status !== "ok" || text === "" || findings === null) return [];
  return [{ evidence, findings, lines: text.split("\n"), firstLine: startLine ?? 1 }];
}

/** What the webhook itself said: all there is where no log says anything, a reminder beside one that does. */
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
    const said = observeLog(logPiece(reported)).flatMap((log) => subjectsOfLog(log));
    subjects.push(...said.map((each) => ({ ...each, ...base, role: "reported" as const })));
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
