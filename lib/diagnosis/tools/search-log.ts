import { z } from "zod";
import {
  describeStored,
  logLines,
  NO_LOG,
  storedLogs,
  type StoredLog,
} from "@/lib/diagnosis/tools/incident-logs";
import { noText, type ModelTool, type ReadPiece, type ToolAnswer } from "@/lib/diagnosis/tools/tool";
import type { Evidence } from "@/lib/evidence/schemas";

const CONTEXT_LINES = 2;
const MAX_HITS = 30;
const MAX_NUMBERS = 60;
const MAX_WORDS = 10;

const LogSearch = z.strictObject({
  words: z
    .string()
    .trim()
    .min(2)
    .max(200)
    .describe("Plain words, not a pattern. A line is found if it contains all of them; case does not count"),
});
type LogSearch = z.infer<typeof LogSearch>;

/** Searches all stored logs of the incident, and what is stored of the last good run's. Linear in their length. */
export function searchLog(evidence: readonly Evidence[]): ModelTool<LogSearch> {
  return {
    name: "search_log",
    description: `Finds lines in the logs of this incident: of the failed try, of earlier tries, of other parts of the run that failed, and the lines that only the last good run logged. Shows each hit with ${CONTEXT_LINES} lines around it.`,
    input: LogSearch,
    read: async ({ words }) => search(evidence, words),
  };
}

function search(evidence: readonly Evidence[], query: string): ToolAnswer {
  const logs = storedLogs(evidence);
  if (logs.length === 0) return NO_LOG;
  const words = query.toLowerCase().split(/\s+/).slice(0, MAX_WORDS);
  const isHit = (line: string) => {
    const text = line.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const found = logs.map((log) => ({ log, hits: hitsIn(log, isHit) }));
  const shown = shareHits(found);
  const pieces = [...shown.flatMap(({ log, hits }) => around(log, hits)), ...onlyInGoodRun(logs, isHit)];
  const rest = found.flatMap(({ log, hits }, i) => {
    const more = hits.slice(shown[i]?.hits.length ?? 0);
    return more.length === 0 ? [] : [`${log.piece.title}: ${listed(more)}`];
  });
  const notes = [
    rest.length > 0 ? `Further lines match, in ${rest.join("; ")}.` : null,
    ...logs.map((log) => (log.piece.truncated ? `${log.piece.title}: ${describeStored(log)}` : null)),
  ].filter((note) => note !== null);
  if (pieces.length === 0) return noText([`No stored line contains all of these words.`, ...notes].join(" "));
  return { pieces, note: notes.length === 0 ? null : notes.join(" ") };
}

function hitsIn({ lines, firstLine }: StoredLog, isHit: (line: string) => boolean): number[] {
  return lines.flatMap((line, i) => (isHit(line) ? [firstLine + i] : []));
}

interface Found {
  log: StoredLog;
  /** Line numbers, in order. */
  hits: number[];
}

/** The hits to show: the first of each log, more of the failed try's than of the others'. */
function shareHits(found: readonly Found[]): Found[] {
  let room = MAX_HITS;
  return found.map(({ log, hits }, i) => {
    const rest = found.slice(i + 1).filter((other) => other.hits.length > 0).length;
    const shown = hits.slice(0, Math.max(room - rest * 2, 0));
    room -= shown.length;
    return { log, hits: shown };
  });
}

/** The lines around hits; those that touch are one piece. */
function around(log: StoredLog, hits: readonly number[]): ReadPiece[] {
  const spans: { from: number; to: number }[] = [];
  for (const hit of hits) {
    const span = {
      from: Math.max(hit - CONTEXT_LINES, log.firstLine),
      to: Math.min(hit + CONTEXT_LINES, log.lastLine),
    };
    const last = spans.at(-1);
    if (last !== undefined && span.from <= last.to + 1) last.to = span.to;
    else spans.push(span);
  }
  return spans.map(({ from, to }) => logLines(log, from, to));
}

/** The last good run's log is not stored, only what it has and the failed one has not. */
function onlyInGoodRun(logs: readonly StoredLog[], isHit: (line: string) => boolean): ReadPiece[] {
  return logs.flatMap(({ piece }): ReadPiece[] => {
    const comparison = piece.facts?.comparison;
    const lines = comparison?.missing.filter(({ text }) => isHit(text)).slice(0, MAX_HITS) ?? [];
    if (!comparison || lines.length === 0) return [];
    return [
      {
        evidenceId: null,
        kind: "log",
        title: `Lines that only the last good run logged (${comparison.goodRun.runId})`,
        text: lines.map(({ text }) => text.replaceAll("\n", " ")).join("\n"),
        startLine: 1,
        provenance: "fact",
      },
    ];
  });
}

function listed(lines: readonly number[]): string {
  const more = lines.length - MAX_NUMBERS;
  return `${lines.slice(0, MAX_NUMBERS).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
