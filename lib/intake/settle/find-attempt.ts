import type { Pool } from "pg";
import type { ReportedAttempt } from "@/lib/intake/settle/in-attempt";
import { KNOWN_ATTEMPTS } from "@/lib/intake/settle/settle-sql";
import { batchByPool } from "@/lib/platform/db/batch-by-pool";

interface Question {
  workspaceId: string;
  /** The closest first. */
  ids: readonly string[];
}

/** Events arrive by the hundred, and asking for each would take longer than storing it. */
const QUEUE = {
  maxBatch: 200,
  maxQueued: 4_000,
  maxQueuedBytes: 16 * 1_048_576,
  maxWaitMs: 4_500,
  sizeOf: ({ ids }: Question) => ids.reduce((sum, id) => sum + id.length, 0),
  isAboutData: () => false,
};
const ask = batchByPool<Question, ReportedAttempt | null>(answer, QUEUE);

/**
 * The first attempt of the workspace that is known by one of these ids; null if there is none. Concurrent questions become
 * one query.
 * @throws database errors; AppError UNAVAILABLE if too many wait
 */
export function findAttempt(
  db: Pool,
  workspaceId: string,
  ids: readonly string[],
): Promise<ReportedAttempt | null> {
  return ask(db, { workspaceId, ids });
}

async function answer(db: Pool, questions: readonly Question[]): Promise<(ReportedAttempt | null)[]> {
  const asked = questions.flatMap(({ workspaceId, ids }, i) =>
    ids.map((id, rank) => ({ i, workspaceId, id, rank })),
  );
  const { rows } = await db.query<ReportedAttempt & { i: number }>({
    name: "known-attempts",
    text: KNOWN_ATTEMPTS,
    values: [JSON.stringify(asked)],
  });
  const found = new Map(rows.map(({ i, ...attempt }) => [i, attempt]));
  return questions.map((_question, i) => found.get(i) ?? null);
}
