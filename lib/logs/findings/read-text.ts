import { logFindings } from "@/lib/logs/findings/log-findings";
import { parseLog } from "@/lib/logs/parse-log";
import type { LogKind, ReadText } from "@/lib/logs/schemas";

/** Reads a text as a complete log whose first line is line 1. For large texts use `readLogInBackground`. */
export function readText(text: string, kind: LogKind | "auto" = "auto"): ReadText {
  return { text, firstLine: 1, findings: logFindings(parseLog(text, { kind }), text.split("\n")) };
}
