import type { DiagnosisInput } from "@/lib/diagnosis/engine/diagnosis-input";
import { fillFrameSources } from "@/lib/diagnosis/engine/fill-frame-sources";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { subjectsOfLog, type ObservedLog, type ObservedSubject } from "@/lib/diagnosis/engine/log-subjects";
import { subjectWithoutMarkers, withoutMarkers } from "@/lib/diagnosis/engine/without-markers";
import { isGenericMessage } from "@/lib/failures/error-text";
import { isWrapperException } from "@/lib/logs/exceptions/wrapper-exceptions";
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
  const logged =
    input.failure.finding != null
      ? []
      : preferReported(
          logs.flatMap((log) => subjectsOfLog(log)),
          input.failure,
        );
  const subjects = [...logged, ...reportedSubjects(input, logged.length > 0)]
    .map((subject) => (input.failure.finding != null ? findingSubject(subject, logs) : subject))
    .map(subjectWithoutMarkers);
  return {
    input,
    logs,
    subjects: subjects.sort((a, b) => b.weight - a.weight),
    surroundings: surroundingsOf(input, logs),
  };
}

/** What our reconciler says is one sentence, however it reads; it is cited where the evidence shows it. */
function findingSubject(subject: ObservedSubject, [log]: readonly ObservedLog[]): ObservedSubject {
  if (log === undefined) return subject;
  return { ...subject, evidenceId: log.evidence.id, startLine: log.firstLine, endLine: log.firstLine };
}

function observeLog(evidence: ObservedLog["evidence"], input: DiagnosisInput): ObservedLog[] {
  const { status, text, facts, startLine } = evidence;
  // An earlier try may have failed for another reason.
  if (status !== "ok" || text === "" || facts === null || facts.isEarlierTry === true) return [];
  const findings = fillFrameSources(facts, input.evidence);
  return [{ evidence, findings, lines: text.split("\n"), firstLine: startLine ?? 1 }];
}

/** Weight left to a line that the reported failure is not about. */
const BESIDE_REPORTED = 0.6;

/**
 * Prefers the texts that state what the sender reported: a complaint beside it, such as a warning about the run's result,
 * did not end the run. Unchanged if the report only wraps another failure or no text states it.
 */
function preferReported(
  subjects: ObservedSubject[],
  { exceptionType, message }: DiagnosisInput["failure"],
): ObservedSubject[] {
  const head = headOf(message ?? "");
  if (head.length < MIN_HEAD || isWrapperException(exceptionType ?? null, message ?? "")) return subjects;
  const chains = new Set(
    subjects.flatMap(({ text, exception }) => (exception && text.includes(head) ? [exception.chainId] : [])),
  );
  const isReported = ({ text, exception }: ObservedSubject) =>
    text.includes(head) || (exception !== null && chains.has(exception.chainId));
  if (!subjects.some(isReported)) return subjects;
  return subjects.map((subject) => {
    if (!isReported(subject)) return { ...subject, weight: subject.weight * BESIDE_REPORTED };
    return subject.text.includes(head) && !subject.exception?.isWrapper && chains.size <= 1
      ? { ...subject, weight: Math.max(subject.weight, 0.97) }
      : subject;
  });
}

/** Shorter messages occur in unrelated lines. */
const MIN_HEAD = 8;
const MAX_HEAD = 120;

/** The first line of a message, without the words that orchestrators put before it. */
function headOf(message: string): string {
  const line = message.split("\n", 1)[0] ?? "";
  return line
    .replace(/^(?:Flow run|Task run) encountered an exception:? */, "")
    .replace(/^(?:[\w.]+(?:Error|Exception)): */, "")
    .trim()
    .slice(0, MAX_HEAD);
}

/** Subjects from the webhook: the only ones if no log shows a failure, otherwise with a low weight. */
function reportedSubjects(input: DiagnosisInput, isLogged: boolean): ObservedSubject[] {
  const { exceptionType, message, reported } = input.failure;
  const base = {
    evidenceId: null,
    logger: null,
    startLine: 0,
    endLine: 0,
    isLoggedAsError: true,
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
  // "Task failed with exception" alone would be read as if its words were about the cause.
  if (text !== "" && !(type === null && isGenericMessage(text))) {
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
    around: withoutMarkers(logs.map(({ evidence }) => evidence.text.slice(-AROUND_CHARS)).join("\n")),
    exitCode: exit?.code ?? null,
    signal: exit?.signal ?? null,
    state: input.failure.state ?? null,
    finding: input.failure.finding ?? null,
    evidence: input.evidence
      .filter((piece) => piece.status === "ok" && piece.kind !== "log")
      .map((piece) => ({ kind: piece.kind, text: piece.text })),
  };
}
