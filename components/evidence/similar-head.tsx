"use client";

import Link from "next/link";
import { PieceText } from "@/components/evidence/piece-text";
import type { Target } from "@/components/evidence/target";
import { TimeAgo } from "@/components/time/time-ago";
import { Chip } from "@/components/ui/chip";
import { Prose } from "@/components/ui/prose";
import { percent, phrase } from "@/components/ui/words";
import type { Evidence, SimilarFacts } from "@/lib/evidence/schemas";

interface SimilarHeadProps {
  facts: SimilarFacts;
  piece: Evidence;
  target: Target | null;
}

/** A similar earlier incident and its outcome. */
export function SimilarHead({ facts, piece, target }: SimilarHeadProps) {
  return (
    <section className="flex flex-col gap-1 border-b px-4 py-3 last:border-b-0">
      <h3 className="flex flex-wrap items-baseline gap-x-3">
        <Link href={`/incidents/${facts.number}`} className="min-w-0 font-medium anywhere hover:underline">
          <span className="tnum text-accent">#{facts.number}</span> {facts.title}
        </Link>
        <Chip tone={facts.status === "resolved" ? "ok" : "neutral"}>{phrase(facts.status)}</Chip>
      </h3>
      <p className="text-sm text-muted">
        {facts.isSameFailure ? "the same failure" : `failing lines ${percent(facts.similarity)} similar`},
        compared <TimeAgo at={piece.collectedAt} />, last seen <TimeAgo at={facts.lastSeenAt} />
      </p>
      <p className="text-sm anywhere">
        <span className="text-muted">{facts.confirmed ? "Confirmed cause: " : "Cause: "}</span>
        {facts.confirmed ? <Prose text={facts.confirmed.rootCause} /> : "not confirmed"}
      </p>
      <Resolution facts={facts} />
      {facts.fixTitle && (
        <p className="text-sm anywhere">
          <span className="text-muted">Fix{facts.fixStatus && `, ${phrase(facts.fixStatus)}`}: </span>
          {facts.pullRequestUrl ? (
            <a
              className="text-accent underline"
              href={facts.pullRequestUrl}
              target="_blank"
              rel="noreferrer noopener"
            >
              {facts.fixTitle}
            </a>
          ) : (
            facts.fixTitle
          )}
        </p>
      )}
      {target && <PieceText piece={piece} target={target} />}
    </section>
  );
}

const HOLDING = {
  held: "it held",
  came_back: "it did not hold",
  too_early: "too early to say whether it holds",
} as const;

/** How it was resolved, whether that held, and what was said. */
function Resolution({ facts }: { facts: SimilarFacts }) {
  const { resolution, holding, cameBackAt, goodRuns, comment } = facts;
  if (!holding && !comment) return null;
  return (
    <>
      {holding && (
        <p className="tnum text-sm">
          <span className="text-muted">Resolved{resolution && ` as ${phrase(resolution)}`}: </span>
          {HOLDING[holding]}
          {cameBackAt && (
            <>
              , came back <TimeAgo at={cameBackAt} />
            </>
          )}
          {` (${goodRuns ?? 0} successful ${goodRuns === 1 ? "run" : "runs"} ${cameBackAt ? "in between" : "since"})`}
        </p>
      )}
      {comment && (
        <p className="text-sm anywhere">
          <span className="text-muted">Said: </span>
          {comment}
        </p>
      )}
    </>
  );
}
