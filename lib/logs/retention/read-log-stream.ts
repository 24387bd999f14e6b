import { KEEP_BUDGET, LogKeeper, type KeepBudget, type KeptLog } from "@/lib/logs/retention/keep-log";
import { parseLog } from "@/lib/logs/parse-log";
import { renumberLog } from "@/lib/logs/retention/renumber-log";
import type { LogKind, ParsedLog } from "@/lib/logs/schemas";

/** A log of any size, understood. */
export interface StreamedLog {
  /** As `parseLog` reads it, with the line numbers of the log. `truncated` where parts were left out. */
  parsed: ParsedLog;
  /** The text that was kept and how its lines are numbered in the log. */
  kept: KeptLog;
  /** The same reading with the line numbers of `kept.text`, for what cites that text. */
  local: ParsedLog;
}

export interface StreamOptions {
  kind?: LogKind | "auto";
  budget?: KeepBudget;
}

/**
 * Reads a log of any size from its bytes (a file, standard input, an HTTP answer) in bounded memory. A log of up
 * to 24 MiB (128 bytes more for each line) is kept whole and read as `parseLog` does; of a larger one the
 * beginning, the end and every part that carries evidence are kept, and `kept` says what was left out. Throws only
 * what the stream throws.
 */
export async function readLogStream(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: StreamOptions = {},
): Promise<StreamedLog> {
  const keeper = new LogKeeper(options.budget ?? KEEP_BUDGET);
  for await (const chunk of chunks) keeper.push(chunk);
  return understandKept(keeper.finish(), options.kind ?? "auto");
}

/** Understands what a keeper kept. */
export function understandKept(kept: KeptLog, kind: LogKind | "auto"): StreamedLog {
  const local = { ...parseLog(kept.text, { kind }), sizeBytes: kept.sizeBytes };
  if (kept.isWhole) return { parsed: local, kept, local };
  return { parsed: renumberLog(local, kept), kept, local };
}
