import { inngest } from "@/inngest/client";
import { pool } from "@/lib/platform/db/pool";
import { log } from "@/lib/platform/log";
import { listUnsentEvents, markEventsSent } from "@/lib/workflows/claim-outbox";

const BATCH = 200;
let isSending = false;
let isWanted = false;

/**
 * Sends what verbs left in the outbox. Called after a verb returned; never throws and never waits for more
 * than the send itself: what stays unsent is sent by the sweep.
 */
export function flushOutbox(): void {
  isWanted = true;
  if (!isSending) void drain();
}

async function drain(): Promise<void> {
  isSending = true;
  while (isWanted) {
    isWanted = false;
    await sendOutbox().catch((error: unknown) =>
      log.warn({ err: error }, "events not sent; the sweep will try again"),
    );
  }
  isSending = false;
}

/**
 * Sends all unsent events, oldest first. The event's id is the outbox row's: a second send starts nothing twice.
 * @returns how many were sent.
 */
export async function sendOutbox(options: { olderThan?: Date } = {}): Promise<number> {
  let sent = 0;
  for (;;) {
    const events = await listUnsentEvents(pool(), { limit: BATCH, ...options });
    if (events.length === 0) return sent;
    await inngest.send(events);
    await markEventsSent(
      pool(),
      events.map((event) => event.id),
      new Date(),
    );
    sent += events.length;
  }
}
