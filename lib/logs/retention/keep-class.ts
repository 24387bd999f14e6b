/** Rates how much a line of a large log is worth keeping. */
import { isErrorLevel } from "@/lib/logs/records/error-level";
import { cleanLine, isRed } from "@/lib/logs/records/clean-line";
import { lineEvidence } from "@/lib/logs/ranking/line-evidence";
import type { LogLine } from "@/lib/logs/records/log-line";
import { isVerdict } from "@/lib/logs/ranking/log-outcome";
import { RecordBuilder } from "@/lib/logs/records/record-builder";
import { isRunEdge } from "@/lib/logs/ranking/run-ends";

/** 4: run and attempt boundaries; 3: exceptions; 2: likely causes; 1: mentions of failure; 0: nothing. */
export type KeepClass = 0 | 1 | 2 | 3 | 4;

const TRACE =
  /Traceback \(most recent call last|^\s{0,8}File "|^\s{1,12}at \S|^\s{0,12}(?:Caused by: |---> |Suppressed: )|^(?:panic|fatal error): |^goroutine \d|^thread '|^\s{1,8}\/[^\s:]{1,300}\.go:\d|^\s{0,12}from .{1,300}:in |^\s{0,8}[A-Z][A-Za-z]{1,20} (?:Var |Path )?Error(?: in |\s*$)/;
const TYPED = /^(?:[A-Za-z_]\w{0,80}\.){0,10}[A-Za-z_]\w{0,80}(?:Error|Exception)(?:: |$)/;
const CAUSE_WEIGHT = 44;
const MENTION_WEIGHT = 30;
/** Number of lines by which a structured message is rated. */
const MAX_LINES = 200;

/** Rates one raw line after parsing its prefix and structure. */
export function keepClass(raw: string): KeepClass {
  const builder = new RecordBuilder("generic");
  builder.addLine(1, cleanLine(raw), isRed(raw));
  let best: KeepClass = builder.exits.length > 0 ? 4 : builder.details.length > 0 ? 3 : 0;
  for (const line of builder.lines.slice(0, MAX_LINES)) {
    const own = classOf(line);
    if (own > best) best = own;
  }
  return best;
}

function classOf(line: LogLine): KeepClass {
  const text = line.text.length > 2000 ? line.text.slice(0, 2000) : line.text;
  if (isRunEdge(text) || isVerdict(text)) return 4;
  if (TRACE.test(text) || TYPED.test(text)) return 3;
  const isLoud = line.level === null || isErrorLevel(line.level);
  const weight = lineEvidence(text)?.weight ?? 0;
  if (weight >= CAUSE_WEIGHT) return isLoud ? 2 : 1;
  if (isErrorLevel(line.level)) return 2;
  return weight >= MENTION_WEIGHT && isLoud ? 1 : 0;
}
