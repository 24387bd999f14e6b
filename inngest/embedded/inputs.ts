import type { Answer, CronTick, EventBuffer, QueueItem, StoredEvent, Wait } from "./state";

/** Something that happened and has to be processed. */
export type Input =
  | { kind: "answer"; item: QueueItem; answer: Answer }
  | { kind: "event"; stored: StoredEvent }
  | { kind: "wait"; wait: Wait }
  | { kind: "buffer"; buffer: EventBuffer }
  | { kind: "tick"; tick: CronTick }
  | { kind: "signal"; signal: string; data: unknown; settle: (runId: string | null) => void };
