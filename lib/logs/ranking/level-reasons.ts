/** Rates a line by the level that it was logged at, and by who printed it. */
import { isErrorLevel } from "@/lib/logs/records/error-level";
import { LOGGED_AS_CRITICAL, LOGGED_AS_ERROR } from "@/lib/logs/ranking/specificity";
import type { LogLine } from "@/lib/logs/records/log-line";

/** Another program's error that is passed on at info level. */
const SAYS_ERROR = /^(?:ERROR|FATAL|Error|error|fatal): \S/;

/** The points of a line outside of exceptions for its level. `weight`: what it says, in points of `lineEvidence`. */
export function levelReasons(
  line: LogLine,
  { weight, hasOwnRoot }: { weight: number; hasOwnRoot: boolean },
): { text: string; points: number }[] {
  const level = line.level;
  if (line.relayed && weight >= 40 && !hasOwnRoot) {
    return [{ text: "printed by the program the task ran", points: isErrorLevel(level) ? 22 : 16 }];
  }
  if (level === "critical") return [{ text: LOGGED_AS_CRITICAL, points: 16 }];
  if (level === "error") return [{ text: LOGGED_AS_ERROR, points: 10 }];
  if (level === "warning") return [{ text: "logged as a warning", points: -14 }];
  if (level === "debug") return [{ text: "logged at debug level", points: -22 }];
  if (level === "info" && !line.relayed && line.head && !SAYS_ERROR.test(line.text))
    return [{ text: "logged at info level", points: -18 }];
  return [];
}
