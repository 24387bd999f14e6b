import type { ServerResponse } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Collected, Collector, EvidenceTarget } from "@/lib/evidence/collector";
import { runWithDeadline } from "@/lib/evidence/run-collector";
import type { EvidenceDraft, EvidenceStatus } from "@/lib/evidence/schemas";
import type { Context } from "@/lib/platform/context";
import {
  sendJson,
  startFakeServer,
  type FakeServer,
  type SeenRequest,
} from "@/lib/vendors/testing/fake-server";

/**
 * What can go wrong with a collector's peer, and the status that the collector then has. `…_once`: only the first request
 * meets the trouble, so that a retry succeeds.
 */
const TROUBLES = {
  unauthenticated: "denied",
  forbidden: "denied",
  not_found: "failed",
  throttled: "failed",
  throttled_once: "ok",
  unavailable_once: "ok",
  broken: "failed",
  silent: "timeout",
  garbage: "failed",
  refused: "failed",
  empty: "empty",
} as const satisfies Record<string, EvidenceStatus>;
export type Trouble = keyof typeof TROUBLES;

export type PeerAnswer = (request: SeenRequest, response: ServerResponse) => void | Promise<void>;

interface Arranged {
  ctx: Context;
  incident: EvidenceTarget;
}

export interface CollectorCases {
  collector: Collector;
  /** What a healthy peer answers, recorded from a real one. */
  healthy: PeerAnswer;
  /** What a healthy peer without anything to collect answers. */
  empty: PeerAnswer;
  /** Requests that a troubled peer still answers, such as that for its version. */
  isSpared?: (request: SeenRequest) => boolean;
  /** A context and an incident whose source is the peer at this URL. Called anew for every case. */
  arrange: (url: string) => Arranged | Promise<Arranged>;
  /** Statuses that differ from the usual ones. */
  expected?: Partial<Record<Trouble, EvidenceStatus>>;
  /** Looks at what was collected from the healthy peer. */
  check: (pieces: EvidenceDraft[]) => void;
}

/** Deadline of the case with a peer that never answers. */
const SHORT_MS = 700;

/**
 * Tests a collector that reads an HTTP API: its recorded answer, and one case for each kind of trouble. A collector whose
 * peer is something else uses `collectOnce`.
 */
export function testCollector(cases: CollectorCases): void {
  const { collector, arrange, check, expected = {} } = cases;
  describe(`the collector ${collector.id}`, () => {
    it("reads the recorded answer", async () => {
      const peer = await startPeer(cases.healthy);
      const { ctx, incident } = await arrange(peer.url);
      const { pieces } = await collectOnce(collector, ctx, incident);
      expect(pieces[0]?.status).toBe("ok");
      expectSound(pieces);
      check(pieces);
    });

    const troubles = Object.entries({ ...TROUBLES, ...expected }) as [Trouble, EvidenceStatus][];
    it.each(troubles)("meets a peer that is %s: %s", async (trouble, status) => {
      const peer = await startPeer(troubled(trouble, cases));
      if (trouble === "refused") await peer.close();
      const { ctx, incident } = await arrange(peer.url);
      const deadlineMs = trouble === "silent" ? SHORT_MS : collector.deadlineMs;
      const { pieces } = await collectOnce(collector, ctx, incident, deadlineMs);
      expect({ status: pieces[0]?.status, message: pieces[0]?.message }).toMatchObject({ status });
      expectSound(pieces);
    });
  });
}

/** Runs a collector once as the collecting verb does, until `deadlineMs`. */
export function collectOnce(
  collector: Collector,
  ctx: Context,
  incident: EvidenceTarget,
  deadlineMs = collector.deadlineMs,
): Promise<Collected> {
  return runWithDeadline(ctx, incident, { ...collector, deadlineMs });
}

/** Gaps say why, and content says why it matters. */
function expectSound(pieces: readonly EvidenceDraft[]): void {
  expect(pieces.length).toBeGreaterThan(0);
  expect(new Set(pieces.map((piece) => piece.key)).size).toBe(pieces.length);
  for (const { status, text, relevance, relevanceReason, message } of pieces) {
    if (status === "ok") {
      expect(text.trim()).not.toBe("");
      expect(relevanceReason).toMatch(/\S/);
    } else {
      expect(message).toMatch(/\S/);
    }
    expect(relevance).toBeGreaterThanOrEqual(0);
    expect(relevance).toBeLessThanOrEqual(1);
  }
}

async function startPeer(answer: PeerAnswer): Promise<FakeServer> {
  const server = await startFakeServer(answer);
  onTestFinished(() => server.close().catch(() => undefined));
  return server;
}

function troubled(trouble: Trouble, { healthy, empty, isSpared }: CollectorCases): PeerAnswer {
  let turns = 0;
  return (request, response) => {
    if (isSpared?.(request)) return healthy(request, response);
    turns += 1;
    switch (trouble) {
      case "unauthenticated":
        return sendJson(response, 401, { detail: "Not authenticated" });
      case "forbidden":
        return sendJson(response, 403, { detail: "Forbidden" });
      case "not_found":
        return sendJson(response, 404, { detail: "Not Found" });
      case "throttled":
        return sendJson(response, 429, { detail: "Too Many Requests" }, { "retry-after": "3600" });
      case "throttled_once":
        if (turns > 1) return healthy(request, response);
        return sendJson(response, 429, { detail: "Too Many Requests" }, { "retry-after": "0" });
      case "unavailable_once":
        return turns > 1 ? healthy(request, response) : sendJson(response, 503, { detail: "busy" });
      case "broken":
        return sendJson(response, 500, { detail: "Internal Server Error" });
      case "silent":
        return undefined;
      case "garbage":
        return void response
          .writeHead(200, { "content-type": "text/html" })
          .end("<!doctype html><title>Sign in</title>");
      case "refused":
        return undefined;
      case "empty":
        return empty(request, response);
    }
  };
}
