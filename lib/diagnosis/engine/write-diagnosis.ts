import type { Category } from "@/lib/failures/schemas";
import { CATEGORY_NOUN } from "@/lib/diagnosis/engine/describe-cause";
import { failurePlace } from "@/lib/diagnosis/engine/failure-place";
import { citeLine } from "@/lib/diagnosis/engine/cite";
import { fitOrchestrator, orchestratorOf } from "@/lib/diagnosis/engine/fit-orchestrator";
import type { FoundSignature } from "@/lib/diagnosis/engine/find-signatures";
import { fillTemplate, withoutEscapes } from "@/lib/diagnosis/engine/failure-text";
import { readableMessage } from "@/lib/diagnosis/engine/readable-message";
import type { Observed } from "@/lib/diagnosis/engine/observe";
import {
  logOfSubject,
  messageOfSubject,
  type ObservedSubject,
  type ObservedLog,
} from "@/lib/diagnosis/engine/log-subjects";
import type { Citation, Claim, Hypothesis } from "@/lib/diagnosis/schemas";
import type { EvidenceReason } from "@/lib/diagnosis/engine/weigh-evidence";
import { outerExceptions } from "@/lib/logs/exceptions/outer-exceptions";
import { FOLLOWS_FROM_ABOVE } from "@/lib/logs/ranking/consequences";
import type { LogException } from "@/lib/logs/schemas";

const MAX_CHAIN = 6;

/** The observations, each with the lines that show it. */
export function makeClaims(
  observed: Observed,
  signature: FoundSignature | null,
  evidenceReasons: readonly EvidenceReason[],
): Claim[] {
  const subject = signature?.subject ?? observed.subjects[0] ?? null;
  return [
    ...failureClaims(observed, subject),
    ...signatureClaims(observed, signature),
    ...evidenceReasons.flatMap((reason) =>
      claim(reason.claim, [citeLine(reason.piece, reason.piece.text.split("\n"), reason.line)]),
    ),
    ...comparisonClaims(observed),
    ...outcomeClaims(observed),
  ];
}

function failureClaims(observed: Observed, subject: ObservedSubject | null): Claim[] {
  const log = logOfSubject(observed.logs, subject);
  if (subject === null || log === null) return [];
  const { exception } = subject;
  const text = exception?.type
    ? `${whoRaised(log)} raised \`${exception.type}\``
    : `${whatShows(observed, log)} shows the failure`;
  const message = exception?.message.split("\n")[0];
  const claims = claim(text, [citeLine(log.evidence, log.lines, subject.startLine, message)]);
  const frame = exception?.frames.findLast((candidate) => candidate.origin === "user");
  if (frame !== undefined && frame.logLine !== null) {
    const place = `${frame.file}${frame.line === null ? "" : `:${frame.line}`}`;
    const raised = `Raised in ${frame.function === null ? "" : `\`${frame.function}\` in `}\`${place}\``;
    claims.push(...claim(raised, [citeLine(log.evidence, log.lines, frame.logLine)]));
  }
  if (exception === null) claims.push(...effectClaims(log, subject));
  const wrapper = outerOf(log, exception).find((outer) => outer.isWrapper);
  if (wrapper !== undefined) {
    claims.push(
      ...claim(`\`${wrapper.type ?? "An outer error"}\` wraps it`, [
        citeLine(log.evidence, log.lines, wrapper.messageLine),
      ]),
    );
  }
  return claims;
}

function whoRaised({ evidence: { facts } }: ObservedLog): string {
  return facts?.isStandIn === true ? `Try ${facts.tryNumber ?? "?"}, an earlier one,` : "The run";
}

/** Only what the task printed is a log: evidence of that kind may also be a sender's message, or our words about an API. */
function whatShows({ surroundings }: Observed, { evidence }: ObservedLog): string {
  if (surroundings.finding != null) return "The orchestrator's API";
  return evidence.facts?.origin === "webhook" ? "The sender's report" : "The log";
}

