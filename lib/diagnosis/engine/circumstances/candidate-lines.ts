import { changeLine } from "@/lib/evidence/deployments/deploy-changes";
import { lineOfChange } from "@/lib/diagnosis/engine/circumstances/line-of-change";
import type { EvidencePiece, PieceOf } from "@/lib/diagnosis/engine/diagnosis-input";
import type { Observed } from "@/lib/diagnosis/engine/observe";

/** A line that may say why something failed. */
export interface CandidateLine {
  piece: EvidencePiece;
  /** By the evidence's numbers. */
  number: number;
  text: string;
  claim: string;
  ending: string;
  /** Of code or configuration. */
  isChange: boolean;
  /** In a file that appears in the traceback or has the task's name. */
  isFailingFile: boolean;
  /** Adds a line of the traceback, rather than any other line of its file. */
  isFailingLine: boolean;
  /** Replaces a line, rather than adding or removing one. */
  isReplacing: boolean;
  /** From before the pipeline last worked; only what it names may belong to the failure. */
  isOld: boolean;
  /** An input that is not as usual, or an event that says that something failed. */
  isUnusual: boolean;
}

const UNMARKED = {
  isChange: false,
  isFailingFile: false,
  isFailingLine: false,
  isReplacing: false,
  isOld: false,
  isUnusual: false,
};
const MAX_LINES = 400;
const MAX_SHOWN = 160;
const DOCUMENT = /\.(?:md|rst|adoc|txt)$|(?:^|\/)(?:docs?|tests?)\//i;
const TIME = /\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?/;

/** The lines of commits, deployments, events and measurements since the pipeline last worked. */
export function candidateLines(observed: Observed): CandidateLine[] {
  const good = lastGoodRun(observed);
  return observed.input.evidence
    .filter(({ status }) => status === "ok")
    .flatMap((piece) => {
      if (piece.kind === "commit") return commitLines(piece, observed, good);
      if (piece.kind === "deploy") return deployLines(piece);
      if (piece.kind === "upstream")
        return textLines(piece, null)
          .filter(({ text }) => IS_UNUSUAL.test(text))
          .map((line) => ({ ...line, isUnusual: true }));
      if (piece.kind === "no_log")
        return textLines(piece, good)
          .filter(({ text }) => !SAYS_ENDED.test(text))
          .map((line) => ({ ...line, isUnusual: SAYS_FAILED.test(line.text) }));
      if (piece.kind === "metric")
        return textLines(piece, good).map((line) => ({
          ...line,
          isUnusual: isFarFromUsual(piece, line.text),
        }));
      if (piece.kind === "event") return textLines(piece, good);
      return [];
    });
}

const IS_CHANGE =
  /\b(?:changed|edited|added|removed|created|deleted|replaced|dropped|renamed|installed|upgraded|revoked|granted|rotated|is new|\w*(?:Delete|Insert|Create|Drop|Replace|Set)[A-Z]\w*)\b/i;

/** What the collector of inputs says of those that are not as usual. */
const IS_UNUSUAL = /: (?:far (?:more|fewer) rows|late|empty|failed|paused|running|skipped)\b/i;

/** That the attempt ended, which is known. */
const SAYS_ENDED =
  /\bexited with (?:return )?code\b|\bset to failed\b|\bmarked as failed\b|\bstopping container\b/i;
const SAYS_FAILED = /\b(?:failed|error|unable|denied|refused|evicted|killed)\b|BackOff/i;

const NAMES_USUAL = /\b(?:usual|normal|baseline|before|previous|average|typical|expected)\b/i;
const NUMBER = /(?<![\w.:-])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w:-])|(?<![\w.:-])\d+(?:\.\d+)?(?![\w:-])/g;
const FAR = 3;

/** A row of a table with a column of usual values, whose value is at least three times as much or little. */
function isFarFromUsual({ text }: PieceOf<"metric">, row: string): boolean {
  if (!NAMES_USUAL.test(text)) return false;
  const numbers = (row.match(NUMBER) ?? []).map((number) => Number(number.replaceAll(",", "")));
  const [now, usual] = numbers;
  if (numbers.length !== 2 || now === undefined || usual === undefined) return false;
  return now >= usual * FAR || usual >= now * FAR;
}

/** When the pipeline last worked; null if unknown. */
function lastGoodRun({ input }: Observed): number | null {
  const times = input.evidence.flatMap((piece) => {
    if (piece.kind === "run_history") return piece.facts?.lastSuccessAt ?? [];
    if (piece.kind === "deploy") return piece.facts?.goodRun?.endedAt ?? [];
    return [];
  });
  const known = times.map((time) => Date.parse(time)).filter((time) => !Number.isNaN(time));
  return known.length === 0 ? null : Math.max(...known);
}

/** What happened while it still worked did not break it. */
function isBefore(text: string, good: number | null): boolean {
  const time = TIME.exec(text)?.[0];
  if (good === null || time === undefined) return false;
  const at = Date.parse(time.length > 10 ? time : `${time}T23:59:59Z`);
  return !Number.isNaN(at) && at < good;
}

