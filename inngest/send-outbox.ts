import { inngest } from "@/inngest/client";
import { failPullRequest } from "@/lib/fixes/pull-requests/record-pull-request";
import { systemContext } from "@/lib/platform/auth/authenticate";
import { pool } from "@/lib/platform/db/pool";
import { AppError, messageOf } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { PullRequestRequested } from "@/inngest/events";
import { claimOutbox, type OutboxItem } from "@/lib/workflows/claim-outbox";
import { EVENTS } from "@/lib/workflows/plans";
import { markSent, markUnsent, postpone } from "@/lib/workflows/settle-outbox";

const BATCH = 200;
/** Maximum batches per flush; the sweep sends the rest. */
const MAX_BATCHES = 50;
const RETRY_AFTER_MS = 5_000;
/** Single events that may fail, with none accepted, before the engine counts as unavailable. */
const MAX_STRIKES = 3;

let isSending = false;
let isWanted = false;

/**
 * Sends the outbox in the background, after a verb has returned. Never throws; the sweep sends what remains.
 */
export function flushOutbox(): void {
  isWanted = true;
  if (!isSending) void drain();
}

async function drain(): Promise<void> {
  isSending = true;
  while (isWanted) {
    isWanted = false;
    try {
      const { unsent } = await sendOutbox();
      // A short outage may end before the next sweep.
      if (unsent > 0) setTimeout(flushOutbox, RETRY_AFTER_MS).unref();
    } catch (error) {
      log.warn({ err: error }, "events not sent; the sweep will retry");
    }
  }
  isSending = false;
}

/**
 * Sends due events. Events carry their outbox row's id, so a resend starts nothing twice. A refused batch is bisected to
 * isolate the bad event and send the others.
 */
export async function sendOutbox(): Promise<{ sent: number; unsent: number }> {
  const total = { sent: 0, unsent: 0 };
  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    const events = await claimOutbox(pool(), { limit: BATCH });
    if (events.length === 0) return total;
    const round: Round = { sent: 0, unsent: 0, strikes: 0, engineTrouble: null };
    await sendHalving(events, round);
    total.sent += round.sent;
    total.unsent += round.unsent;
    if (round.engineTrouble !== null) return total;
  }
  return total;
}

interface Round {
  sent: number;
  unsent: number;
  /** Single events that failed, possibly not their own fault, before any event was accepted. */
  strikes: number;
  /** Why the remaining events are not attempted. */
  engineTrouble: string | null;
}

async function sendHalving(events: OutboxItem[], round: Round): Promise<void> {
  const ids = events.map((event) => event.id);
  if (round.engineTrouble !== null) return postponeAll(ids, round, round.engineTrouble);
  try {
    await inngest.send(events);
  } catch (error) {
    if (error instanceof AppError && error.code === "UNAVAILABLE")
      return postponeAll(ids, round, error.message);
    if (events.length === 1) return noteUnsent(ids, error, round);
    const middle = Math.ceil(events.length / 2);
    await sendHalving(events.slice(0, middle), round);
    await sendHalving(events.slice(middle), round);
    return;
  }
  await markSent(pool(), ids);
  round.sent += ids.length;
}

/** Postpones events because the engine is unavailable. */
async function postponeAll(ids: string[], round: Round, trouble: string): Promise<void> {
  if (round.engineTrouble === null) log.warn({ events: ids.length, reason: trouble }, "events not sent");
  round.engineTrouble = trouble;
  round.unsent += ids.length;
  await postpone(pool(), ids, trouble);
}

async function noteUnsent(ids: string[], error: unknown, round: Round): Promise<void> {
  const isRefused = error instanceof AppError && (error.code === "INVALID" || error.code === "TOO_LARGE");
  const reason = messageOf(error);
  round.unsent += 1;
  if (!isRefused && round.sent === 0) round.strikes += 1;
  if (round.strikes >= MAX_STRIKES) round.engineTrouble = reason;
  log.warn({ ids, reason, isRefused }, "event not sent");
  for (const event of await markUnsent(pool(), { ids, error: reason, isRefused }))
    await giveUp(event, reason);
}

/** Fails whatever waits for the workflow; the workflow's row has already failed. */
async function giveUp(event: OutboxItem, reason: string): Promise<void> {
  log.error({ event: event.id, name: event.name, reason }, "event parked; its workflow has failed");
  const pullRequest = PullRequestRequested.safeParse(event.data);
  if (event.name !== EVENTS.pullRequestRequested || !pullRequest.success) return;
  const { workspaceId, fixId, workflowId } = pullRequest.data;
  await failPullRequest(systemContext(workspaceId), { fixId, workflowId, message: reason });
}
