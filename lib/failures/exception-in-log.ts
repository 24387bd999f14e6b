import type { ReportException } from "@/lib/failures/schemas";
import { explainingChain } from "@/lib/logs/exceptions/explaining-chain";
import { parseLog } from "@/lib/logs/parse-log";
import { tellingPart } from "@/lib/logs/retention/telling-part";

const MAX_LINES = 300;
const MAX_MESSAGE = 2_000;

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
  if (parsed.outcome !== "failure" || !best) return null;
  return { type: null, message: best.text.trim().slice(0, MAX_MESSAGE), traceback: null };
}
