import { KEEP_BUDGET, LogKeeper, type KeepBudget, type KeptLog } from "@/lib/logs/retention/keep-log";
import { parseLog } from "@/lib/logs/parse-log";
import { renumberLog } from "@/lib/logs/retention/renumber-log";
import type { LogKind, ParsedLog } from "@/lib/logs/schemas";

/** A parsed log of any size. */
export interface StreamedLog {
  /** As returned by `parseLog`, with the log's line numbers. `truncated` if parts were left out. */
  parsed: ParsedLog;
  /** The kept text and the mapping of its lines to the log. */
  kept: KeptLog;
  /** The same result with the line numbers of `kept.text`, for citations of that text. */
  local: ParsedLog;
}

export interface StreamOptions {
  kind?: LogKind | "auto";
  budget?: KeepBudget;
}

/**
 * Reads a log of any size from its bytes (a file, standard input, an HTTP response) in bounded memory. A log of up to
 * 24 MiB (counting 128 extra bytes per line) is kept completely and parsed like `parseLog` does. For a larger log the
 * beginning, the end and the regions with evidence are kept, and `kept` describes what was left out. Throws only what
 * the stream throws.
 */
export async function readLogStream(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: StreamOptions = {},
): Promise<StreamedLog> {
  const keeper = new LogKeeper(options.budget ?? KEEP_BUDGET);
  for await (const chunk of chunks) keeper.push(chunk);
  return parseKeptLog(keeper.finish(), options.kind ?? "auto");
}

/** Parses the part of a log that a `LogKeeper` kept, with the line numbers of the original log. */
export function parseKeptLog(kept: KeptLog, kind: LogKind | "auto"): StreamedLog {
  const local = { ...parseLog(kept.text, { kind }), sizeBytes: kept.sizeBytes };
  if (kept.isWhole) return { parsed: local, kept, local };
  return { parsed: renumberLog(local, kept), kept, local };
}