/** Cites the exception that the run ended with, if the line that explains it stands above. */
function effectClaims(log: ObservedLog, { startLine }: ObservedSubject): Claim[] {
  const raised = log.findings.exceptions.findLast(
    ({ isRoot, messageLine }) => isRoot && messageLine > startLine,
  );
  if (raised?.type == null) return [];
  return claim(`The run then raised \`${raised.type}\``, [
    citeLine(log.evidence, log.lines, raised.messageLine, raised.message.split("\n")[0]),
  ]);
}

/** Cites the most telling line before the failure that the log of the last good run has not. */
function comparisonClaims({ logs }: Observed): Claim[] {
  return logs.flatMap((log) => {
    const { exceptions, failingLines } = log.findings;
    const comparison = log.evidence.facts?.comparison;
    if (!comparison || comparison.isPartial) return [];
    const failing = new Set(failingLines.map(({ line }) => line));
    const start = Math.min(...failing, ...exceptions.map(({ startLine }) => startLine));
    const telling = comparison.new.find(({ line, text }) => line < start && IS_WARNING.test(text));
    if (telling === undefined) return [];
    return claim("New since the last good run", [citeLine(log.evidence, log.lines, telling.line)]);
  });
}

const IS_WARNING = /\b(?:warn(?:ing)?|error|fail(?:ed|ure)?|missing|denied|timed? ?out)\b/i;

const LINES_SEARCHED = 16;

/** Cites the text that the signature matched, if it is not on the failing line. */
function signatureClaims(observed: Observed, signature: FoundSignature | null): Claim[] {
  const log = logOfSubject(observed.logs, signature?.subject ?? null);
  if (signature === null || log === null || signature.found === "") return [];
  const { startLine } = signature.subject;
  const words = signature.found
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.length > 3);
  const wanted = words.at(-1) ?? "";
  const after = startLine - log.firstLine + 1;
  if (wanted === "" || says(log.lines[after - 1], wanted)) return [];
  const offset = log.lines.slice(after, after + LINES_SEARCHED).findIndex((line) => says(line, wanted));
  if (offset === -1) return [];
  const line = startLine + offset + 1;
  return claim(`${whatShows(observed, log)} shows: ${signature.signature.title}`, [
    citeLine(log.evidence, log.lines, line, wanted),
  ]);
}

/** Whether a line contains the matched text, in which escaped quotes have been read. */
function says(line: string | undefined, wanted: string): boolean {
  return line !== undefined && (line.includes(wanted) || withoutEscapes(line).includes(wanted));
}

function outcomeClaims(observed: Observed): Claim[] {
  return observed.logs.flatMap((log) => {
    const { text, line } = log.findings.outcomeReason;
    return line === null
      ? []
      : claim(`How the run ended: ${text}`, [citeLine(log.evidence, log.lines, line)]);
  });
}

/** A claim, or nothing if no citation is left. */
function claim(text: string, citations: (Citation | null)[]): Claim[] {
  const good = citations.filter((citation) => citation !== null);
  return good.length === 0 ? [] : [{ text, citations: good }];
}

function outerOf(log: ObservedLog, exception: LogException | null): LogException[] {
  return exception === null ? [] : outerExceptions(log.findings.exceptions, exception);
}

/** How an exception became the next outer one. */
const BECAME = {
  cause: "re-raised as",
  context: "while it was handled, the code raised",
  group_member: "collected in",
} as const satisfies Record<NonNullable<LogException["link"]>, string>;

/** From the cause outward to the task reported as failed. */
export function causalChain(
  observed: Observed,
  rootCause: string,
  signature: FoundSignature | null,
): string[] {
  const subject = signature?.subject ?? observed.subjects[0] ?? null;
  const log = logOfSubject(observed.logs, subject);
  const outer = log === null ? [] : outerOf(log, subject?.exception ?? null);
  const { task, pipeline } = observed.input.failure;
  const links = outer.map((exception, at) => {
    const inner = outer[at - 1] ?? subject?.exception;
    const said = [exception.type, exception.message.split("\n")[0]].filter(Boolean).join(": ").slice(0, 200);
    return `${BECAME[inner?.link ?? "cause"]} ${said}`;
  });
  const end =
    task === null
      ? pipeline === ""
        ? []
        : [`${pipeline} failed`]
      : [`task ${task}${pipeline === "" ? "" : ` of ${pipeline}`} failed`];
  return [rootCause, ...symptom(subject, signature, rootCause), ...links.slice(0, MAX_CHAIN), ...end];
}

