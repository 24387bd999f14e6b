import type { LogInput } from "@/lib/background/read-log";
import { readLogInBackground } from "@/lib/background/read-log-in-background";
import { readableJsonInBackground } from "@/lib/background/readable-in-background";
import type { LogFacts } from "@/lib/evidence/schemas";
import type { FirstLogFacts } from "@/lib/evidence/stored-facts";
import { LOG_KINDS } from "@/lib/logs/schemas";
import type { Context } from "@/lib/platform/context";

interface StoredLog {
  id: string;
  text: string;
  startLine: number | null;
  facts: FirstLogFacts;
}

/**
 * Reads a log with outdated facts again from its stored text and stores the new facts for later reads. Safe to run
 * twice.
 * @throws AppError UNAVAILABLE when too many large texts are being read.
 */
export async function readLogAgain(ctx: Context, log: StoredLog): Promise<LogFacts> {
  const { logKind, origin, lineCount } = log.facts;
  const input: LogInput = {
    text: log.text,
    kind: LOG_KINDS.find((kind) => kind === logKind) ?? "auto",
    isStructured: false,
    part: {
      stretches: [{ local: 1, original: log.startLine ?? 1, missing: 0 }],
      lineCount,
      omittedLines: 0,
    },
  };
  const { findings } = await readLogInBackground(input);
  const facts = await readableJsonInBackground<LogFacts>({
    schemaVersion: 2,
    origin,
    isReadAgain: true,
    ...findings,
  });
  await ctx.pool.query(KEEP, [log.id, ctx.workspaceId, JSON.stringify(facts)]);
  return facts;
}

const KEEP = `
UPDATE evidence SET facts = $3::jsonb
WHERE id = $1 AND workspace_id = $2 AND COALESCE(facts->>'schemaVersion', '1') = '1'`;
