"use client";

import type { Target } from "@/components/incidents/evidence-card";
import { sentence } from "@/components/incidents/words";
import { RelativeTime } from "@/components/ui/relative-time";
import { cn } from "@/components/ui/cn";
import { CommitFacts, type Evidence } from "@/lib/evidence/schemas";

/** Evidence that is not a log: a commit, states, earlier runs, a similar incident, or the word why there is none. */
export function PieceView({ piece, target }: { piece: Evidence; target: Target | null }) {
  const commit = piece.kind === "commit" ? CommitFacts.safeParse(piece.facts) : null;
  const first = piece.startLine ?? 1;
  return (
    <section className="border-b px-4 py-3 last:border-b-0">
      <h3 className="flex flex-wrap items-baseline justify-between gap-2 text-[13px] font-medium">
        <span className="break-words">{piece.title}</span>
        <span className="text-xs font-normal text-muted">
          {piece.status === "ok" ? <RelativeTime at={piece.collectedAt} /> : sentence(piece.status)}
        </span>
      </h3>
      {piece.message && <p className="mt-1 text-[13px] text-muted">{piece.message}</p>}
      {commit?.success && (
        <p className="mt-1 text-xs text-muted">
          {commit.data.author}, <RelativeTime at={commit.data.date} />
          {commit.data.reasons.length > 0 && ` · ${commit.data.reasons.join("; ")}`}
          {commit.data.url && (
            <>
              {" · "}
              <a
                className="text-accent underline"
                href={commit.data.url}
                rel="noreferrer noopener"
                target="_blank"
              >
                Open
              </a>
            </>
          )}
        </p>
      )}
      {piece.text && (
        <pre className="mt-2 max-h-96 overflow-auto rounded-md border bg-sunken py-1 font-mono text-[12.5px] leading-5">
          {piece.text.split("\n").map((line, i) => {
            const number = first + i;
            const isCited = target !== null && number >= target.startLine && number <= target.endLine;
            return (
              <div
                key={number}
                id={`${piece.id}-L${number}`}
                className={cn("px-3 whitespace-pre-wrap", lineTint(piece, line), isCited && "flash")}
              >
                {line || " "}
              </div>
            );
          })}
        </pre>
      )}
    </section>
  );
}

function lineTint(piece: Evidence, line: string): string | undefined {
  if (piece.kind !== "commit") return undefined;
  if (line.startsWith("+") && !line.startsWith("+++")) return "bg-add-tint";
  if (line.startsWith("-") && !line.startsWith("---")) return "bg-fail-tint";
  return undefined;
}
