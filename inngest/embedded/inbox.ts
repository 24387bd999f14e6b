import type { Pool } from "pg";
import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import { newUlid, seededUlid } from "./ids";
import type { RunnerEvent, StoredEvent } from "./state";

/** Prefix of events that only the runner may send. */
const RESERVED_PREFIX = "inngest/";
const MAX_EVENT_BYTES = 3 << 20;
const MAX_PER_INSERT = 500;
const CLAIM_MS = 30_000;

const SentEvent = z.object({
  // NUL cannot be stored in a text column, and other control characters cannot be read.
  name: z
    .string()
    .min(1)
    .max(256)
    .regex(/^\P{Cc}+$/u, "must not contain control characters"),
  data: z.record(z.string(), z.unknown()).nullish(),
  id: z.string().max(512).nullish(),
  ts: z.number().nullish(),
  user: z.unknown().optional(),
  v: z.string().nullish(),
});
export type SentEvent = z.input<typeof SentEvent>;

interface Delivery {
  events: StoredEvent[];
  resolve: () => void;
  reject: (error: unknown) => void;
}

interface InboxSettings {
  pool: Pool;
  now: () => number;
  /** The worker that routes the events at once; null leaves them to the next poll. */
  owner: () => string | null;
  onStored: (events: StoredEvent[]) => void;
}

/** Writes incoming events; those that arrive during a write go together into the next. */
export class Inbox {
  private waiting: Delivery[] = [];
  private isWriting = false;

  constructor(private readonly settings: InboxSettings) {}

  /**
   * Stores events durably. A repeated seed yields the same ids, so the events are stored once. Throws INVALID naming the
   * field of an invalid event.
   */
  async send(events: unknown, seed?: string): Promise<{ ids: string[] }> {
    const stored = readEvents(events, seed ?? null, this.settings.now());
    if (stored.length > 0) {
      await new Promise<void>((resolve, reject) => {
        this.waiting.push({ events: stored, resolve, reject });
        void this.write();
      });
    }
    return { ids: stored.map(({ id }) => id) };
  }

  private async write(): Promise<void> {
    if (this.isWriting) return;
    this.isWriting = true;
    while (this.waiting.length > 0) {
      const deliveries = this.takeNext();
      try {
        const events = deliveries.flatMap((delivery) => delivery.events);
        const fresh = await this.insert(events);
        this.settings.onStored(events.filter(({ id }) => fresh.has(id)));
        for (const delivery of deliveries) delivery.resolve();
      } catch (error) {
        for (const delivery of deliveries) delivery.reject(error);
      }
    }
    this.isWriting = false;
  }

  private takeNext(): Delivery[] {
    let count = 0;
    const index = this.waiting.findIndex((delivery) => (count += delivery.events.length) > MAX_PER_INSERT);
    return this.waiting.splice(0, index === -1 ? this.waiting.length : Math.max(index, 1));
  }

  private async insert(events: StoredEvent[]): Promise<Set<string>> {
    const owner = this.settings.owner();
    const now = Math.floor(this.settings.now());
    const { rows } = await this.settings.pool.query<{ id: string }>(
      `INSERT INTO runner_events (id, name, body, received_at, owner, claimed_until)
       SELECT id, name, body, $4, $5, $6 FROM unnest($1::text[], $2::text[], $3::text[]) AS n(id, name, body)
       ON CONFLICT (id) DO NOTHING RETURNING id`,
      [
        events.map(({ id }) => id),
        events.map(({ event }) => event.name),
        events.map(({ event }) => JSON.stringify(event)),
        now,
        owner,
        owner === null ? 0 : now + CLAIM_MS,
      ],
    );
    return new Set(rows.map((row) => row.id));
  }
}

function readEvents(events: unknown, seed: string | null, now: number): StoredEvent[] {
  const parsed = z.array(SentEvent).safeParse([events].flat());
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({
      path: issue.path.join("."),
      message: issue.message,
    }));
    const [first] = issues;
    throw new AppError("INVALID", `event ${first?.path}: ${first?.message}`, { issues });
  }
  return parsed.data.map((sent, index) => {
    if (sent.name.startsWith(RESERVED_PREFIX))
      throw new AppError("INVALID", `event ${sent.name}: the name is reserved`);
    const id = (seed === null ? null : seededUlid(seed, index + 1)) ?? newUlid(now);
    const event: RunnerEvent = {
      data: sent.data ?? {},
      id: sent.id || id,
      name: sent.name,
      ts: sent.ts ?? now,
      user: sent.user ?? {},
      ...(sent.v ? { v: sent.v } : {}),
    };
    if (JSON.stringify(event).length > MAX_EVENT_BYTES)
      throw new AppError("TOO_LARGE", `event ${sent.name} is over 3 MB`);
    return { id, event };
  });
}
