import { findSignatures, signatureIndex, type FoundSignature } from "@/lib/diagnosis/engine/find-signatures";
import type { ObservedLog, ObservedSubject } from "@/lib/diagnosis/engine/log-subjects";
import type { Observed } from "@/lib/diagnosis/engine/observe";
import { matchSubject } from "@/lib/diagnosis/signatures/match-signatures";
import { cleanLine } from "@/lib/logs/records/clean-line";

/** How many of a log's last lines are compared with the signatures. */
const MAX_LINES = 250;
/** Lines after a line that may belong to its message. */
const DETAIL_LINES = 3;
/** A line that nothing marks as an error counts less than one that is ranked. */
const WEIGHT = 0.78;
/** A log whose best line weighs more than this says what failed, known or not. */
const RANKED_WEIGHT = 0.3;
/** Signatures of a lower score match only a line beside the failure. */
const EXPLAINING_SCORE = 0.3;
/** Logged as information, or Airflow's notes on where it read the log. */
const QUIET = /\*\*\* |(?:^|[\s|[{(<"])(?:INFO|DEBUG|TRACE|NOTICE)(?:$|[\s|\]})>":,])/;

/** Whether one of the signatures that match the failure, the best first, knows its message. */
export function isExplained([best]: readonly FoundSignature[]): boolean {
  return best !== undefined && best.score >= EXPLAINING_SCORE;
}

/**
 * Adds the line that a signature knows to say what failed, for logs whose failing line has no known form: many programs print
 * a message without a level or a word such as "error". The last such line counts; those logged as information do not.
 */
export function withKnownLines(observed: Observed): Observed {
  if ((observed.subjects[0]?.weight ?? 0) >= RANKED_WEIGHT || isExplained(findSignatures(observed)))
    return observed;
  const found = observed.logs.flatMap((log) =>
    log.findings.outcome === "no_failure" ? [] : (lastKnownLine(log) ?? []),
  );
  if (found.length === 0) return observed;
  return { ...observed, subjects: [...observed.subjects, ...found].toSorted((a, b) => b.weight - a.weight) };
}

function lastKnownLine(log: ObservedLog): ObservedSubject | null {
  const skipped = Math.max(0, log.lines.length - MAX_LINES);
  const lines = log.lines.slice(skipped).map((line) => cleanLine(line));
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const own = (lines[at] ?? "").trim();
    if (own === "" || QUIET.test(own.slice(0, 80))) continue;
    const text = [own, ...lines.slice(at + 1, at + 1 + DETAIL_LINES).map((line) => cleanLine(line))].join(
      "\n",
    );
    const subject = { type: null, text, logger: null, frames: [] };
    const isKnown = matchSubject(signatureIndex(), subject, NO_SURROUNDINGS).some(
      ({ signature, offset, found }) =>
        found !== "" && signature.strength !== "hint" && offset < own.length && found.length >= MIN_FOUND,
    );
    if (!isKnown) continue;
    return {
      ...subject,
      role: "line",
      weight: WEIGHT,
      evidenceId: log.evidence.id,
      startLine: log.firstLine + skipped + at,
      endLine: log.firstLine + skipped + at,
      exception: null,
      isLoggedAsError: true,
      ownLength: own.length,
    };
  }
  return null;
}

/** Shorter matches occur in lines that report no failure. */
const MIN_FOUND = 12;
const NO_SURROUNDINGS = {
  logKind: null,
  around: "",
  exitCode: null,
  signal: null,
  state: null,
  evidence: [],
};
