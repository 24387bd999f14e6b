import { compareLogsInBackground } from "@/lib/background/compare-logs-in-background";
import type { LogInput } from "@/lib/background/read-log";
import type { GoodRunComparison } from "@/lib/evidence/logs/schemas";
import type { LogFacts } from "@/lib/evidence/schemas";

/** A successful try of the same task, with its log. */
interface GoodLog {
  runId: string;
  tryNumber: number;
  endedAt: string | null;
  log: LogInput;
}

/**
 * What the failed log has that the good one has not, by line templates. `facts`: the findings in the failed log.
 * @throws AppError UNAVAILABLE when too many large texts are being read.
 */
export async function compareWithGoodRun(
  failed: LogInput,
  facts: LogFacts,
  { log, runId, tryNumber, endedAt }: GoodLog,
): Promise<GoodRunComparison> {
  const difference = await compareLogsInBackground({
    failed,
    good: log,
    failure: {
      exceptions: facts.exceptions.map(({ startLine, endLine, messageLine }) => ({
        startLine,
        endLine,
        messageLine,
      })),
      failing: facts.failingLines.map(({ line }) => line),
    },
  });
  return { goodRun: { runId, tryNumber, endedAt }, ...difference };
}
