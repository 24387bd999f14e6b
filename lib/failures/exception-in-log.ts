import type { ReportException } from "@/lib/failures/schemas";
import { explainingChain } from "@/lib/logs/exceptions/explaining-chain";
import { parseLog } from "@/lib/logs/parse-log";
import { tellingPart } from "@/lib/logs/retention/telling-part";

const MAX_LINES = 300;
const MAX_MESSAGE = 2_000;

/**
 * The error that a log tells of, for a report that carries a log and names no error: without it every such failure
 * would have the same title and the same fingerprint. Of a large log its most telling 64 KiB are read, so that the
 * answer to the sender does not wait (decision 020). Null where they show no failure, or none clearly. Pure.
 */
export function exceptionInLog(log: string): ReportException | null {
  const part = tellingPart(log);
  const parsed = parseLog(part, { kind: "auto" });
  if (parsed.outcome === "no_failure") return null;
  const best = parsed.failingLines[0] ?? null;
  const chain = explainingChain(parsed.exceptions, best?.line ?? null);
  const root = chain?.find((one) => one.isRoot) ?? chain?.[0];
  if (chain && root) {
    const from = Math.min(...chain.map((one) => one.startLine));
    const to = Math.max(...chain.map((one) => one.endLine));
    const lines = part.split("\n").slice(Math.max(from - 1, to - MAX_LINES), to);
    return { type: root.type, message: root.message.slice(0, MAX_MESSAGE), traceback: lines.join("\n") };
  }
  if (parsed.outcome !== "failure" || !best) return null;
  return { type: null, message: best.text.trim().slice(0, MAX_MESSAGE), traceback: null };
}
