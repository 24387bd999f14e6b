import { databricksRoutine } from "@/lib/intake/sources/databricks/routine";
import type { SourceConnection } from "@/lib/sources/data";
import { tokenOf } from "@/lib/sources/token-of";
import { createDatabricksClient } from "@/lib/vendors/databricks/client";

/** What started a run, as its orchestrator knows it. */
export interface TriggerReading {
  /** In the orchestrator's words; null if it does not say. */
  type: string | null;
  /** As in a report's run. */
  routine: string | null;
  /** ISO 8601. */
  startedAt: string | null;
}

/** Reads what started a run. @throws AppError; NOT_FOUND if the run is gone. */
export type TriggerReader = (run: string) => Promise<TriggerReading>;

/** Readers for the kinds of sources whose reports do not say what started a run. To add one, list it here. */
const READERS = new Map<string, (connection: SourceConnection) => TriggerReader>([
  ["databricks", readDatabricks],
]);

export const TRIGGER_KINDS: readonly string[] = [...READERS.keys()];

/** A reader for the source's API; null for a kind without one. */
export function openTriggerReader(kind: string, connection: SourceConnection): TriggerReader | null {
  return READERS.get(kind)?.(connection) ?? null;
}

function readDatabricks({ baseUrl, credentials }: SourceConnection): TriggerReader {
  const client = createDatabricksClient({ baseUrl, token: tokenOf(credentials) });
  return async (id) => {
    const run = await client.run(id);
    return { type: run.trigger, routine: databricksRoutine(run), startedAt: run.startedAt };
  };
}
