import type { EvidencePiece, PieceOf } from "@/lib/diagnosis/engine/diagnosis-input";
import type { FoundSignature } from "@/lib/diagnosis/engine/find-signatures";
import type { Reason } from "@/lib/diagnosis/inference/weigh-failure";
import type { Weights } from "@/lib/diagnosis/inference/weights";
import { EVIDENCE_WEIGHT, SILENT_END_WEIGHT } from "@/lib/diagnosis/inference/weights";
import { describeSilentEnd } from "@/lib/diagnosis/engine/describe-silent-end";
import { signatureInEvents } from "@/lib/diagnosis/engine/event-signatures";
import { keyOfRecord } from "@/lib/diagnosis/engine/key-of-record";
import { listedFields } from "@/lib/diagnosis/engine/listed-fields";
import { renamingCommit } from "@/lib/diagnosis/engine/renaming-commit";
import { removedSettings } from "@/lib/diagnosis/engine/circumstances/removed-settings";
import { weighCode, type CodeReason } from "@/lib/diagnosis/engine/weigh-code";
import { weighRenderedCode } from "@/lib/diagnosis/engine/weigh-rendered-code";
import { weighSchemaChange } from "@/lib/diagnosis/engine/weigh-schema-change";
import type { Observed } from "@/lib/diagnosis/engine/observe";
import { CATEGORIES } from "@/lib/failures/schemas";

/** A reason based on evidence other than the log, with the line to cite. */
export interface EvidenceReason extends Reason {
  piece: EvidencePiece;
  /** Line of the evidence's text, by the evidence's numbers. */
  line: number;
  claim: string;
  /** The root cause if this category leads and the error does not say it itself. */
  cause?: CodeReason["cause"];
  /** The root cause if the leading category is one of code and names: a commit did it. */
  commitCause?: string;
  /** A person did it, so that nothing around the cause explains it further. */
  isDeliberate?: boolean;
  /** What to do if this category leads, or in any case if it is null. */
  step?: CodeReason["step"];
}

const OBJECT_CAPTURES = ["column", "field", "key", "table", "relation", "object", "dataset", "view"];
const MIN_NAME = 3;
/** What is suggested instead of a missing name exists, so it says nothing about what has changed. */
const SUGGESTION = /\bdid you mean\b[^\n]*/gi;

/** Weighs the evidence other than the log. Only pieces with status `ok` count. */
export function weighEvidence(observed: Observed, signatures: readonly FoundSignature[]): EvidenceReason[] {
  const pieces = observed.input.evidence.filter((piece) => piece.status === "ok");
  const listed = listedFields(observed);
  const key = keyOfRecord(observed);
  // Several commits to the failing file are no more reason to suspect the code than the likeliest of them.
  let hasSuspect = false;
  return pieces.flatMap((piece) => {
    switch (piece.kind) {
      case "log":
        return [
          ...(listed?.piece.id === piece.id
            ? [reason(piece, listed.line, listed.claim, EVIDENCE_WEIGHT.fieldNotListed)]
            : []),
          ...(key?.piece.id === piece.id
            ? [reason(piece, key.line, key.claim, EVIDENCE_WEIGHT.keyOfRecord)]
            : []),
        ];
      case "schema_change":
        return weighSchemaChange(piece, namesInFailure(observed, signatures)).map(
          ({ line, claim, weights, cause, step }) => ({
            ...reason(piece, line, claim, weights),
            cause,
            step,
          }),
        );
      case "commit": {
        const found = commit(piece, observed);
        const isRepeat = hasSuspect;
        hasSuspect ||= found.length > 0;
        return [
          ...renamedBy(piece, observed, signatures),
          ...(isRepeat ? found.map((again) => ({ ...again, weights: {} })) : found),
        ];
      }
      case "code":
        return [
          ...weighCode(piece, observed),
          ...weighRenderedCode(piece, namesInFailure(observed, signatures)),
        ].map(({ line, claim, weights, cause }) => ({ ...reason(piece, line, claim, weights), cause }));
      case "deploy":
        return removedSettings(piece, observed).map(({ line, claim, cause }) => ({
          ...reason(piece, line, claim, EVIDENCE_WEIGHT.settingRemoved),
          cause,
        }));
      case "upstream":
        return [...upstream(piece, observed), ...unusualInput(piece, signatures[0])];
      case "no_log":
        return [...inEvents(piece, observed), ...silentEnd(piece, observed)];
      case "event":
        return inEvents(piece, observed);
      case "run_history":
        return history(piece);
      case "similar_incident":
        return similar(piece, signatures[0]);
      default:
        return [];
    }
  });
}

