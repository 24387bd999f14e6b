import { cleanLine } from "@/lib/logs/clean-line";
import type { ParsedLog } from "@/lib/logs/schemas";
import { clean, type DiagnosedFile } from "./diagnosed-file";

const WIDTH = 160;
const MAX_ACTIONS = 5;
const isColoured = process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined;
const bold = (text: string): string => (isColoured ? `\u001b[1m${text}\u001b[0m` : text);
const dim = (text: string): string => (isColoured ? `\u001b[2m${text}\u001b[0m` : text);

/** What a person reads: cause first, then the line, why it is that line, what to do, and the window. */
export function renderDiagnosis(
  found: DiagnosedFile,
  parsed: ParsedLog,
  lines: readonly string[],
  hasTitle: boolean,
): string {
  const title = hasTitle ? [bold(`== ${found.file}`)] : [];
  if (found.outcome === "no_failure") {
    return [...title, `No failure: ${parsed.outcomeReason.text}`, ""].join("\n");
  }
  return [
    ...title,
    ...heading(found),
    ...failingLine(parsed, lines),
    ...otherReadings(found),
    ...list("What to do next", found.recommendedActions.slice(0, MAX_ACTIONS)),
    ...windowLines(found, lines),
    dim(
      `fingerprint ${found.fingerprint}${found.signature === null ? "" : ` · signature ${found.signature}`} · ${found.ms} ms`,
    ),
    "",
  ].join("\n");
}

function heading(found: DiagnosedFile): string[] {
  const sure = `${Math.round(found.confidence * 100)} %`;
  if (found.outcome === "inconclusive") {
    return [bold("Inconclusive: the log does not say clearly why it failed"), found.explanation, ""];
  }
  return [
    bold(found.rootCause),
    `${found.category.replaceAll("_", " ")} · confidence ${sure} · ${found.transience === "unknown" ? "unknown whether a retry helps" : found.transience}`,
    "",
    found.explanation,
    "",
  ];
}

function failingLine(parsed: ParsedLog, lines: readonly string[]): string[] {
  const first = parsed.failingLines[0];
  if (first === undefined) return [];
  const why = first.reasons.length === 0 ? [] : [dim(`  because: ${first.reasons.join("; ")}`)];
  return [bold(`Failing line ${first.line}`), `  ${shown(lines[first.line - 1] ?? first.text)}`, ...why, ""];
}

function otherReadings(found: DiagnosedFile): string[] {
  const others = found.outcome === "inconclusive" ? found.hypotheses : found.hypotheses.slice(1);
  return list(
    found.outcome === "inconclusive" ? "Guesses" : "It could also be",
    others.map(
      (each) =>
        `${Math.round(each.confidence * 100)} % ${each.category.replaceAll("_", " ")}: ${each.rootCause}`,
    ),
  );
}

function list(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [bold(title), ...items.map((item) => `  - ${item}`), ""];
}

function windowLines(found: DiagnosedFile, lines: readonly string[]): string[] {
  const { startLine, endLine } = found.window;
  const width = String(endLine).length;
  const shownLines = lines.slice(startLine - 1, endLine).map((line, at) => {
    const number = startLine + at;
    const mark = found.failingLines[0] === number ? ">" : " ";
    return `${mark} ${String(number).padStart(width)} ${shown(line)}`;
  });
  return shownLines.length === 0 ? [] : [bold(`Lines ${startLine} to ${endLine}`), ...shownLines, ""];
}

/** A log line safe for a terminal: no secrets, no escape sequences, not too long. */
function shown(line: string): string {
  const safe = clean(cleanLine(line)).replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
  return safe.length <= WIDTH ? safe : `${safe.slice(0, WIDTH - 1)}…`;
}
