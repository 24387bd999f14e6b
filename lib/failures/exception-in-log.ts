import type { ReportException } from "@/lib/failures/schemas";
import { explainingChain } from "@/lib/logs/exceptions/explaining-chain";
import { parseLog } from "@/lib/logs/parse-log";
import { tellingPart } from "@/lib/logs/retention/telling-part";

const MAX_LINES = 300;
const MAX_MESSAGE = 2_000;
/** Points from which a line counts as an error although the log does not say how the run ended. */
const CLEARLY_AN_ERROR = 40;

/** `"message" : "…",` */
const FIELD = /^"\w{1,40}"\s?:\s?"(.{1,4000}?)"?,?$/;
/** `package.SomeError: message` */
const TYPED = /^(?<type>(?:[A-Za-z_$][\w$]{0,80}\.){0,12}[A-Z]\w{0,80}(?:Error|Exception)): (?<message>.+)$/;

/**
 * The error shown in a log, for a report that carries a log but no error: otherwise all such failures would share one
 * title and one fingerprint. Only the most relevant 64 KiB of a large log are read, so that the sender gets its response
 * quickly (decision 020). Null when they show no clear failure. Pure.
 */
export function exceptionInLog(log: string): ReportException | null {
  const part = tellingPart(log);
  const parsed = parseLog(part, { kind: "auto" });
  if (parsed.outcome === "no_failure") return null;
  const best = parsed.failingLines[0] ?? null;
  const chain = explainingChain(parsed.exceptions, best?.line ?? null);
  const root = chain?.find((exception) => exception.isRoot) ?? chain?.[0];
  if (chain && root) {
    const from = Math.min(...chain.map((exception) => exception.startLine));
    const to = Math.max(...chain.map((exception) => exception.endLine));
    const lines = part.split("\n").slice(Math.max(from - 1, to - MAX_LINES), to);
    return { type: root.type, message: root.message.slice(0, MAX_MESSAGE), traceback: lines.join("\n") };
  }
  if (!best || (parsed.outcome === "unknown" && best.score < CLEARLY_AN_ERROR)) return null;
  return { ...typeAndMessage(best.text.trim()), traceback: null };
}

/** Separates `Type: message`, and reads the value of an error object's field printed on a line of its own. */
function typeAndMessage(line: string): { type: string | null; message: string } {
  const value = FIELD.exec(line)?.[1] ?? line;
  const named = TYPED.exec(value)?.groups;
  const message = (named?.message ?? value).slice(0, MAX_MESSAGE);
  return { type: named?.type ?? null, message };
}
