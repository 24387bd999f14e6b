import { cleanLine } from "@/lib/logs/records/clean-line";
import type { KeptLog } from "@/lib/logs/retention/keep-log";
import type { StreamedLog } from "@/lib/logs/retention/read-log-stream";
import type { ParsedLog } from "@/lib/logs/schemas";
import { clean, type DiagnosedFile } from "./diagnosed-file";

const WIDTH = 160;
const MAX_ACTIONS = 5;
const isColored = process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined;
const bold = (text: string): string => (isColored ? `\u001b[1m${text}\u001b[0m` : text);
const dim = (text: string): string => (isColored ? `\u001b[2m${text}\u001b[0m` : text);

/** Renders a diagnosis for people: cause, failing line with reasons, next steps, and the window. */
export function renderDiagnosis(
  found: DiagnosedFile,
  { parsed, kept }: StreamedLog,
  hasTitle: boolean,
): string {
  const lineAt = linesOf(kept);
  const title = hasTitle ? [bold(`== ${found.file}`)] : [];
  if (found.outcome === "no_failure") {
    return [...title, `No failure: ${parsed.outcomeReason.text}`, ""].join("\n");
  }
  return [
    ...title,
    ...heading(found),
    ...failingLine(parsed, lineAt),
    ...otherReadings(found),
    ...list("Next steps", found.recommendedActions.slice(0, MAX_ACTIONS)),
    ...windowLines(found, lineAt),
    ...leftOut(kept),
    dim(
      `fingerprint ${found.fingerprint}${found.signature === null ? "" : ` · signature ${found.signature}`} · ${found.ms} ms`,
    ),
    "",
  ].join("\n");
}

function heading(found: DiagnosedFile): string[] {
  const confidence = `${Math.round(found.confidence * 100)}%`;
  if (found.outcome === "inconclusive") {
    return [bold("Inconclusive: the log does not clearly say why it failed"), found.explanation, ""];
  }
  return [
    bold(found.rootCause),
    `${found.category.replaceAll("_", " ")} · confidence ${confidence} · ${found.transience === "unknown" ? "a retry may or may not help" : found.transience}`,
    "",
    found.explanation,
    "",
  ];
}

function failingLine(parsed: ParsedLog, lineAt: LineAt): string[] {
  const first = parsed.failingLines[0];
  if (first === undefined) return [];
  const why = first.reasons.length === 0 ? [] : [dim(`  because: ${first.reasons.join("; ")}`)];
  return [bold(`Failing line ${first.line}`), `  ${shown(lineAt(first.line) ?? first.text)}`, ...why, ""];
}

function otherReadings(found: DiagnosedFile): string[] {
  const others = found.outcome === "inconclusive" ? found.hypotheses : found.hypotheses.slice(1);
  return list(
    found.outcome === "inconclusive" ? "Best guesses" : "Also considered",
    others.map(
      (each) =>
        `${Math.round(each.confidence * 100)}% ${each.category.replaceAll("_", " ")}: ${each.rootCause}`,
    ),
  );
}

function list(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [bold(title), ...items.map((item) => `  - ${item}`), ""];
}

function windowLines(found: DiagnosedFile, lineAt: LineAt): string[] {
  const { startLine, endLine } = found.window;
  const width = String(endLine).length;
  const shownLines: string[] = [];
  for (let number = startLine; number <= endLine; number += 1) {
    const line = lineAt(number);
    const mark = found.failingLines[0] === number ? ">" : " ";
    if (line !== null) shownLines.push(`${mark} ${String(number).padStart(width)} ${shown(line)}`);
  }
  return shownLines.length === 0 ? [] : [bold(`Lines ${startLine} to ${endLine}`), ...shownLines, ""];
}

/** Looks up a log line; null if it was skipped or does not exist. */
type LineAt = (line: number) => string | null;

function linesOf(kept: KeptLog): LineAt {
  const lines = kept.text.split("\n");
  return (line) => {
    const local = kept.numbers.local(line);
    return local === null ? null : (lines[local - 1] ?? null);
  };
}

function leftOut({ omitted, lineCount }: KeptLog): string[] {
  if (omitted.lines === 0 && omitted.cutLines === 0) return [];
  const cut = omitted.cutLines === 0 ? "" : `, and ${omitted.cutLines} very long lines were shortened`;
  return [
    `Large log: ${omitted.lines} of ${lineCount} lines were skipped (${Math.ceil(omitted.bytes / 1e6)} MB): no sign of failure, or repeats${cut}.`,
    "",
  ];
}

/** A log line safe for a terminal: redacted, without escape sequences, of bounded length. */
function shown(line: string): string {
  const safe = clean(cleanLine(line)).replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
  return safe.length <= WIDTH ? safe : `${safe.slice(0, WIDTH - 1)}…`;
}
