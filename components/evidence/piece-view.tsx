"use client";

import Link from "next/link";
import { CodeHead } from "@/components/evidence/code-head";
import { CommitHead } from "@/components/evidence/commit-head";
import { gapAdvice } from "@/components/evidence/evidence-tabs";
import { HistoryBars } from "@/components/evidence/history-bars";
import { historySentence } from "@/components/evidence/history-sentence";
import { SimilarHead } from "@/components/evidence/similar-head";
import { PieceText } from "@/components/evidence/piece-text";
import type { Target } from "@/components/evidence/target";
import { TimeAgo } from "@/components/time/time-ago";
import type { Evidence } from "@/lib/evidence/schemas";

interface PieceViewProps {
  piece: Evidence;
  target: Target | null;
}

/** Any evidence but a log: code, a commit, run states, earlier runs, a similar incident, or why it is missing. */
export function PieceView({ piece, target }: PieceViewProps) {
  const gap = gapAdvice(piece);
  if (gap) return <Gap piece={piece} gap={gap} />;
  if (piece.kind === "code" && piece.facts)
    return <CodeHead piece={piece} facts={piece.facts} target={target} />;
  if (piece.kind === "commit" && piece.facts)
    return <CommitHead piece={piece} facts={piece.facts} target={target} />;
  if (piece.kind === "similar_incident" && piece.facts)
    return <SimilarHead facts={piece.facts} piece={piece} target={target} />;
  const history = piece.kind === "run_history" ? piece.facts : null;
  return (
    <section className="flex flex-col gap-2 border-b px-4 py-3 last:border-b-0">
      <PieceTitle piece={piece} />
      {piece.message && <p className="text-sm text-muted">{piece.message}</p>}
      {history && history.knownRuns > 0 && (
        <p className="tnum text-sm">
          {historySentence(history)}
          {history.lastSuccessAt && (
            <>
              ; last success <TimeAgo at={history.lastSuccessAt} />
            </>
          )}
          .
        </p>
      )}
      {history?.runs && <HistoryBars runs={history.runs} />}
      {(piece.text || piece.textRemovedAt) && <PieceText piece={piece} target={target} />}
    </section>
  );
}

function PieceTitle({ piece }: { piece: Evidence }) {
  return (
    <h3 className="flex flex-wrap items-baseline justify-between gap-2 text-sm font-medium">
      <span className="min-w-0 anywhere">{piece.title}</span>
      <TimeAgo at={piece.collectedAt} className="text-xs font-normal text-muted" />
    </h3>
  );
}

function Gap({ piece, gap }: { piece: Evidence; gap: NonNullable<ReturnType<typeof gapAdvice>> }) {
  const isEmpty = piece.status === "empty";
  return (
    <section className="flex flex-col items-start gap-1 border-b px-4 py-4 last:border-b-0">
      <h3 className="text-sm font-medium">
        {piece.title}: {gap.title.toLowerCase()}
      </h3>
      {/* The collector's message is more specific than the general advice. */}
      <p className="max-w-prose text-sm text-muted anywhere">{piece.message ?? gap.advice}</p>
      {gap.setup && (
        <Link href="/setup" className="text-sm text-accent underline">
          Open Setup
        </Link>
      )}
      {!isEmpty && <p className="tnum text-xs text-faint">after {piece.durationMs} ms</p>}
    </section>
  );
}