function deployLines(piece: PieceOf<"deploy">): CandidateLine[] {
  const lines = piece.text.split("\n");
  return (piece.facts?.changes ?? []).flatMap((change) => {
    const index = lineOfChange(lines, change);
    if (index === -1) return [];
    const shown = plain(changeLine(change));
    return {
      piece,
      number: index + (piece.startLine ?? 1),
      // Who made a change, and when, says nothing about what it changed.
      text: changeLine({ ...change, by: null, at: null }),
      claim: `Since the last good run: ${shown}`,
      ending: `; since the last good run ${shown}`,
      ...UNMARKED,
      isChange: true,
    };
  });
}

function textLines(
  piece: PieceOf<"event"> | PieceOf<"metric"> | PieceOf<"no_log"> | PieceOf<"upstream">,
  good: number | null,
): CandidateLine[] {
  return piece.text
    .split("\n")
    .slice(0, MAX_LINES)
    .flatMap((text, index) => {
      if (text.trim() === "") return [];
      const shown = plain(text);
      return {
        piece,
        number: index + (piece.startLine ?? 1),
        text,
        claim: `${plain(piece.title)}: “${shown}”`,
        ending: `. ${plain(piece.title)}: “${shown}”`,
        ...UNMARKED,
        isChange: IS_CHANGE.test(text),
        isOld: isBefore(text, good),
      };
    });
}

function commitLines(piece: PieceOf<"commit">, observed: Observed, good: number | null): CandidateLine[] {
  const { facts } = piece;
  if (facts === null || isBefore(facts.date, good)) return [];
  const frames = observed.subjects[0]?.exception?.frames ?? [];
  const sources = new Set(frames.flatMap(({ source }) => source?.trim() ?? []));
  return changedLines(piece.text)
    .filter(
      ({ path, text, before }) =>
        !DOCUMENT.test(path) && !isComment(text) && !(before !== null && isRenaming(before, text)),
    )
    .map(({ path, text, before, index }) => {
      const said = `ommit \`${facts.sha.slice(0, 8)}\` ${verbOf(text, before)} in \`${plain(path)}\``;
      return {
        piece,
        number: index + (piece.startLine ?? 1),
        text: before === null ? text : `${before}\n${text}`,
        claim: `C${said}`,
        ending: `; c${said}`,
        ...UNMARKED,
        isChange: true,
        isFailingFile: isFailing(path, observed),
        isFailingLine: text.startsWith("+") && sources.has(text.slice(1).trim()),
        isReplacing: before !== null,
      };
    });
}

function verbOf(text: string, before: string | null): string {
  const shown = (line: string): string => `\`${plain(line.slice(1), 100)}\``;
  if (before !== null) return `changed ${shown(before)} to ${shown(text)}`;
  return `${text.startsWith("+") ? "added" : "removed"} ${shown(text)}`;
}

const TOKEN = /"[^"\n]*"|'[^'\n]*'|[A-Za-z_]\w*|\S/g;
const NAME = /^[A-Za-z_]\w*$/;

/** Whether two lines differ only in names, as after a function or an alias was renamed, which changes nothing that it does. */
function isRenaming(before: string, after: string): boolean {
  const [old, now] = [before, after].map((line): string[] => line.slice(1, 1_000).match(TOKEN) ?? []);
  if (old?.length !== now?.length) return false;
  const changed = (old ?? []).filter((token, at) => token !== now?.[at]);
  return changed.every(
    (token, at) =>
      NAME.test(token) && NAME.test((now ?? []).filter((other, i) => other !== old?.[i])[at] ?? ""),
  );
}

interface ChangedLine {
  path: string;
  /** With its sign. */
  text: string;
  /** The removed line that an added one stands for; null if there is none. */
  before: string | null;
  index: number;
}

/** The added lines of a patch, each with the removed one in its place, and the removed ones that nothing stands for. */
function changedLines(patch: string): ChangedLine[] {
  const changed: ChangedLine[] = [];
  let path = "";
  let removed: ChangedLine[] = [];
  for (const [index, text] of patch.split("\n").slice(0, MAX_LINES).entries()) {
    path = /^\+\+\+ (?:b\/)?(.+)$/.exec(text)?.[1] ?? path;
    const sign = /^([+-])(?![+-]{2})/.exec(text)?.[1];
    if (sign === "-") removed.push({ path, text, before: null, index });
    else if (sign === "+") changed.push({ path, text, before: removed.shift()?.text ?? null, index });
    else {
      changed.push(...removed);
      removed = [];
    }
  }
  return [...changed, ...removed];
}

/** Comments and log statements, which change nothing that could fail. */
const isComment = (text: string): boolean =>
  /^[+-]\s*(?:#|\/\/|--|\*|"""|'''|(?:logg?(?:er|ing)?|console)\.\w+\(|print\(|$)/.test(text);

/** Whether the file appears in the traceback or has the name of the task or pipeline. */
function isFailing(path: string, { subjects, input }: Observed): boolean {
  const file = path.split("/").at(-1) ?? "";
  const stem = file.replace(/\.\w+$/, "");
  const task = input.failure.task?.split(".").at(-1) ?? null;
  if (stem !== "" && (stem === task || stem === input.failure.pipeline)) return true;
  const end = path.split("/").slice(-2).join("/");
  return (subjects[0]?.exception?.frames ?? []).some(
    (frame) => frame.origin === "user" && frame.file.endsWith(end),
  );
}

/** One line without quotation marks, to be quoted. */
function plain(text: string, max = MAX_SHOWN): string {
  const line = text.replaceAll(/[\s\u0000-\u001f`“”]+/g, " ").trim();
  return line.length <= max ? line : `${line.slice(0, max - 1)}…`;
}