/** Column and table names in the failure: captures first, then quoted words from its text. */
export function namesInFailure(observed: Observed, signatures: readonly FoundSignature[]): string[] {
  const best = signatures[0];
  const captured = OBJECT_CAPTURES.flatMap((name) => best?.captures[name] ?? []);
  const quoted = [
    ...(observed.subjects[0]?.text.slice(0, 1_000) ?? "")
      .replaceAll(SUGGESTION, "")
      .matchAll(/["'`](?<name>[A-Za-z_][\w.]{2,80})["'`]/g),
  ];
  const names = [...captured, ...quoted.map((hit) => hit.groups?.["name"] ?? "")];
  return [...new Set(names.flatMap((name) => [name, name.split(".").at(-1) ?? ""]))].filter(
    (name) => name.length >= MIN_NAME,
  );
}

function renamedBy(
  piece: PieceOf<"commit">,
  observed: Observed,
  signatures: readonly FoundSignature[],
): EvidenceReason[] {
  const text = observed.subjects[0]?.text ?? "";
  const renaming = renamingCommit(piece, { names: namesInFailure(observed, signatures), text });
  if (renaming === null) return [];
  const { commitBroughtName, commitTookName } = EVIDENCE_WEIGHT;
  const weights = renaming.isBrought ? commitBroughtName : commitTookName;
  return [{ ...reason(piece, renaming.line, renaming.claim, weights), commitCause: renaming.cause }];
}

function commit(piece: PieceOf<"commit">, observed: Observed): EvidenceReason[] {
  const files = piece.facts?.files.map((file) => file.path) ?? [];
  const failing = (observed.subjects[0]?.exception?.frames ?? [])
    .filter((frame) => frame.origin === "user")
    .map((frame) => frame.file);
  const touched = files.find((path) =>
    failing.some((file) => file.endsWith(`/${path}`) || file === path || hasSameSuffix(file, path)),
  );
  if (touched === undefined) return [];
  const line = Math.max(1, piece.text.split("\n").findIndex((text) => text.includes(touched)) + 1);
  return [
    reason(
      piece,
      line,
      `${nameOf(piece)} changed \`${touched}\`, where the failure was raised`,
      EVIDENCE_WEIGHT.commitTouchesFailingFile,
    ),
  ];
}

function nameOf({ facts }: PieceOf<"commit">): string {
  return facts ? `Commit \`${facts.sha.slice(0, 8)}\`` : "A recent commit";
}

/** Whether two paths may be the same file under different roots: `/opt/airflow/dags/etl/load.py`, `dags/etl/load.py`. */
function hasSameSuffix(file: string, path: string): boolean {
  const parts = path.split("/").slice(-2).join("/");
  return parts.includes("/") && file.endsWith(`/${parts}`);
}

/** Messages about something missing, which an upstream task may have failed to create. */
const IS_MISSING =
  /does not exist|doesn't exist|not found|no such|cannot be found|\bmissing\b|is empty|no (?:data|rows|files?)\b/i;

function upstream(piece: PieceOf<"upstream">, observed: Observed): EvidenceReason[] {
  const { task } = observed.input.failure;
  // If a whole run failed (a Prefect flow), its failed tasks are the failure, not upstream of it.
  const others = task === null ? [] : (piece.facts?.failedTasks ?? []);
  const first = others.find((other) => other !== task);
  if (first !== undefined && IS_MISSING.test(observed.subjects[0]?.text ?? "")) {
    const line =
      Math.max(
        0,
        piece.text.split("\n").findIndex((text) => text.includes(first)),
      ) + 1;
    return [
      reason(piece, line, `Another task in the run failed: \`${first}\``, EVIDENCE_WEIGHT.otherTaskFailed),
    ];
  }
  const isSaid = observed.input.evidence.some(
    (other) => other.kind === "no_log" && other.facts?.ending === "marked_failed",
  );
  const userAction = isSaid ? null : endedByUser(piece, task);
  if (userAction !== null) return [userAction];
  if (observed.input.failure.state !== "upstream_failed") return [];
  return [
    reason(
      piece,
      1,
      "The orchestrator did not run this task because an upstream task failed",
      EVIDENCE_WEIGHT.upstreamFailed,
    ),
  ];
}

const SETS_FAILED =
  /^event (?:patch|bulk|set|post_set)_\w+(?: on (\S+))? by (\S+)(?: at \S+)?: .*"(?:new_)?state": ?"failed"/;

/** An entry of Airflow's audit log by which a user marked the task or its run as failed. */
function endedByUser(piece: PieceOf<"upstream">, task: string | null): EvidenceReason | null {
  const lines = piece.text.split("\n");
  for (const [index, text] of lines.entries()) {
    const hit = SETS_FAILED.exec(text.slice(0, 2_000));
    if (hit === null) continue;
    const [, of, who] = hit;
    if (of !== undefined && of !== task) continue;
    const what = of === undefined ? "the run" : "the task";
    const claim = `\`${who}\` marked ${what} as failed`;
    const cause = { category: "infrastructure", text: `${claim} while it ran` } as const;
    return { ...reason(piece, index + 1, claim, EVIDENCE_WEIGHT.endedByUser), cause, isDeliberate: true };
  }
  return null;
}

/** Something that the task depends on failed, is late, or is empty; the collector puts it on the first line. */
function unusualInput(piece: PieceOf<"upstream">, best: FoundSignature | undefined): EvidenceReason[] {
  const { inputs, upstreamPipelines } = piece.facts ?? {};
  const pipeline = upstreamPipelines?.find(({ hasFailed }) => hasFailed)?.pipeline;
  const input = inputs?.find(({ isLate, rowDrift }) => isLate || rowDrift !== null);
  const lineOf = (start: string) => piece.text.split("\n").findIndex((text) => text.startsWith(start)) + 1;
  if (pipeline !== undefined) {
    const claim = `The pipeline \`${pipeline}\`, which this one depends on, failed before`;
    return [
      reason(piece, lineOf(`upstream pipeline ${pipeline}:`), claim, EVIDENCE_WEIGHT.upstreamPipelineFailed),
    ];
  }
  if (input === undefined) return [];
  const how = input.isLate
    ? "is late"
    : input.rowDrift === "empty"
      ? "was empty when it was last written"
      : `was last written with far ${input.rowDrift} rows than usual`;
  const claim = `The input \`${input.dataset}\` ${how}`;
  // A check for rows that have not come yet is right to fail.
  const isCheck =
    best?.signature.category === "data_quality" &&
    (input.isLate || input.rowDrift === "empty") &&
    CHECKS_FOR_ROWS.test(`${Object.values(best.captures).join(" ")} ${best.subject.text.slice(0, 1_000)}`);
  const weights = isCheck ? EVIDENCE_WEIGHT.inputOfCheckMissing : EVIDENCE_WEIGHT.unusualInput;
  const cause = {
    category: "upstream_missing_data",
    text: `${claim}, so the check fails on incomplete data`,
  } as const;
  return [
    { ...reason(piece, lineOf(`input ${input.dataset}:`), claim, weights), ...(isCheck ? { cause } : {}) },
  ];
}

/** What a signature recognizes in events. */
function inEvents(piece: PieceOf<"no_log"> | PieceOf<"event">, observed: Observed): EvidenceReason[] {
  const found = signatureInEvents(piece, observed);
  if (found === null) return [];
  return [{ ...reason(piece, found.line, found.claim, found.weights), cause: found.cause }];
}

/** Tests that fail when rows are missing, by dbt's and its packages' names. */
const CHECKS_FOR_ROWS =
  /relationships|not_null|recency|freshness|row_?count|at_least_one|equality|cardinality|expect_table_row/i;

/** How an attempt ended that does not say so itself; where the log does, this only supports it. */
function silentEnd(piece: PieceOf<"no_log">, observed: Observed): EvidenceReason[] {
  const { ending, line, by } = piece.facts ?? {};
  if (ending == null || line == null) return [];
  const { category, claim, cause } = describeSilentEnd(ending, by ?? null);
  const isSilent = observed.logs.every(({ findings }) => findings.exceptions.length === 0);
  const weights = SILENT_END_WEIGHT[ending];
  return [
    {
      ...reason(piece, line, claim, weights),
      ...(isSilent || ending === "marked_failed" ? { cause: { category, text: cause } } : {}),
      isDeliberate: ending === "marked_failed" || ending === "cancelled",
    },
  ];
}

function history(piece: PieceOf<"run_history">): EvidenceReason[] {
  if (!piece.facts) return [];
  const { knownRuns: known, failuresInARow: inARow, lastSuccessAt } = piece.facts;
  if (inARow === 1 && known >= 3) {
    return [
      reason(
        piece,
        1,
        `The runs before this one succeeded (${known} known)`,
        EVIDENCE_WEIGHT.brokeAfterSuccesses,
      ),
    ];
  }
  if (known >= 2 && inARow > known && lastSuccessAt === null) {
    return [
      reason(piece, 1, `None of the ${known} known earlier runs succeeded`, EVIDENCE_WEIGHT.neverSucceeded),
    ];
  }
  return [];
}

/**
 * An earlier incident supports its cause only if a person confirmed it; otherwise a diagnosis would reinforce itself with
 * every repetition.
 */
function similar(piece: PieceOf<"similar_incident">, best: FoundSignature | undefined): EvidenceReason[] {
  const { facts } = piece;
  const category = CATEGORIES.find((candidate) => candidate === facts?.confirmed?.category);
  if (!facts || category === undefined || category === "unknown") return [];
  const line =
    Math.max(
      0,
      piece.text.split("\n").findIndex((text) => text.startsWith("Confirmed cause")),
    ) + 1;
  if (facts.isSameFailure) {
    const claim = `The same failure was seen before (#${facts.number}), and its cause was confirmed`;
    return [reason(piece, line, claim, { [category]: SAME_FAILURE_WEIGHT })];
  }
  const isSameKind = best?.signature.id === (facts.signature ?? "") || best?.signature.category === category;
  if (!isSameKind) return [];
  const claim = `A failure of the same kind was seen before (#${facts.number}), and its cause was confirmed`;
  return [reason(piece, line, claim, { [category]: SAME_KIND_WEIGHT })];
}

const SAME_FAILURE_WEIGHT = 1.5;
const SAME_KIND_WEIGHT = 0.75;

function reason(piece: EvidencePiece, line: number, claim: string, weights: Weights): EvidenceReason {
  return { piece, line, claim, text: claim, weights, share: 1 };
}
