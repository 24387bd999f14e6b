import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

export interface Shot {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string | Uint8Array;
}

export interface LoadResult {
  count: number;
  failed: number;
  perSecond: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
}

/** The value below which `share` (0..1) of the sorted numbers lie. */
export function percentile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return Number.NaN;
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function fire(agent: Agent, shot: Shot): Promise<number> {
  return new Promise((resolve) => {
    const sent = request(
      shot.url,
      {
        method: shot.method,
        headers: { ...shot.headers, "content-length": Buffer.byteLength(shot.body) },
        agent,
      },
      (response) => {
        response.resume();
        response.once("end", () => resolve(response.statusCode ?? 0));
      },
    );
    sent.once("error", () => resolve(0));
    sent.end(shot.body);
  });
}

function summarise(latencies: number[], statuses: number[], seconds: number): LoadResult {
  const sorted = latencies.toSorted((a, b) => a - b);
  return {
    count: sorted.length,
    failed: statuses.filter((status) => status < 200 || status >= 300).length,
    perSecond: sorted.length / seconds,
    p50Ms: percentile(sorted, 0.5),
    p95Ms: percentile(sorted, 0.95),
    p99Ms: percentile(sorted, 0.99),
  };
}

/**
 * Open loop: sends a request every 1/`perSecond` s regardless of responses. Latency counts from when the request was due,
 * so that a stalled server does not look good.
 */
export async function openLoop(
  next: (i: number) => Shot,
  options: { perSecond: number; seconds: number },
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const latencies: number[] = [];
  const statuses: number[] = [];
  const pending: Promise<number>[] = [];
  const startedAt = performance.now();
  for (let i = 0; i < options.perSecond * options.seconds; i++) {
    const dueAt = startedAt + (i * 1000) / options.perSecond;
    const waitMs = dueAt - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    pending.push(
      fire(agent, next(i)).then((status) => {
        statuses.push(status);
        return latencies.push(performance.now() - dueAt);
      }),
    );
  }
  await Promise.all(pending);
  agent.destroy();
  return summarise(latencies, statuses, (performance.now() - startedAt) / 1000);
}

/** Closed loop: `connections` senders for `seconds`, each waiting for its response before sending again. */
export async function closedLoop(
  next: (i: number) => Shot,
  options: { connections: number; seconds: number },
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections });
  const latencies: number[] = [];
  const statuses: number[] = [];
  let i = 0;
  const startedAt = performance.now();
  const until = startedAt + options.seconds * 1000;
  await Promise.all(
    Array.from({ length: options.connections }, async () => {
      while (performance.now() < until) {
        const firedAt = performance.now();
        statuses.push(await fire(agent, next(i++)));
        latencies.push(performance.now() - firedAt);
      }
    }),
  );
  agent.destroy();
  return summarise(latencies, statuses, (performance.now() - startedAt) / 1000);
}