/** What failed, if the cause is something else than the error itself. */
function symptom(
  subject: ObservedSubject | null,
  signature: FoundSignature | null,
  rootCause: string,
): string[] {
  const own = signature === null ? null : fillTemplate(signature.signature.rootCause, signature.captures);
  if (subject === null || rootCause === own) return [];
  const said = readableMessage(
    subject.type === null ? subject.text : `${subject.type}: ${messageOfSubject(subject)}`,
  );
  return said === "" || rootCause.includes(said) ? [] : [said];
}

/** Claims that contradict other explanations, based on collected evidence. */
export function ruleOut(observed: Observed, category: Category): Claim[] {
  return observed.input.evidence.flatMap((piece) => {
    if (piece.kind !== "run_history") return [];
    const streak = piece.facts?.failuresInARow ?? 0;
    if (category !== "network_timeout" && streak >= 3) {
      return claim(`Not transient: it failed ${streak} times in a row`, [
        citeLine(piece, piece.text.split("\n"), 1),
      ]);
    }
    return [];
  });
}

interface ExplainedParts {
  observed: Observed;
  signature: FoundSignature | null;
  hypotheses: readonly Hypothesis[];
  rootCause: string;
}

/** A few sentences: what the failure means, why this diagnosis, what else it could be. */
export function explain(parts: ExplainedParts): string {
  const { signature, hypotheses } = parts;
  const [leader, second] = hypotheses;
  const general =
    signature === null
      ? null
      : fitOrchestrator(
          fillTemplate(signature.signature.explanation, signature.captures),
          orchestratorOf(parts.observed),
        );
  const because =
    signature === null && leader !== undefined && leader.reasons.length > 0
      ? `No known signature matches. This diagnosis is based on: ${leader.reasons.join("; ")}.`
      : null;
  const other =
    second !== undefined && second.confidence >= 0.12
      ? `It could also be ${CATEGORY_NOUN[second.category]} (${Math.round(second.confidence * 100)}%).`
      : null;
  const subject = signature?.subject ?? parts.observed.subjects[0] ?? null;
  const said = [general ?? `${parts.rootCause}.`, reportedMessage(parts)].filter((text) => text !== null);
  return [
    ...said,
    failurePlace(logOfSubject(parts.observed.logs, subject), subject, [parts.rootCause, ...said].join(" ")),
    consequences(parts.observed),
    because,
    other,
  ]
    .filter((text) => text !== null)
    .join(" ");
}

/** Names, paths, codes and amounts in a message. */
const DETAILS = /[`'"«“„][^`'"«»“”„\n]{2,80}[`'"»”]|[\w-]+(?:[._/:@][\w-]+)+|\b\d{2,}\b/g;

/** The message itself if it names more than the root cause does; null if the root cause has it all. */
function reportedMessage({ observed, signature, rootCause }: ExplainedParts): string | null {
  const subject = signature?.subject ?? observed.subjects[0];
  if (subject === undefined) return null;
  const message = readableMessage(messageOfSubject(subject));
  const bare = (detail: string) => detail.replaceAll(/^[`'"«“„]|[`'"»”]$/g, "");
  const details = [...message.matchAll(DETAILS)].map(([detail]) => bare(detail));
  return details.some((detail) => !rootCause.includes(detail)) && !rootCause.includes(message)
    ? `The message: “${message}”.`
    : null;
}

/** How many of the ranked lines only follow from another; null if none do. */
function consequences({ logs }: Observed): string | null {
  const following = logs
    .flatMap(({ findings }) => findings.failingLines)
    .filter(({ reasons }) => reasons.some((reason) => reason.startsWith(FOLLOWS_FROM_ABOVE)));
  if (following.length === 0) return null;
  return following.length === 1
    ? "One more error in the log follows from it."
    : `At least ${following.length} more errors in the log follow from it.`;
}
