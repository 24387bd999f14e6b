import { CONNECT_API, type Collector } from "@/lib/evidence/collector";
import type { Coverage, Evidence, EvidenceStatus } from "@/lib/evidence/schemas";

/** Worst first, so that a gap beside a fallback is seen. An empty result is no gap. */
const RANK: readonly EvidenceStatus[] = ["denied", "failed", "timeout", "not_connected", "ok", "empty"];

type Piece = Pick<
  Evidence,
  "collector" | "status" | "title" | "durationMs" | "message" | "supersededAt" | "kind" | "facts"
>;
type Listed = Pick<Collector, "id" | "title" | "connect" | "connectionPage">;

/**
 * How each collector fared, in the order of `collectors`, and the one thing to do where something is missing. A log that
 * the sender included is no substitute for the orchestrator's (`hasApi`); `connectApi` is what to do to connect that API. Pure.
 */
export function coverageOf(
  pieces: readonly Piece[],
  collectors: readonly Listed[],
  { hasApi, connectApi = CONNECT_API }: { hasApi: boolean; connectApi?: string },
): Coverage[] {
  const current = pieces.filter((piece) => piece.supersededAt === null);
  const known = collectors.filter(({ id }) => current.some((piece) => piece.collector === id));
  const others = [...new Set(current.map((piece) => piece.collector))].filter(
    (id) => !collectors.some((collector) => collector.id === id),
  );
  const listed: Listed[] = [...known, ...others.map((id) => ({ id, title: id }))];
  return listed.map(({ id, title, connect, connectionPage = "Setup" }) => {
    const own = current.filter((piece) => piece.collector === id);
    // Beside an answer of the API, the sender's text only completes it.
    const isAlone = own.every(isCarried);
    const [worst] = own
      .map((piece) => ({ status: statusOf(piece, hasApi && isAlone), message: piece.message }))
      .toSorted((a, b) => RANK.indexOf(a.status) - RANK.indexOf(b.status));
    const status = worst?.status ?? "empty";
    const isMissing = status !== "ok" && status !== "empty";
    return {
      collector: id,
      title,
      status,
      durationMs: Math.max(0, ...own.map((piece) => piece.durationMs)),
      message: status === "ok" ? null : (worst?.message ?? null),
      connect: isMissing
        ? adviceFor(status, connect === CONNECT_API ? connectApi : connect, connectionPage)
        : null,
    };
  });
}

function statusOf(piece: Piece, isSubstitute: boolean): EvidenceStatus {
  return isSubstitute && piece.status === "ok" && isCarried(piece) ? "not_connected" : piece.status;
}

function isCarried({ kind, facts }: Piece): boolean {
  return kind === "log" && facts !== null && "origin" in facts && facts.origin === "webhook";
}

function adviceFor(status: EvidenceStatus, connect: string | undefined, page: string): string {
  switch (status) {
    case "not_connected":
      return connect ?? `Connect it under ${page}`;
    case "denied":
      return `Check the credentials under ${page}`;
    case "timeout":
    case "failed":
    case "ok":
    case "empty":
      return `Analyze again; if it still fails, test the connection under ${page}`;
  }
}
