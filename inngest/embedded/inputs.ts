import type { CallResult, CronTick, EventBuffer, QueueItem, StoredEvent, Wait } from "./state";

/** Something that happened and has to be processed. */
export type RunnerInput =
  | { kind: "answer"; item: QueueItem; answer: CallResult }
  | { kind: "event"; stored: StoredEvent }
  | { kind: "wait"; wait: Wait }
  | { kind: "buffer"; buffer: EventBuffer }
  | { kind: "tick"; tick: CronTick }
  | { kind: "signal"; signal: string; data: unknown; settle: (runId: string | null) => void };
